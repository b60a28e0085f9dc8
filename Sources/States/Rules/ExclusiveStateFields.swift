import Diagnostics
import Source

extension Rule {
  static let exclusiveStateFields = Rule(
    "STK487", "exclusive-state-fields", .error, "two fields of a state of which it can have one only",
    why: """
      A state goes on or ends, and waits for a number of seconds or until a time; a value is written out or taken from a path. \
      Step Functions refuses the definition: `SCHEMA_VALIDATION_FAILED`.
      """,
    examples: [
      .bad(ExampleMachine.state("Type: Wait, Seconds: 5, ↓Timestamp: \"2026-11-25T08:00:00Z\", End: true")),
      .bad(ExampleMachine.state("Type: Fail, Error: Full, ↓ErrorPath: $.error")),
      .good(ExampleMachine.state("Type: Wait, Seconds: 5, End: true")),
    ])
}

extension Diagnostic {
  static func exclusiveFields(_ member: Datum.Member, _ other: Datum.Member, of subject: String) -> Diagnostic {
    Diagnostic(
      .exclusiveStateFields, "\(subject) has both `\(other.key)` and `\(member.key)`", at: member.keySpan,
      notes: [Diagnostic.Note("`\(other.key)` stands here", at: other.keySpan)],
      consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"], help: ["keep one of them"])
  }
}
