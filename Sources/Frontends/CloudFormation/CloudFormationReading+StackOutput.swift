import Diagnostics
import Source
import Template
import YAML

extension CloudFormationReading {
  /// The argument of `Fn::GetStackOutput`: a map of names ("Fn::GetStackOutput", AWS CloudFormation Template Reference).
  ///
  /// - Parameter isShort: whether it is written `!GetStackOutput`, within which AWS takes no other short form.
  mutating func stackOutput(_ node: Node, isShort: Bool, span: Span) -> Value? {
    let required = ["StackName", "OutputName"]
    let known = required + ["Region", "RoleArn"]
    guard node.kind == .mapping, required.allSatisfy({ node[$0] != nil }) else {
      return misshapenCall(
        .getStackOutput, node,
        wanted: "a map with `StackName` and `OutputName`, and `Region` and `RoleArn` for another Region or account",
        span: span)
    }
    var arguments = ValueMap()
    for (key, child) in node.entries {
      guard known.contains(key.text) else {
        findings.report(.unknownStackOutputArgument(key.text, at: key.span, known: known))
        continue
      }
      guard child.kind == .scalar && !child.isNull || child.isIntrinsicCall else {
        findings.report(.wrongArgument(.getStackOutput, wanted: "a text as its `\(key.text)`", at: child.span))
        continue
      }
      if isShort, let tag = child.shortForm {
        findings.report(.shortWithinStackOutput(tag, at: child.tagSpan ?? child.span))
      }
      if let value = cloudFormationValue(child) { arguments.entries.append(.init(key.text, at: key.span, value)) }
    }
    return .call(.getStackOutput, Value(.map(arguments), node.span), span)
  }
}

extension Diagnostic {
  fileprivate static func unknownStackOutputArgument(_ name: String, at span: Span, known: [String]) -> Diagnostic {
    var finding = wrongArgument(.getStackOutput, wanted: known.list, at: span)
    _ = finding.offerNearest(to: name, in: known)
    return finding
  }

  fileprivate static func shortWithinStackOutput(_ tag: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongArgument, "`!GetStackOutput` takes no other short form within it, and this is `\(tag)`", at: span,
      severity: .warning, help: ["write `Fn::GetStackOutput:` in its place"])
  }
}
