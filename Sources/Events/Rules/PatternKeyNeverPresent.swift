import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Event structure reference".
  static let patternKeyNeverPresent = Rule(
    "STK460", "pattern-key-never-present", .warning, "an event pattern that asks for a field no event has",
    why: """
      The outermost fields of an event are fixed: `version`, `id`, `detail-type`, `source`, `account`, `time`, `region`, \
      `resources`, `detail`, and `replay-name` for replayed events. What the sender wrote stands below `detail`. A pattern that \
      asks for another outer field deploys, and matches nothing.
      """,
    examples: [
      .bad(
        ExampleStack.rule("pattern: { ↓detailType: [OrderPlaced] }"),
        fixed: ExampleStack.rule("pattern: { detail-type: [OrderPlaced] }")),
      .bad(ExampleStack.rule("pattern: { source: [shop], ↓customer: [vip] }")),
      .good(ExampleStack.rule("pattern: { source: [shop], detail: { customer: [vip] } }")),
    ])
}

extension Diagnostic {
  static func patternKeyNeverPresent(_ member: Datum.Member, among keys: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      .patternKeyNeverPresent, "no event has a field `\(member.key)` at its top", at: member.keySpan,
      consequences: ["the rule deploys, and matches nothing"],
      help: ["fields of the sender stand below `detail`"])
    if let nearest = Spelling.nearest(to: member.key, in: keys) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.help = []
      diagnostic.fixes = [
        .replace(member.keySpan.part(of: member.key), with: nearest, title: "change to `\(nearest)`", safe: false)
      ]
    }
    return diagnostic
  }
}
