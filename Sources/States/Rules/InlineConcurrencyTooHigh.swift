import Diagnostics
import Source

extension Rule {
  /// Developer Guide, "Using Map state in Inline mode".
  static let inlineConcurrencyTooHigh = Rule(
    "STK440", "inline-concurrency-too-high", .info, "a Map state that asks for more iterations at a time than it gets",
    limits: ["SFN-023"],
    why: "An inline Map state runs about 40 iterations at a time; more wait. A distributed one runs up to 10,000.",
    examples: [
      .bad(map("↓41")),
      .good(map("40")),
    ])

  private static func map(_ most: String) -> String {
    ExampleMachine.state(
      "Type: Map, End: true, MaxConcurrency: \(most), ItemProcessor: { StartAt: Pack, States: { Pack: { Type: Succeed } } }"
    )
  }
}

extension Diagnostic {
  static func inlineConcurrencyTooHigh(_ most: Int, of subject: String, _ datum: Datum) -> Diagnostic {
    Diagnostic(
      .inlineConcurrencyTooHigh, "\(subject) asks for \(most) iterations at a time", at: datum.span,
      consequences: ["an inline Map state runs \(DocumentedLimits.inlineConcurrency); the others wait"],
      help: ["set `Mode: DISTRIBUTED` in `ProcessorConfig` for more"])
  }
}
