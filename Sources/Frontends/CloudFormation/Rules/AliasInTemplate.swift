import Diagnostics
import Source

extension Rule {
  static let aliasInTemplate = Rule(
    "STK354", "alias-in-template", .warning, "an alias, which CloudFormation does not read",
    why: """
      CloudFormation takes YAML 1.1 without aliases and without merges by `<<` ("AWS CloudFormation template formats", AWS \
      CloudFormation User Guide). `stackc build`, `sam build` and `aws cloudformation package` write out what they stand for; a \
      template that is deployed as it is, is refused.
      """,
    examples: [
      .bad(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: &usual { DelaySeconds: 5 } }\n  More: { Type: AWS::SQS::Queue, Properties: ↓*usual }\n",
        file: "template.yaml"),
      .good(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: 5 } }\n  More: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: 5 } }\n",
        file: "template.yaml"),
    ])
}

extension Diagnostic {
  static func aliasInTemplate(at span: Span) -> Diagnostic {
    Diagnostic(
      .aliasInTemplate, "CloudFormation does not read aliases", at: span,
      consequences: ["deployed as it is, the template is refused"],
      help: ["write it out, or let `stackc build` or `aws cloudformation package` do so"])
  }
}
