import Diagnostics
import Source
import Template

extension Rule {
  static let transformNotExpanded = Rule(
    "STK330", "transform-not-expanded", .info, "a transform that only AWS can carry out",
    why: """
      A macro is a function in an account: what it makes of the template is known only there ("Transform", AWS \
      CloudFormation User Guide). The template is checked as far as it is written; what it names, and what it lacks, may be \
      the macro's to make, and is not judged.
      """,
    examples: [
      .bad(
        "Transform: [↓Company-Defaults]\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\n", file: "template.yaml"),
      .good("Resources:\n  Jobs: { Type: AWS::SQS::Queue }\n", file: "template.yaml"),
    ])
}

extension Diagnostic {
  static func transformNotExpanded(_ transform: Name) -> Diagnostic {
    Diagnostic(
      .transformNotExpanded, "what `\(transform.text)` makes of the template is not known here", at: transform.span,
      help: ["check what the transform gave: `aws cloudformation get-template --template-stage Processed`"])
  }
}
