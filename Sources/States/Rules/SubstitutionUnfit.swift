public import Diagnostics
public import Source

extension Rule {
  /// CloudFormation, `AWS::StepFunctions::StateMachine`, `DefinitionSubstitutions`.
  static let substitutionUnfit = Rule(
    "STK439", "substitution-unfit", .warning, "a substitution that the definition never uses",
    why:
      "CloudFormation replaces `${Name}` in a definition by the substitution of that name; one that nothing names changes nothing.",
    examples: [
      .bad(substitution("↓Functoin")),
      .good(substitution("Function")),
    ])

  private static func substitution(_ name: String) -> String {
    ExampleMachine.state("Type: Task, Resource: \"${!Function}\", End: true")
      + "      DefinitionSubstitutions: { \(name): \"arn:aws:lambda:eu-central-1:111122223333:function:ship\" }\n"
  }
}

extension Diagnostic {
  /// A substitution that is not used.
  public static func substitutionUnused(_ name: String, at span: Span, among names: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      .substitutionUnfit, "the definition has no `${\(name)}`", at: span,
      consequences: ["CloudFormation takes it, and it changes nothing"])
    if let nearest = Spelling.nearest(to: name, in: names) { diagnostic.label = "did you mean `\(nearest)`?" }
    return diagnostic
  }
}
