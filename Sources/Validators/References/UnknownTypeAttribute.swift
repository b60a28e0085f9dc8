import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let unknownTypeAttribute = Rule(
    "STK311", "unknown-type-attribute", .error, "`Fn::GetAtt` names an attribute that the resource type does not have",
    why: """
      CloudFormation rejects the template: `Template error: resource … does not support attribute type … in Fn::GetAtt`. \
      The attributes stand under "Return values" on the page of each resource type.
      """,
    examples: [
      .bad(
        "queues:\n  jobs: {}\noutputs:\n  name: !GetAtt JobsQueue.↓QueName\n",
        fixed: "queues:\n  jobs: {}\noutputs:\n  name: !GetAtt JobsQueue.QueueName\n"),
      .bad(
        "queues:\n  jobs: {}\noutputs:\n  name: !Sub \"${JobsQueue.↓Url}\"\n"),
      .bad(
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Greet:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: python3.13
              Handler: app.greet
              CodeUri: s3://bucket/greet.zip
              EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: SQS } } }
        Outputs:
          Failed: { Value: !GetAtt ↓Greet.DestinationQueue }

        """, file: "template.yaml"),
      .good("queues:\n  jobs: {}\noutputs:\n  name: !Sub \"${JobsQueue.QueueName}\"\n"),
    ])
}

extension Check {
  static let unknownTypeAttribute = Check(.unknownTypeAttribute) { context, findings in
    for use in context.uses.references {
      guard let attribute = use.reference.attribute, let resource = context.template[use.reference.target.text],
        let type = resource.documented, type.attribute(named: attribute.text) == nil,
        // What a custom resource returns is its own affair.
        resource.type != "AWS::CloudFormation::CustomResource"
      else { continue }
      findings.report(.unknownTypeAttribute(attribute, of: resource, type, context))
    }
    // SAM makes an id of a name with its word, `Greet.Alias`, and nothing follows.
    for use in context.uses.calls where use.call.function == .getAtt && use.call.argument.list?.count == 1 {
      findings.report(.noAttribute(use.call, context))
    }
  }
}

extension Diagnostic {
  fileprivate static func noAttribute(_ call: Intrinsic, _ context: CheckContext) -> Diagnostic {
    let written = context.sources.text(call.argument.span)
    return Diagnostic(
      .unknownTypeAttribute, "`Fn::GetAtt` names no attribute of `\(call.argument(0)?.string ?? "")`",
      at: call.argument.span,
      consequences: ["CloudFormation rejects the template: `Fn::GetAtt` takes a resource and an attribute"],
      help: ["`\(written)` is a resource: put an attribute behind it, as `\(written).Arn`, or take `!Ref \(written)`"])
  }

  static func unknownTypeAttribute(
    _ attribute: Name, of resource: Resource, _ type: ResourceType, _ context: CheckContext
  ) -> Diagnostic {
    let names = type.attributes.map(\.name)
    var diagnostic = Diagnostic(
      .unknownTypeAttribute, "`\(resource.type)` has no attribute `\(attribute.text)`", at: attribute.span,
      consequences: ["CloudFormation rejects the template: `does not support attribute type \(attribute.text)`"])
    if let nearest = Spelling.nearest(to: attribute.text, in: names.filter { !$0.hasSuffix("*") }) {
      diagnostic.label = "did you mean `\(nearest)`?"
      if context.sources.text(attribute.span) == attribute.text {
        diagnostic.fixes = [.replace(attribute.span, with: nearest, title: "change to `\(nearest)`", safe: true)]
      }
    } else if names.isEmpty {
      diagnostic.help = ["the type has no attributes; `Ref` gives what identifies it"]
    } else {
      // More names than this fill the screen and help nobody.
      let shown = names.prefix(12).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 12 ? ", …" : "")
      diagnostic.help = ["it has \(shown)"]
    }
    return diagnostic
  }
}
