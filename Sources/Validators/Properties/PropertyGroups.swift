import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let propertyGroups = Rule(
    "STK410", "property-combination", .error, "properties that exclude or need each other",
    limits: ["EVB-002"],
    why: "CloudFormation rejects the resource when none, or more than one, of alternative properties is given.",
    examples: [
      .bad(
        "resources:\n  ↓Reading:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyName: reading\n      PolicyDocument:\n        Version: \"2012-10-17\"\n        Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: \"arn:aws:s3:::lake/*\" }]\n"
      ),
      .good(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension ShapeCheck {
  static let propertyGroups = ShapeCheck(.propertyGroups, where: .groups) { visit, findings in
    guard let map = visit.value.map, !visit.context.incomplete.contains(visit.resource.logicalID) else { return }
    for group in visit.shape.alternatives {
      let complete = group.alternatives.filter { $0.allSatisfy { map[$0] != nil } }
      let names = group.alternatives.map { $0.map { "`\($0)`" }.joined(separator: " with ") }
      if complete.isEmpty {
        // The one group that a limit of its own speaks of; the others are the schemas' alone.
        let isRule = visit.resource.type == "AWS::Events::Rule" && visit.key.isEmpty
        findings.report(
          Diagnostic(
            .propertyGroups, "\(visit.subject) needs \(names.joined(separator: " or "))", at: visit.place,
            limits: isRule ? ["EVB-002"] : []))
      } else if group.kind == .exactlyOne, complete.count > 1 {
        findings.report(
          Diagnostic(
            .propertyGroups, "\(visit.subject) takes only one of \(names.joined(separator: ", "))", at: visit.place,
            limits: []))
      }
    }
    // Two that exclude each other are listed both ways; the later one in the source is told.
    var told: Set<String> = []
    for dependency in visit.shape.dependentExcluded {
      guard let first = map.entry(dependency.name), told.insert(dependency.name).inserted else { continue }
      for other in dependency.others {
        guard let second = map.entry(other), told.insert(other).inserted else { continue }
        let (earlier, later) = first.keySpan < second.keySpan ? (first, second) : (second, first)
        findings.report(
          Diagnostic(
            .propertyGroups,
            "`\(visit.context.written(later))` cannot stand beside `\(visit.context.written(earlier))`",
            at: later.keySpan, notes: [.init("`\(visit.context.written(earlier))` is given here", at: earlier.keySpan)],
            limits: []))
      }
    }
    for dependency in visit.shape.dependentRequired {
      guard let entry = map.entry(dependency.name) else { continue }
      for other in dependency.others where map[other] == nil {
        findings.report(
          Diagnostic(.propertyGroups, "`\(dependency.name)` needs `\(other)` beside it", at: entry.keySpan, limits: []))
      }
    }
  }
}
