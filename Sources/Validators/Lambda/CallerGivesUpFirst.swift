import Diagnostics
import Source
import Template

extension Rule {
  static let callerGivesUpFirst = Rule(
    "STK913", "caller-gives-up-first", .warning,
    "a function that may be stopped while the function it calls still works",
    limits: ["LAM-003"],
    why: """
      Who invokes a function and waits for the answer needs more time than the function it waits for. Otherwise the caller \
      is stopped first, its own caller gets an error, and the work is done all the same, perhaps twice. A call without \
      waiting (`InvocationType: Event`) has no such trouble.
      """,
    examples: [
      .bad(
        "functions:\n  front: { \(Samples.function), timeout: 10s, access: { ↓invoke: functions.back } }\n"
          + "  back: { \(Samples.function), timeout: 30s }\n",
        files: Samples.handler),
      .good(
        "functions:\n  front: { \(Samples.function), timeout: 35s, access: { invoke: functions.back } }\n"
          + "  back: { \(Samples.function), timeout: 30s }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let callerGivesUpFirst = Check(.callerGivesUpFirst) { context, findings in
    for access in context.template.accesses {
      guard access.grants.contains(where: { $0.actions.contains { $0.text == "lambda:InvokeFunction" } }),
        let caller = context.resource(access.function),
        let called = access.target.flatMap(context.reader.function).flatMap({ context.resource($0) }),
        caller.logicalID != called.logicalID, context.isWhole(caller), context.isWhole(called),
        let patience = context.number("Timeout", of: caller, otherwise: "LAM-003"),
        let work = context.number("Timeout", of: called, otherwise: "LAM-003"), patience <= work
      else { continue }
      let isDefault = [caller, called].contains { $0["Timeout"] == nil }
      findings.report(
        Diagnostic(
          .callerGivesUpFirst,
          "`\(caller.label)` may run for \(patience) s, and waits for `\(called.label)`, which may run for \(work) s",
          at: access.span,
          notes: [
            .init("`\(caller.label)` is stopped after \(patience) s", at: context.place("Timeout", of: caller)),
            .init("`\(called.label)` may run for \(work) s", at: context.place("Timeout", of: called)),
          ],
          consequences: ["the caller is stopped first: its work is lost, and the other's is done for nobody"],
          help: ["give `\(caller.label)` more than \(work) s, or call without waiting"],
          limits: isDefault ? ["LAM-003"] : []))
    }
  }
}
