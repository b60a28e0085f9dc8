import Diagnostics
import Source

extension Rule {
  static let duplicateEntry = Rule(
    "STK212", "duplicate-entry", .error, "an entry that another file already gives",
    why:
      "Sections of included files are merged. Were one of two entries to win, the other would be accepted and ignored.",
    examples: [
      .bad("queues:\n  jobs: {}\ninclude: [more.yaml]\n", files: ["more.yaml": "queues:\n  ↓jobs: {}\n"]),
      .good("include: [queues.yaml]\nqueues:\n  jobs: {}\n", files: ["queues.yaml": "queues:\n  other: {}\n"]),
    ])
}

extension Diagnostic {
  static func duplicateEntry(_ path: String, at span: Span, earlier: Span) -> Diagnostic {
    Diagnostic(
      .duplicateEntry, "`\(path)` is given twice", at: span, notes: [.init("it is given here first", at: earlier)])
  }
}
