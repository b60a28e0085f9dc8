import Diagnostics
import Source
import Template

extension Rule {
  static let busChain = Rule(
    "STK558", "bus-chain", .warning, "events that are to go from a bus over a second one to a third",
    why: """
      EventBridge hands an event on from one bus to another once. What a bus received from a bus its rules do not hand to a \
      third, so such events end at the second bus without a word.
      """,
    examples: [
      .bad(
        "buses:\n  one: {}\n  two: {}\n  three: {}\nqueues:\n  failed: {}\nrules:\n  first: { bus: buses.one, pattern: { source: [shop] }, to: { target: buses.two, deadLetter: queues.failed } }\n"
          + "  second: { bus: buses.two, pattern: { source: [shop] }, to: { target: ↓buses.three, deadLetter: queues.failed } }\n"
      ),
      .good(
        "buses:\n  one: {}\n  two: {}\n  three: {}\nqueues:\n  failed: {}\nrules:\n  first:\n    bus: buses.one\n    pattern: { source: [shop] }\n"
          + "    to: [{ target: buses.two, deadLetter: queues.failed }, { target: buses.three, deadLetter: queues.failed }]\n"
      ),
    ])
}

extension Check {
  static let busChain = Check(.busChain) { context, findings in
    let hops = context.wires([.ruleToBus])
    for hop in hops {
      guard let bus = context.busRead(by: hop) else { continue }
      guard let earlier = hops.first(where: { $0.via != hop.via && $0.target.resourceID == bus }) else { continue }
      findings.report(
        Diagnostic(
          .busChain,
          "what `\(context.resource(bus)?.label ?? bus)` gets from a bus is not handed on to `\(context.name(of: hop.target))`",
          at: hop.span,
          notes: [.init("`\(context.resource(bus)?.label ?? bus)` gets events of another bus here", at: earlier.span)],
          consequences: ["those events end here without a word"],
          help: ["let the first bus's rule send to both"]))
    }
  }
}

extension CheckContext {
  /// The bus of this stack whose events the rule of an arrow sees.
  fileprivate func busRead(by wire: Wire) -> String? {
    resource(wire.via)?["EventBusName"].flatMap(reader.resource(namedBy:))
  }
}
