import Diagnostics
import Source

extension Rule {
  /// States Language, "Top-level fields" and "State Types".
  static let missingStateField = Rule(
    "STK476", "missing-state-field", .error, "a state, or the part of one, lacks a field that it must have",
    why: """
      Without it the state cannot run: a Task needs its resource, a transition its target. Step Functions refuses the \
      definition: `SCHEMA_VALIDATION_FAILED: These fields are required`.
      """,
    examples: [
      .bad(ExampleMachine.definition("{ StartAt: Ship, States: { ↓Ship: { Type: Pass } } }")),
      .bad(ExampleMachine.definition("↓{ States: { Ship: { Type: Succeed } } }")),
      .bad(ExampleMachine.definition("{ StartAt: Ship, States: { ↓Ship: { Type: Task, End: true } } }")),
      .good(ExampleMachine.state("Type: Pass, End: true")),
    ])
}

extension Diagnostic {
  /// - Parameter names: the field; several if one of them is enough.
  static func missingStateField(_ names: [String], of object: StateObject) -> Diagnostic {
    let list = names.map { "`\($0)`" }
    return Diagnostic(
      .missingStateField,
      names.count == 1
        ? "\(object.subject) has no \(list[0])" : "\(object.subject) has none of \(list.joined(separator: ", "))",
      at: object.place,
      consequences: [
        "Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED: These fields are required: [\(names[0])]"
      ])
  }
}
