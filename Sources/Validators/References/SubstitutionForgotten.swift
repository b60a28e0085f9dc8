import Diagnostics
import Source
import Template

extension Rule {
  static let substitutionForgotten = Rule(
    "STK340", "substitution-forgotten", .warning, "`${…}` in a text that nothing replaces",
    why: """
      Only `Fn::Sub` replaces `${Name}`. In any other text of a template it goes out as it stands, braces and all.
      """,
    examples: [
      .bad(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: place, Value: ↓\"in ${AWS::Region}\" }] } }\n",
        file: "template.yaml"),
      .good(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: place, Value: !Sub \"in ${AWS::Region}\" }] } }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  static let substitutionForgotten = Check(.substitutionForgotten) { context, findings in
    guard context.template.isWrittenAsTemplate else { return }
    for marked in context.uses.texts where !marked.isSubstituted && marked.text.holds("${") {
      if case .property(let resource, let entry) = context.uses.places[marked.place].owner,
        Self.hasOwnVariables(resource, entry.key)
      {
        continue
      }
      let parts = Substitution(marked.text, span: marked.span, variables: ValueMap()).parts
      for case .reference(let name) in parts where context.isParameter(name.text) {
        findings.report(
          Diagnostic(
            .substitutionForgotten, "nothing replaces `${\(name.text)}` here", at: marked.span,
            help: ["put `!Sub` before the text"]))
        break
      }
    }
  }

  /// Whether the service itself replaces `${…}` in a property: scripts, definitions, documents of APIs.
  private static func hasOwnVariables(_ resource: Resource, _ property: String) -> Bool {
    switch resource.type {
    case "AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine", "AWS::AppSync::Resolver",
      "AWS::AppSync::FunctionConfiguration":
      true
    default: property == "UserData" || property == "Code" || property == "Body" || property == "DefinitionBody"
    }
  }
}

extension CheckContext {
  /// Whether a name is that of a parameter, or of one that CloudFormation gives.
  fileprivate func isParameter(_ name: String) -> Bool {
    template.parameter(name) != nil || Deployment.isPseudoParameter(name)
  }
}
