import Diagnostics
import Source

extension Rule {
  /// States Language, "Query Languages"; Developer Guide, "Transforming data with JSONata in Step Functions".
  static let otherQueryLanguage = Rule(
    "STK495", "other-query-language", .error, "a field of the query language that the state does not use",
    limits: ["SFN-022"],
    why: """
      A JSONPath state has `InputPath`, `Parameters`, `ResultSelector`, `ResultPath` and `OutputPath`; a JSONata state has \
      `Arguments` and `Output`. A state of a JSONPath machine may be in JSONata, not the other way round; states inside of a \
      Parallel or Map state follow the machine, not the state that holds them. Step Functions refuses the definition: \
      `SCHEMA_VALIDATION_FAILED`.
      """,
    examples: [
      .bad(ExampleMachine.state("Type: Pass, End: true, ↓Output: \"{% $states.input %}\"")),
      .bad(ExampleMachine.state("Type: Pass, QueryLanguage: JSONata, End: true, ↓Parameters: { a: 1 }")),
      .bad(
        ExampleMachine.definition(
          "{ QueryLanguage: JSONata, StartAt: Ship, States: { Ship: { Type: Pass, ↓QueryLanguage: JSONPath, End: true } } }"
        )),
      .good(ExampleMachine.state("Type: Pass, QueryLanguage: JSONata, End: true, Output: { a: 1 }")),
    ])
}

extension Diagnostic {
  /// The field of the other language that does the same.
  private static let counterparts = [
    "Parameters": "Arguments", "Arguments": "Parameters", "ResultSelector": "Output", "OutputPath": "Output",
    "ResultPath": "Output", "InputPath": "Arguments", "Output": "OutputPath", "ItemsPath": "Items",
    "Items": "ItemsPath",
    "Result": "Output", "Condition": "Variable", "Variable": "Condition",
  ]

  static func otherLanguageField(_ member: Datum.Member, of object: StateObject) -> Diagnostic {
    let other: QueryLanguage = object.language == .jsonata ? .jsonPath : .jsonata
    var help: [String] = []
    if let counterpart = counterparts[member.key] {
      help = ["with \(object.language.rawValue) use `\(counterpart)`"]
    } else if member.key.hasSuffix("Path") {
      help = ["with JSONata `\(member.key.dropLast(4))` takes an expression: `{% … %}`"]
    }
    return Diagnostic(
      .otherQueryLanguage,
      "\(object.subject) is in \(object.language.rawValue), and `\(member.key)` is a field of \(other.rawValue)",
      at: member.keySpan, consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"], help: help)
  }

  static func languageDowngraded(_ subject: String, _ member: Datum.Member) -> Diagnostic {
    Diagnostic(
      .otherQueryLanguage, "\(subject) cannot be in JSONPath where the whole state machine is in JSONata",
      at: member.keySpan,
      consequences: [
        "Step Functions refuses the definition: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"
      ])
  }
}
