import Source

/// The rules about suppression comments and baselines themselves.
public enum SuppressionRules {
  /// All of them, by code.
  public static let all: [Rule] = [
    .malformedSuppression, .unusedSuppression, .unknownSuppressedCode, .staleBaselineEntry,
  ]
}

extension Rule {
  static let malformedSuppression = Rule(
    "STK190", "malformed-suppression", .warning, "a comment for stackc is not understood",
    why: """
      A comment that was to leave a finding out and is not understood leaves nothing out. It reads \
      `# stackc: ignore[STK401, STK5] reason`: codes, or their beginnings, in brackets, then why.
      """,
    examples: [
      .bad("queues:\n  # stackc: ↓disable STK401\n  jobs: {}\n"),
      .bad("queues:\n  jobs: {} # stackc: ↓ignore\n"),
      .good("# a remark on stackc\nqueues:\n  jobs: {}\n"),
    ])

  static let unusedSuppression = Rule(
    "STK191", "unused-suppression", .warning, "a comment leaves out a finding that is not there",
    why: """
      The fault that the comment was written for is gone, or never stood on this line. Left where it is, it would hide the \
      next one.
      """,
    examples: [
      .bad("queues:\n  jobs: {} # stackc: ignore[↓STK201] old key\n", fixed: "queues:\n  jobs: {}\n"),
      .bad("queues:\n  # stackc: ignore[↓STK201]\n  jobs: {}\n", fixed: "queues:\n  jobs: {}\n"),
      .good("queues:\n  jobs: {}\n"),
    ])

  static let unknownSuppressedCode = Rule(
    "STK192", "unknown-suppressed-code", .warning, "a comment names a code that no rule has",
    why: "Nothing is left out by it, and its author believes that something is. `stackc rules` lists the codes.",
    examples: [
      .bad("queues:\n  # stackc: ignore[↓STX201]\n  jobs: {}\n"),
      .good("queues:\n  jobs: {}\n"),
    ])
}

extension Diagnostic {
  static func malformedSuppression(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .malformedSuppression, message, at: span, consequences: ["nothing is left out by it"],
      help: ["write `# stackc: ignore[CODE] reason`"])
  }

  static func unusedSuppression(_ code: String, at span: Span, removing removal: Span?) -> Diagnostic {
    Diagnostic(
      .unusedSuppression, "`\(code)` leaves out nothing here", at: span,
      fixes: removal.map { [.replace($0, with: "", title: "remove the comment", safe: true)] } ?? [])
  }

  static func unknownSuppressedCode(_ code: String, at span: Span, known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownSuppressedCode, "no rule has the code `\(code)`", at: span,
      label: Spelling.nearest(to: code, in: known).map { "did you mean `\($0)`?" } ?? "",
      help: ["`stackc rules` lists the codes"])
  }
}
