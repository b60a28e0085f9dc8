public import Diagnostics
public import Source

extension Rule {
  /// `INVALID_JSON_DESCRIPTION` of `ValidateStateMachineDefinition`.
  static let definitionMalformed = Rule(
    "STK474", "definition-malformed", .error, "a definition of a state machine that is no JSON object",
    why: """
      A definition is a JSON object in the Amazon States Language, or the text of one. Step Functions refuses anything else: \
      `INVALID_JSON_DESCRIPTION`.
      """,
    examples: [
      .bad(
        "resources:\n  Orders:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
          + "      RoleArn: arn:aws:iam::111122223333:role/orders\n"
          + "      DefinitionString: '{\"StartAt\": \"Ship\" ↓\"States\": {}}'\n"),
      .good(ExampleMachine.state("Type: Pass, End: true")),
    ])
}

extension Diagnostic {
  /// A definition that is not what it must be.
  public static func definitionMalformed(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .definitionMalformed, message, at: span,
      consequences: ["Step Functions refuses the definition: INVALID_JSON_DESCRIPTION"])
  }
}
