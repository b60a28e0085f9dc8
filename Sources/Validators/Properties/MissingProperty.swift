import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let missingProperty = Rule(
    "STK403", "missing-property", .error, "a property that must be given is missing",
    why: "CloudFormation rejects the resource: `required key […] not found`.",
    examples: [
      .bad("resources:\n  ↓Rule:\n    Type: AWS::Lambda::Alias\n    Properties: { Name: live, FunctionName: f }\n"),
      .bad(
        "topics:\n  news:\n    properties: { Subscription: [{ ↓Protocol: email }] }\n"),
      .bad(
        "parameters:\n  live: { default: \"\" }\nconditions:\n  isLive: !Not [!Equals [!Ref live, \"\"]]\nresources:\n  Alias:\n    Type: AWS::Lambda::Alias\n    Properties: { Name: live, FunctionName: f, FunctionVersion: !If [isLive, !Ref live, !Ref ↓AWS::NoValue] }\n"
      ),
      .good(
        "resources:\n  Rule:\n    Type: AWS::Lambda::Alias\n    Properties: { Name: live, FunctionName: f, FunctionVersion: \"1\" }\n"
      ),
    ])
}

extension ShapeCheck {
  static let missingProperty = ShapeCheck(.missingProperty, where: .required) { visit, findings in
    // What a transform puts in its place may be what lacks.
    guard let map = visit.value.map, !visit.context.incomplete.contains(visit.resource.logicalID),
      map["Fn::Transform"] == nil
    else { return }
    let required = visit.shape.required
    // Nearly always all are there.
    if visit.isFirm, required.indices.allSatisfy({ map.has(required.utf8(at: $0)) }) { return }
    for name in required {
      guard let world = visit.worlds.first(where: { !$0.has(name, of: map) }) else { continue }
      findings.report(
        Diagnostic(
          .missingProperty, "\(visit.subject) lacks the property `\(name)`\(world.phrase)",
          at: world.absent[name] ?? visit.place))
    }
  }
}
