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
    for name in visit.shape.required where map[name]?.isNoValue ?? true {
      findings.report(
        Diagnostic(.missingProperty, "\(visit.subject) lacks the property `\(name)`", at: visit.place))
    }
  }
}
