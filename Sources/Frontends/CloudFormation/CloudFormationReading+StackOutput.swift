import Diagnostics
import Source
import Template
import YAML

extension CloudFormationReading {
  /// The argument of `Fn::GetStackOutput`: a map of names ("Fn::GetStackOutput", AWS CloudFormation Template Reference).
  ///
  /// - Parameter isShort: whether it is written `!GetStackOutput`, within which AWS takes no other short form.
  mutating func stackOutput(_ node: Node, isShort: Bool, span: Span) -> Value? {
    let names = node.kind == .mapping ? node.entries.map(\.key.text) : []
    guard StackOutputArgument.required.allSatisfy(names.contains) else {
      return misshapenCall(.getStackOutput, node, wanted: StackOutputArgument.phrase, span: span)
    }
    var arguments = ValueMap()
    for (key, child) in node.entries {
      guard StackOutputArgument.all.contains(key.text) else {
        findings.report(.unknownStackOutputArgument(key.text, at: key.span))
        continue
      }
      guard child.kind == .scalar && !child.isNull || child.isIntrinsicCall else {
        findings.report(.wrongArgument(.getStackOutput, wanted: "a text as its `\(key.text)`", at: child.span))
        continue
      }
      if isShort, let tag = child.tag, tag.hasPrefix("!"), !tag.hasPrefix("!!") {
        findings.report(.shortWithinStackOutput(tag, at: child.tagSpan ?? child.span))
      }
      if let value = cloudFormationValue(child) { arguments.entries.append(.init(key.text, at: key.span, value)) }
    }
    return .call(.getStackOutput, Value(.map(arguments), node.span), span)
  }
}

/// What `Fn::GetStackOutput` takes.
private enum StackOutputArgument {
  static let required = ["StackName", "OutputName"]
  static let all = required + ["Region", "RoleArn"]
  static let phrase =
    "a map with `StackName` and `OutputName`, and `Region` and `RoleArn` for another Region or account"
}

extension Diagnostic {
  fileprivate static func unknownStackOutputArgument(_ name: String, at span: Span) -> Diagnostic {
    var finding = wrongArgument(.getStackOutput, wanted: StackOutputArgument.phrase, at: span)
    if let nearest = Spelling.nearest(to: name, in: StackOutputArgument.all) {
      finding.label = "did you mean `\(nearest)`?"
      finding.fixes = [.replace(span, with: nearest, title: "rename to `\(nearest)`", safe: true)]
    }
    return finding
  }

  fileprivate static func shortWithinStackOutput(_ tag: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongArgument, "`!GetStackOutput` takes no other short form within it, and this is `\(tag)`", at: span,
      severity: .warning, help: ["write `Fn::GetStackOutput:` in its place"])
  }
}
