import Diagnostics
import Source
import Template

extension Rule {
  static let joinAsSubstitution = Rule(
    "STK357", "join-as-substitution", .info, "a `Fn::Join` without a delimiter where `Fn::Sub` says the same",
    isAdvice: true,
    why: """
      `Fn::Sub` has the text as it comes out, so that an ARN can be read and searched for; a list of its pieces has not \
      ("Fn::Sub", AWS CloudFormation Template Reference).
      """,
    examples: [
      .bad(
        "Resources:\n  Jobs: { Type: AWS::SNS::Topic }\nOutputs:\n  Name: { Value: !Join ↓[\"\", [\"news of \", !Ref AWS::Region]] }\n",
        file: "template.yaml", options: ["--advice"]),
      .good(
        "Resources:\n  Jobs: { Type: AWS::SNS::Topic }\nOutputs:\n  Name: { Value: !Sub \"news of ${AWS::Region}\" }\n",
        file: "template.yaml", options: ["--advice"]),
    ])
}

extension Check {
  static let joinAsSubstitution = advising(.joinAsSubstitution) { context in
    context.uses.calls.compactMap { use in
      use.call.asSubstitution.map { text in
        AdvisedPlace(
          span: use.span, message: "`Fn::Join` without a delimiter says what `Fn::Sub` can say",
          help: "write `!Sub \"\(text)\"`")
      }
    }
  }
}

extension Intrinsic {
  /// The text of a `Fn::Sub` that gives what this `Fn::Join` gives; nil where there is none.
  fileprivate var asSubstitution: String? {
    guard function == .join, argument(0)?.string == "", let items = argument(1)?.list, items.count > 1 else {
      return nil
    }
    var text = ""
    for item in items {
      guard let piece = item.inSubstitution else { return nil }
      text += piece
    }
    // Texts alone need no function, and those with quotes or lines would have to be written in another way.
    return text.holds("${") && text.isPrintableASCII && !text.holds(anyOf: "\"\\") ? text : nil
  }
}

extension Value {
  fileprivate var inSubstitution: String? {
    switch kind {
    case .string(let text): return text.holds("${") ? nil : text
    case .intrinsic(let call):
      switch call.function {
      case .ref: return call.argument.string.map { "${\($0)}" }
      case .getAtt:
        guard let id = call.argument(0)?.string, let name = call.argument(1)?.string else { return nil }
        return "${\(id).\(name)}"
      case .sub: return call.argument.string
      default: return nil
      }
    case .null, .bool, .number, .list, .map: return nil
    }
  }
}
