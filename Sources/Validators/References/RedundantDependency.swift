import Diagnostics
import Source
import Template

extension Rule {
  static let redundantDependency = Rule(
    "STK314", "redundant-dependency", .info, "`DependsOn` names what a reference already makes CloudFormation wait for",
    why: """
      CloudFormation makes a resource after everything it refers to with `Ref`, `Fn::GetAtt` or `Fn::Sub` ("DependsOn \
      attribute", AWS CloudFormation Template Reference). Saying it again does nothing, and stays behind when the \
      reference goes.
      """,
    examples: [
      .bad(
        "queues:\n  failed: {}\n  jobs: { dependsOn: ↓queues.failed, deadLetter: { to: queues.failed, maxReceiveCount: 3 } }\n"
      ),
      .good("queues:\n  failed: {}\n  jobs: { deadLetter: { to: queues.failed, maxReceiveCount: 3 } }\n"),
      .good(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  Web:\n    Type: AWS::Serverless::WebFunction\n    Properties: { Runtime: nodejs24.x, CodeUri: s3://bucket/web.zip, AuthType: IamAuth }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  static let redundantDependency = Check(.redundantDependency) { context, findings in
    for resource in context.template.resources where !resource.dependsOn.isEmpty {
      var references: [String: Span] = [:]
      for entry in resource.properties.entries + resource.attributes.entries {
        entry.value.withoutBranches.forEach { value in
          value.forEachReference { reference in
            if references[reference.target.text] == nil { references[reference.target.text] = reference.target.span }
          }
        }
      }
      // What SAM's transform adds stands at the resource itself, and nobody can leave it out.
      for name in resource.dependsOn
      where context.template[name.text] != nil && name.text != resource.logicalID && name.span != resource.span {
        guard let place = references[name.text] else { continue }
        findings.report(
          Diagnostic(
            .redundantDependency, "`\(context.called(resource))` waits for `\(name.text)` anyway", at: name.span,
            notes: [Diagnostic.Note("it refers to `\(name.text)` here", at: place)],
            help: ["leave the dependency out"]))
      }
    }
  }
}

extension Value {
  /// The outermost values without a `Fn::If` in them: a branch that is not taken makes nothing wait.
  fileprivate var withoutBranches: [Value] {
    var result: [Value] = []
    var pending = [self]
    while let value = pending.popLast() {
      switch value.kind {
      case .list(let items): pending += items
      case .map(let map): pending += map.entries.map(\.value)
      case .intrinsic:
        var isBranching = false
        value.forEachCall { call, _ in if call.function == .ifElse { isBranching = true } }
        if !isBranching { result.append(value) }
      case .null, .bool, .number, .string: break
      }
    }
    return result
  }
}
