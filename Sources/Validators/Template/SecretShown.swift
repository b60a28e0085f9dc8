import Diagnostics
import Source
import Template

extension Rule {
  static let secretShown = Rule(
    "STK338", "secret-shown", .warning, "a hidden parameter where it is shown",
    why: """
      `NoEcho` hides a parameter's value in what CloudFormation tells of the stack, but not in the sections `Metadata` and \
      `Outputs`, nor in a resource's `Metadata` ("NoEcho", AWS CloudFormation User Guide).
      """,
    examples: [
      .bad(
        "Parameters:\n  Token: { Type: String, NoEcho: true }\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\nOutputs:\n  Token: { Value: !Ref ↓Token }\n",
        file: "template.yaml"),
      .good(
        "Parameters:\n  Token: { Type: String }\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\nOutputs:\n  Token: { Value: !Ref Token }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  static let secretShown = Check(.secretShown) { context, findings in
    let hidden = context.template.parameters.filter { $0.attributes["NoEcho"]?.bool == true }.map(\.name.text)
    guard !hidden.isEmpty else { return }
    var shown: [Value] = context.template.outputs.compactMap(\.value)
    shown += context.template.resources.compactMap { $0.attributes["Metadata"] }
    if let metadata = context.template.metadata { shown.append(metadata) }
    for value in shown {
      value.forEachReference { reference in
        guard hidden.contains(reference.target.text), reference.attribute == nil else { return }
        findings.report(
          Diagnostic(
            .secretShown, "this shows the hidden parameter `\(reference.target.text)`", at: reference.target.span,
            help: ["leave it out, and let who needs it read the secret from where it is kept"]))
      }
    }
  }
}
