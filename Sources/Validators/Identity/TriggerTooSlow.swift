import Diagnostics
import Source
import Template

extension Rule {
  static let triggerTooSlow = Rule(
    "STK550", "trigger-too-slow", .warning, "a user pool's trigger that may run longer than Cognito waits",
    limits: ["COG-022"],
    why: """
      Cognito waits 5 seconds for a trigger and cannot wait longer; then it calls again, three times in all, and the user \
      gets an error while the function still works. A timeout of 5 seconds ends what nobody waits for any more.
      """,
    examples: [
      .bad(
        "functions:\n  check: { \(Samples.function), timeout: ↓10s }\nuserPools:\n  customers: { triggers: { preSignUp: functions.check } }\n",
        fixed:
          "functions:\n  check: { \(Samples.function), timeout: 5s }\nuserPools:\n  customers: { triggers: { preSignUp: functions.check } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  check: { \(Samples.function), timeout: 5s }\nuserPools:\n  customers: { triggers: { preSignUp: functions.check } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let triggerTooSlow = Check(.triggerTooSlow) { context, findings in
    guard let longest = CheckContext.limit("COG-022") else { return }
    var told: Set<String> = []
    for wire in context.wires where wire.kind == .userPoolToFunction {
      guard let function = context.function(wire.target), context.isWhole(function),
        let timeout = context.number("Timeout", of: function), timeout > longest,
        told.insert(function.logicalID).inserted
      else { continue }
      let span = context.place("Timeout", of: function)
      let text = context.rewritten(function["Timeout"], seconds: longest)
      findings.report(
        Diagnostic(
          .triggerTooSlow, "`\(function.label)` may run for \(timeout)s, and Cognito waits \(longest)s for a trigger",
          at: span, notes: [.init("`\(context.name(of: wire.source))` waits for it", at: wire.span)],
          consequences: ["Cognito calls it again, and the user gets an error"],
          help: ["let it end after \(longest)s, and do what takes longer from a queue"],
          fixes: text.map { [.replace(span, with: $0, title: "change to `\($0)`", safe: false)] } ?? []))
    }
  }
}
