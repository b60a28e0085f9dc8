import Diagnostics
import Source
import Template

extension Rule {
  static let importGivenOut = Rule(
    "STK350", "import-given-out", .warning, "an output that is another stack's output",
    why: """
      The value is an export of another stack already, and whoever wants it can import it from there. Given out once more it ties \
      two stacks: neither the export nor what imports it can change before the other ("Get exported outputs from a deployed \
      CloudFormation stack", AWS CloudFormation User Guide).
      """,
    examples: [
      .bad(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue }\nOutputs:\n  Network: { Value: !ImportValue ↓network-id }\n",
        file: "template.yaml"),
      .good(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue }\nOutputs:\n  Jobs: { Value: !GetAtt Jobs.Arn }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  static let importGivenOut = Check(.importGivenOut) { context, findings in
    for output in context.template.outputs {
      guard let value = output.value, value.intrinsic?.function == .importValue else { continue }
      findings.report(
        Diagnostic(
          .importGivenOut, "`\(output.name.text)` gives out what another stack exports", at: value.span,
          help: ["let whoever needs it import it from the stack that exports it"]))
    }
  }
}
