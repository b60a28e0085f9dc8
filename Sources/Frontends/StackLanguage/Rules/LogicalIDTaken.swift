import Diagnostics
import Source

extension Rule {
  static let logicalIDTaken = Rule(
    "STK206", "logical-id-taken", .error, "two resources would get the same logical id",
    why: """
      A logical id is made from the key: letters and digits in PascalCase, and the kind. Two keys that differ only in \
      punctuation give the same one, and CloudFormation would see one resource. `logicalId:` sets another.
      """,
    examples: [
      .bad("queues:\n  jobs-a: {}\n  ↓jobs.a: {}\n"),
      .good("queues:\n  jobs-a: {}\n  jobs.a: { logicalId: JobsDotA }\n"),
    ])
}

extension Diagnostic {
  static func logicalIDTaken(_ id: String, at span: Span, earlier: Span) -> Diagnostic {
    Diagnostic(
      .logicalIDTaken, "the logical id `\(id)` is taken", at: span,
      notes: [.init("the first resource of that id is made here", at: earlier)],
      help: ["rename one of the keys, or set `logicalId:`"])
  }
}
