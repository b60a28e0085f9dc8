import Diagnostics
import Source
import Template

extension Rule {
  static let policiesNotBoth = Rule(
    "STK332", "policies-not-both", .warning,
    "a resource that is kept when it is deleted, or when it is replaced, not both",
    why: """
      `DeletionPolicy` says what becomes of a resource that leaves the stack, `UpdateReplacePolicy` what becomes of one that \
      an update replaces. Whoever wants to keep the data wants it in both cases ("UpdateReplacePolicy attribute", AWS \
      CloudFormation Template Reference).
      """,
    examples: [
      .bad("Resources:\n  ↓Jobs: { Type: AWS::SQS::Queue, DeletionPolicy: Retain }\n", file: "template.yaml"),
      .good(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue, DeletionPolicy: Retain, UpdateReplacePolicy: Retain }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  static let policiesNotBoth = Check(.policiesNotBoth) { context, findings in
    guard context.template.isWrittenAsTemplate else { return }
    for resource in context.template.resources where resource.origin == .declared {
      let has = (resource.attributes["DeletionPolicy"] != nil, resource.attributes["UpdateReplacePolicy"] != nil)
      guard has.0 != has.1 else { continue }
      let (given, missing) =
        has.0 ? ("DeletionPolicy", "UpdateReplacePolicy") : ("UpdateReplacePolicy", "DeletionPolicy")
      findings.report(
        Diagnostic(
          .policiesNotBoth, "`\(context.called(resource))` has `\(given)` and no `\(missing)`", at: resource.span,
          help: ["give it `\(missing)` too"]))
    }
  }
}
