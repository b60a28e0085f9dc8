import Diagnostics
import Source

extension Rule {
  /// States Language, "Payload Template".
  static let payloadTemplateMalformed = Rule(
    "STK493", "payload-template-malformed", .error, "a member ending in `.$` that cannot be filled in",
    why: """
      The value of a member whose name ends in `.$` is a path or a call of an intrinsic function, as text. Its name without `.$` \
      is the member's name in the result, so that no other may have it. Step Functions refuses the definition: \
      `SCHEMA_VALIDATION_FAILED`.
      """,
    examples: [
      .bad(ExampleMachine.state("Type: Pass, End: true, Parameters: { id.$: ↓order }")),
      .bad(ExampleMachine.state("Type: Pass, End: true, Parameters: { id: 5, ↓id.$: $.order }")),
      .good(ExampleMachine.state("Type: Pass, End: true, Parameters: { id.$: $.order }")),
    ])
}

extension Diagnostic {
  static func payloadMemberUnfit(_ member: Datum.Member) -> Diagnostic {
    Diagnostic(
      .payloadTemplateMalformed, "`\(member.key)` takes a path or a call of an intrinsic function, as text",
      at: member.value.span,
      consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"],
      help: ["for example `$.order.id`; a fixed value stands under `\(member.key.dropLast(2))`"])
  }

  static func payloadMembersClash(_ member: Datum.Member, _ other: Datum.Member) -> Diagnostic {
    Diagnostic(
      .payloadTemplateMalformed, "`\(member.key)` and `\(other.key)` would be one member", at: member.keySpan,
      notes: [Diagnostic.Note("`\(other.key)` stands here", at: other.keySpan)],
      consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"], help: ["keep one of them"])
  }
}
