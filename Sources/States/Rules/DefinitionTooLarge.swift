public import Diagnostics
public import Source

extension Rule {
  /// `CreateStateMachine`: the definition has at most 1 MB.
  static let definitionTooLarge = Rule(
    "STK438", "definition-too-large", .error, "a definition that is longer or deeper than can be read",
    limits: ["SFN-001"],
    why: "A definition has at most 1,048,576 bytes. Step Functions refuses a longer one.",
    examples: [
      .good(ExampleMachine.state("Type: Pass, End: true"))
    ])
}

extension Diagnostic {
  /// A definition of more bytes than Step Functions takes.
  public static func definitionTooLarge(_ bytes: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .definitionTooLarge,
      "the definition has \(bytes) bytes, \(bytes - DocumentedLimits.definitionBytes) more than Step Functions takes",
      at: span,
      consequences: ["Step Functions refuses the definition"],
      help: [
        "move a part into a state machine of its own, and start it with `arn:aws:states:::states:startExecution.sync:2`"
      ])
  }

  static func definitionTooDeep(_ levels: Int, at span: Span) -> Diagnostic {
    Diagnostic(.definitionTooLarge, "states are nested deeper than \(levels) levels", at: span)
  }
}
