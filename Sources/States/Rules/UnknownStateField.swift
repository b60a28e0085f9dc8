import Diagnostics
import Source

extension Rule {
  /// States Language, "State Types"; Developer Guide, "State machine structure in Amazon States Language".
  static let unknownStateField = Rule(
    "STK475", "unknown-state-field", .error, "a field that a state, or the part of one, does not have",
    why: """
      Each type of state has its own fields, and names are case-sensitive. Step Functions refuses the definition: \
      `SCHEMA_VALIDATION_FAILED: Field is not supported`.
      """,
    examples: [
      .bad(
        ExampleMachine.state("Type: Pass, End: true, ↓InputPat: $.order"),
        fixed: ExampleMachine.state("Type: Pass, End: true, InputPath: $.order")),
      .bad(ExampleMachine.state("Type: Wait, Seconds: 5, End: true, ↓Retry: []")),
      .bad(
        ExampleMachine.state("↓Tpye: Pass, End: true"), fixed: ExampleMachine.state("Type: Pass, End: true")),
      .good(ExampleMachine.state("Type: Pass, End: true, InputPath: $.order")),
    ])
}

extension Diagnostic {
  static func unknownStateField(
    _ member: Datum.Member, of subject: String, among names: [String], type: StateType? = nil
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      .unknownStateField, "\(subject) has no field `\(member.key)`", at: member.keySpan,
      consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"])
    if let type, let field = StateField.named[member.key] {
      let types = StateType.allCases.filter(field.types.contains).map { "`\($0.rawValue)`" }.joined(separator: ", ")
      diagnostic.message = "\(subject) is a `\(type.rawValue)` state, which has no field `\(member.key)`"
      diagnostic.help = ["the field belongs to states of type \(types)"]
    } else if let nearest = Spelling.nearest(to: member.key, in: names) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [
        .replace(member.keySpan.part(of: member.key), with: nearest, title: "change to `\(nearest)`", safe: true)
      ]
    } else {
      diagnostic.help = ["its fields are \(names.map { "`\($0)`" }.joined(separator: ", "))"]
    }
    return diagnostic
  }

  static func onlyDistributed(_ member: Datum.Member, of subject: String) -> Diagnostic {
    Diagnostic(
      .unknownStateField, "`\(member.key)` of \(subject) takes a distributed Map state", at: member.keySpan,
      consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"],
      help: ["set `Mode: DISTRIBUTED` and an `ExecutionType` in `ProcessorConfig`"])
  }
}
