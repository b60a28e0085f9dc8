import Diagnostics
import Source
import Template

extension Rule {
  static let comparisonNotText = Rule(
    "STK344", "comparison-not-text", .error, "`Fn::Equals` of what is no text",
    why: """
      CloudFormation rejects the template: `every Fn::Equals object requires a list of 2 string parameters`. A list is \
      compared after `Fn::Join` has made one text of it ("Condition functions", AWS CloudFormation Template Reference).
      """,
    examples: [
      .bad(
        "Parameters:\n  Zones: { Type: CommaDelimitedList }\nConditions:\n  HasZones: !Not [!Equals [!Ref ↓Zones, \"\"]]\nResources:\n  Jobs: { Type: AWS::SQS::Queue, Condition: HasZones }\n",
        file: "template.yaml"),
      .bad(
        "Parameters:\n  Stage: { Type: String }\nConditions:\n  IsProd: !Equals [↓[!Ref Stage], prod]\nResources:\n  Jobs: { Type: AWS::SQS::Queue, Condition: IsProd }\n",
        file: "template.yaml"),
      .good(
        "Parameters:\n  Zones: { Type: CommaDelimitedList }\nConditions:\n  HasZones: !Not [!Equals [!Join [\"\", !Ref Zones], \"\"]]\nResources:\n  Jobs: { Type: AWS::SQS::Queue, Condition: HasZones }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  static let comparisonNotText = Check(.comparisonNotText) { context, findings in
    for condition in context.template.conditions.entries {
      condition.value.forEachCall { call, _ in
        guard call.function == .equals else { return }
        for operand in call.argument.list ?? [] {
          guard let given = context.given(by: operand), given.isSeveral else { continue }
          findings.report(
            Diagnostic(
              .comparisonNotText, "`Fn::Equals` compares two texts, and this is \(given.phrase)", at: operand.span,
              help: ["make a text of it with `Fn::Join`, or choose an item with `Fn::Select`"]))
        }
      }
    }
  }
}
