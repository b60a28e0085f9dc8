import Diagnostics
import Source

extension Rule {
  static let wrongKind = Rule(
    "STK302", "wrong-reference-kind", .error, "a reference to a resource of another kind than fits here",
    why: "AWS accepts only certain kinds of resources at this place and rejects the template for any other.",
    examples: [
      .bad("queues:\n  orders: { deadLetter: { to: ↓topics.failed, maxReceiveCount: 5 } }\ntopics:\n  failed: {}\n"),
      .good(
        "queues:\n  orders: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n"),
    ])
}

extension Diagnostic {
  static func wrongKind(of declared: Declared, at span: Span, wanted: [ResourceKind]) -> Diagnostic {
    let nouns = wanted.map { "a \($0.noun)" }
    let phrase =
      nouns.count > 1 ? nouns.dropLast().joined(separator: ", ") + " or " + (nouns.last ?? "") : nouns.joined()
    return Diagnostic(
      .wrongKind, "\(phrase) belongs here, and `\(declared.path)` is a \(declared.section.kind?.noun ?? "value")",
      at: span, notes: [.init("`\(declared.key)` is declared here", at: declared.keySpan)])
  }
}
