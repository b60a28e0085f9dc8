import Diagnostics
import Patterns
import Source
import Template

extension Rule {
  static let parameterPatternMalformed = Rule(
    "STK356", "parameter-pattern-malformed", .info, "an `AllowedPattern` that is no regular expression",
    why: """
      CloudFormation holds each value of the parameter against its pattern. With one that cannot be read no value fits, and \
      the stack is not made ("Parameters", AWS CloudFormation User Guide). It reads patterns as Java does, so this is a \
      remark: only what no dialect takes is told.
      """,
    examples: [
      .bad(
        "Parameters:\n  Name: { Type: String, AllowedPattern: ↓\"[a-z+\" }\nResources:\n  Jobs:\n    Type: AWS::SNS::Topic\n    Properties: { TopicName: !Ref Name }\n",
        file: "template.yaml"),
      .good(
        "Parameters:\n  Name: { Type: String, AllowedPattern: \"[a-z]+\" }\nResources:\n  Jobs:\n    Type: AWS::SNS::Topic\n    Properties: { TopicName: !Ref Name }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  static let parameterPatternMalformed = Check(.parameterPatternMalformed) { context, findings in
    for parameter in context.template.parameters {
      guard let value = parameter.attributes["AllowedPattern"], let text = value.string,
        let fault = PatternFault.first(in: text)
      else { continue }
      findings.report(
        Diagnostic(
          .parameterPatternMalformed,
          "the pattern of `\(parameter.name.text)` is no regular expression: \(fault.phrase)",
          at: value.span, help: [fault.help]))
    }
  }
}

extension PatternFault {
  fileprivate var phrase: String {
    switch self {
    case .unpaired(")"): "`)` closes nothing"
    case .unpaired(let bracket): "nothing closes `\(bracket)`"
    case .repeatsNothing(let quantifier): "`\(quantifier)` has nothing to repeat"
    case .reversed(let range): "`\(range)` ends before it starts"
    case .endsInBackslash: "it ends in a backslash"
    }
  }

  fileprivate var help: String {
    switch self {
    case .unpaired(let letter), .repeatsNothing(let letter): "write `\\\(letter)` where the letter itself is meant"
    case .reversed: "put the lesser one first"
    case .endsInBackslash: "write `\\\\` where a backslash itself is meant"
    }
  }
}
