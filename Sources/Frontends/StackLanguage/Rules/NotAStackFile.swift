import Diagnostics
import Source

extension Rule {
  static let notAStackFile = Rule(
    "STK215", "not-a-stack-file", .error, "a CloudFormation or SAM template where a stack file is wanted",
    why: """
      This version reads the stack language. A template's resources can stand in a stack file as they are, under \
      `resources:`; templates as input are a later version's.
      """,
    examples: [
      .bad("↓AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\n"),
      .good("resources:\n  Jobs: { Type: AWS::SQS::Queue }\n"),
    ])
}

extension Diagnostic {
  static func notAStackFile(at span: Span, isSAM: Bool) -> Diagnostic {
    Diagnostic(
      .notAStackFile, "this is a \(isSAM ? "SAM" : "CloudFormation") template, and this version reads stack files",
      at: span, help: ["put its resources under `resources:` of a stack file; they may stay as they are"])
  }
}
