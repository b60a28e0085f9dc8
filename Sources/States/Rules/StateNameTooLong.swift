import Diagnostics
import Source

extension Rule {
  /// States Language, "States": at most 80 characters.
  static let stateNameTooLong = Rule(
    "STK489", "state-name-too-long", .error, "a state whose name is longer than Step Functions takes",
    why: "A name has at most 80 characters. Step Functions refuses the definition: `INVALID_STATE_NAME`.",
    examples: [
      .bad(ExampleMachine.definition("{ StartAt: \(long(81)), States: { ↓\(long(81)): { Type: Succeed } } }")),
      .good(ExampleMachine.definition("{ StartAt: \(long(80)), States: { \(long(80)): { Type: Succeed } } }")),
    ])

  private static func long(_ count: Int) -> String { String(repeating: "s", count: count) }
}

extension Diagnostic {
  static func stateNameTooLong(_ name: StateName, most: Int) -> Diagnostic {
    let count = name.text.unicodeScalars.count
    return Diagnostic(
      .stateNameTooLong, "the name of a state has \(count) characters, \(count - most) more than Step Functions takes",
      at: name.span, consequences: ["Step Functions refuses the definition: INVALID_STATE_NAME"])
  }
}
