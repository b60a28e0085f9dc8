import Diagnostics
import Source

extension Rule {
  static let includeUnfit = Rule(
    "STK353", "include-unfit", .error, "a file that `AWS::Include` cannot include",
    why: """
      A snippet is a map, whose keys take the transform's place, and has no `AWS::Include` of its own ("AWS::Include transform", \
      Remarks, AWS CloudFormation Template Reference).
      """,
    examples: [
      .bad(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue }\n  Fn::Transform: { Name: AWS::Include, Parameters: { Location: ↓more.yaml } }\n",
        file: "template.yaml", files: ["more.yaml": "- Type: AWS::SQS::Queue\n"]),
      .good(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue }\n  Fn::Transform: { Name: AWS::Include, Parameters: { Location: more.yaml } }\n",
        file: "template.yaml", files: ["more.yaml": "More: { Type: AWS::SQS::Queue }\n"]),
    ])
}

extension Diagnostic {
  static func includeUnfit(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(.includeUnfit, message, at: span, consequences: ["CloudFormation refuses the change set"])
  }
}
