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
    let names = context.parameterNames.union(Deployment.pseudoParameters)
    context.forEachPlace { place in
      if case .property(let resource, let entry) = place.owner, Self.hasOwnVariables(resource, entry.key) { return }
      for value in place.value.plainTexts {
        guard let text = value.string, text.holds("${") else { continue }
        let parts = Substitution(text, span: value.span, variables: ValueMap()).parts
        for case .reference(let name) in parts where names.contains(name.text) {
          findings.report(
            Diagnostic(
              .substitutionForgotten, "nothing replaces `${\(name.text)}` here", at: value.span,
              help: ["put `!Sub` before the text"]))
          break
        }
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

extension Value {
  /// The texts in a value that no `Fn::Sub` looks at.
  fileprivate var plainTexts: [Value] {
    var texts: [Value] = []
    var pending = [self]
    while let value = pending.popLast() {
      switch value.kind {
      case .string: texts.append(value)
      case .list(let items): pending += items
      case .map(let map): pending += map.entries.map(\.value)
      case .intrinsic(let call):
        if call.function == .sub {
          pending += call.argument(1)?.map?.entries.map(\.value) ?? []
        } else {
          pending.append(call.argument)
        }
      case .null, .bool, .number: break
      }
    }
    return texts
  }
}
