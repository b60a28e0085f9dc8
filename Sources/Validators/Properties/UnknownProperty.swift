import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let unknownProperty = Rule(
    "STK402", "unknown-property", .error, "a property that the resource type does not have",
    why: "CloudFormation rejects the template: `Encountered unsupported property`.",
    examples: [
      .bad(
        "queues:\n  jobs:\n    properties: { ↓VisibilityTimout: 30 }\n",
        fixed: "queues:\n  jobs:\n    properties: { VisibilityTimeout: 30 }\n"),
      .good("queues:\n  jobs:\n    properties: { VisibilityTimeout: 30 }\n"),
    ])
}

extension ShapeCheck {
  static let unknownProperty = ShapeCheck(.unknownProperty) { visit, findings in
    guard let map = visit.value.map, !visit.shape.allowsAdditional, visit.shape.patternProperties.isEmpty else {
      return
    }
    // What a transform puts in its place is AWS's to say.
    for (entry, shape) in zip(map.entries, visit.members) where shape == nil && entry.key != "Fn::Transform" {
      findings.report(.unknownProperty(entry, in: visit))
    }
  }
}

extension Diagnostic {
  static func unknownProperty(_ entry: ValueMap.Entry, in visit: ShapeVisit) -> Diagnostic {
    var diagnostic = Diagnostic(
      .unknownProperty, "`\(visit.resource.type)` has no property `\(entry.key)` here", at: entry.keySpan)
    if let nearest = Spelling.nearest(to: entry.key, in: visit.shape.properties.map(\.name)) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(entry.keySpan, with: nearest, title: "rename to `\(nearest)`", safe: true)]
    }
    return diagnostic
  }
}
