import Diagnostics
import Source

extension Rule {
  static let invalidName = Rule(
    "STK207", "invalid-name", .error, "a name that CloudFormation does not accept",
    limits: ["CFN-007"],
    why: """
      Names of parameters, conditions and outputs and logical ids of resources are alphanumeric ("Template anatomy", \
      AWS CloudFormation User Guide); a resource needs at least one letter or digit in its key to get an id.
      """,
    examples: [
      .bad("parameters:\n  ↓my-stage: { type: String }\nqueues:\n  jobs: { name: \"${parameters.my-stage}\" }\n"),
      .bad("queues:\n  jobs: { logicalId: ↓my-queue }\n"),
      .good("parameters:\n  myStage: { type: String }\nqueues:\n  jobs: { name: \"${parameters.myStage}\" }\n"),
    ])
}

extension Diagnostic {
  static func invalidName(_ name: String, of what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .invalidName, "`\(name)` cannot be the name of \(what): CloudFormation takes only letters and digits", at: span)
  }
}
