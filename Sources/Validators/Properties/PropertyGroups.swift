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
    let worlds = visit.worlds
    for group in visit.shape.alternatives {
      let alternatives = group.alternatives
      func names(_ separator: String) -> String {
        alternatives.map { $0.map { "`\($0)`" }.joined(separator: " with ") }.joined(separator: separator)
      }
      func told(_ what: String, _ world: MemberWorld, limits: [String] = []) {
        findings.report(
          Diagnostic(
            .propertyGroups, "\(visit.subject) \(what)\(world.phrase)",
            at: alternatives.joined().lazy.compactMap { world.absent[$0] }.first ?? visit.place, limits: limits))
      }
      if let world = worlds.first(where: { $0.complete(alternatives, of: map).isEmpty }) {
        // The one group that a limit of its own speaks of; the others are the schemas' alone.
        let isRule = visit.resource.type == "AWS::Events::Rule" && visit.key.isEmpty
        told("needs \(names(" or "))", world, limits: isRule ? ["EVB-002"] : [])
      } else if group.kind == .exactlyOne,
        let world = worlds.first(where: { $0.complete(alternatives, of: map).count > 1 })
      {
        told("takes only one of \(names(", "))", world)
      }
    }
    // Two that exclude each other are listed both ways; the later one in the source is told.
    var told: Set<String> = []
    for dependency in visit.shape.dependentExcluded {
      guard let first = map.entry(dependency.name), told.insert(dependency.name).inserted else { continue }
      for other in dependency.others {
        guard let second = map.entry(other), told.insert(other).inserted,
          worlds.contains(where: { $0.has(dependency.name, of: map) && $0.has(other, of: map) })
        else { continue }
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
      for other in dependency.others {
        guard let world = worlds.first(where: { $0.has(dependency.name, of: map) && !$0.has(other, of: map) }) else {
          continue
        }
        findings.report(
          Diagnostic(
            .propertyGroups, "`\(dependency.name)` needs `\(other)` beside it\(world.phrase)", at: entry.keySpan,
            limits: []))
      }
    }
  }
}
