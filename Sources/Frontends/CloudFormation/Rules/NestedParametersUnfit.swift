import Diagnostics
import Source
import Template

extension Rule {
  static let nestedParametersUnfit = Rule(
    "STK335", "nested-parameters-unfit", .error, "a nested stack with other parameters than its template has",
    why: """
      Each parameter without a default must be given, and no other may be: `Parameters: [Stage] must have values`, \
      `Parameters: [Stagee] do not exist in the template` ("AWS::CloudFormation::Stack", AWS CloudFormation Template \
      Reference). The deployment fails when it comes to the nested stack.
      """,
    examples: [
      .bad(
        "Resources:\n  Shop:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: shop.yaml\n      Parameters: { Stage: dev, ↓Stagee: dev }\n",
        file: "template.yaml",
        files: [
          "shop.yaml":
            "Parameters:\n  Stage: { Type: String }\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\n"
        ], options: ["--ignore", "STK336"]),
      .good(
        "Resources:\n  Shop:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: shop.yaml\n      Parameters: { Stage: dev }\n",
        file: "template.yaml",
        files: [
          "shop.yaml":
            "Parameters:\n  Stage: { Type: String }\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\n"
        ], options: ["--ignore", "STK336"]),
    ])
}

extension Diagnostic {
  static func nestedParameterUnknown(_ entry: ValueMap.Entry, _ path: String, known: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      .nestedParametersUnfit, "`\(path)` has no parameter `\(entry.key)`", at: entry.keySpan,
      help: known.isEmpty ? ["it has none"] : ["it has \(known.list)"])
    if let nearest = Spelling.nearest(to: entry.key, in: known) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.help = []
    }
    return diagnostic
  }

  static func nestedParameterMissing(_ name: String, _ path: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .nestedParametersUnfit, "`\(path)` needs the parameter `\(name)`, which has no default", at: span,
      help: ["give it under `Parameters`"])
  }
}
