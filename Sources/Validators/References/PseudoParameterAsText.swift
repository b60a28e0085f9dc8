import Diagnostics
import Source
import Template

extension Rule {
  static let pseudoParameterAsText = Rule(
    "STK351", "pseudo-parameter-as-text", .warning, "the name of a pseudo parameter where its value was meant",
    why: """
      `AWS::Region` as a text is eleven letters and colons. Its value comes with `Ref`, or with `${AWS::Region}` in a `Fn::Sub` \
      ("Get AWS values using pseudo parameters", AWS CloudFormation User Guide).
      """,
    examples: [
      .bad(
        "Resources:\n  Where: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: ↓\"AWS::Region\" } }\n",
        fixed:
          "Resources:\n  Where: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: {Ref: AWS::Region} } }\n",
        file: "template.yaml"),
      .good(
        "Resources:\n  Where: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: !Ref AWS::Region } }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  static let pseudoParameterAsText = Check(.pseudoParameterAsText) { context, findings in
    guard context.uses.holdPseudoParameter else { return }
    for place in context.uses.places {
      if let resource = place.resource, resource.origin == .derived { continue }
      for (name, span) in place.value.pseudoParametersAsText {
        findings.report(
          Diagnostic(
            .pseudoParameterAsText, "this is the text `\(name)`, not its value", at: span,
            fixes: [.replace(span, with: "{Ref: \(name)}", title: "refer to `\(name)`", safe: false)]))
      }
    }
  }
}

extension Value {
  /// The texts that are the name of a pseudo parameter; what a function is called with is its own affair.
  fileprivate var pseudoParametersAsText: [(name: String, span: Span)] {
    var found: [(name: String, span: Span)] = []
    var pending = [self]
    while let value = pending.popLast() {
      switch value.kind {
      case .string(let text):
        if Deployment.isPseudoParameter(text) { found.append((text, value.span)) }
      case .list(let items): for item in items.reversed() { pending.append(item) }
      case .map(let map): for entry in map.entries.reversed() { pending.append(entry.value) }
      case .intrinsic(let call):
        guard call.function == .ifElse || call.function == .join else { continue }
        pending += (call.argument.list ?? []).dropFirst().reversed()
      case .null, .bool, .number: break
      }
    }
    return found
  }
}
