import Diagnostics
import Source
import Template

extension Rule {
  static let conditionCycle = Rule(
    "STK319", "condition-cycle", .error, "conditions need each other, so that none can be worked out",
    why: "CloudFormation rejects the template: `Circular dependencies for Conditions: […]`.",
    examples: [
      .bad(
        "queues:\n  jobs: { condition: isBig }\nconditions:\n  isBig: !Not [!Condition ↓isSmall]\n  isSmall: !Not [!Condition isBig]\n"
      ),
      .good(
        "parameters:\n  size: { default: big }\nqueues:\n  jobs: { condition: isSmall }\nconditions:\n  isBig: !Equals [!Ref size, big]\n  isSmall: !Not [!Condition isBig]\n"
      ),
    ])
}

extension Check {
  static let conditionCycle = Check(.conditionCycle) { context, findings in
    let conditions = context.template.conditions.entries
    let uses = Dictionary(conditions.map { ($0.key, $0.value.conditionNames) }) { first, _ in first }
    /// Conditions from which every way has been followed.
    var done: Set<String> = []
    for condition in conditions where !done.contains(condition.key) {
      var path: [(name: String, use: Name?, next: Int)] = [(condition.key, nil, 0)]
      while let last = path.last {
        guard let names = uses[last.name], last.next < names.count else {
          done.insert(last.name)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let use = names[last.next]
        if let start = path.firstIndex(where: { $0.name == use.text }) {
          findings.report(.conditionCycle(path[(start + 1)...].compactMap(\.use) + [use]))
        } else if !done.contains(use.text) {
          path.append((use.text, use, 0))
        }
      }
    }
  }
}

extension Diagnostic {
  /// A circle of uses; each names the condition that the next stands in.
  fileprivate static func conditionCycle(_ uses: [Name]) -> Diagnostic {
    let names = [uses[uses.count - 1].text] + uses.map(\.text)
    let chain = names.map { "`\($0)`" }.joined(separator: " → ")
    return Diagnostic(
      .conditionCycle, uses.count == 1 ? "\(names[0]) needs itself" : "conditions need each other: \(chain)",
      at: uses[0].span, label: "`\(names[0])` needs `\(names[1])` here",
      notes: zip(uses, names).dropFirst().map { Note("`\($1)` needs `\($0.text)` here", at: $0.span) },
      consequences: ["CloudFormation rejects the template: `Circular dependencies for Conditions`"])
  }
}
