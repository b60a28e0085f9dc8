import Diagnostics
import Source

extension Rule {
  static let notAStackFile = Rule(
    "STK215", "not-a-stack-file", .error, "a section of the stack language in a CloudFormation or SAM template",
    why: """
      A file is a template if it has `Resources`, `AWSTemplateFormatVersion` or `Transform` at its top, and a stack file \
      otherwise. CloudFormation rejects a template with other sections than its own: `Invalid template property or \
      properties`. A stack file takes CloudFormation's resources as they are, under `resources:`.
      """,
    examples: [
      .bad("Resources:\n  Jobs: { Type: AWS::SQS::Queue }\n↓queues:\n  failed: {}\n", file: "template.yaml"),
      .good("resources:\n  Jobs: { Type: AWS::SQS::Queue }\nqueues:\n  failed: {}\n"),
    ])
}

extension Diagnostic {
  static func notAStackFile(_ section: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .notAStackFile, "`\(section)` is a section of the stack language, and this is a CloudFormation template",
      at: span,
      help: ["put the template's resources under `resources:` of a stack file; they may stay as they are"])
  }
}
