import Diagnostics
import Source

extension Rule {
  static let missingKey = Rule(
    "STK202", "missing-key", .error, "a key that must be given is missing",
    why: "The resource cannot be made without it, and there is no default that would be right for everyone.",
    examples: [
      .bad("layers:\n  ↓common: { runtimes: [python3.13] }\n", files: ["layers/common/a.py": ""]),
      .good("layers:\n  common: { code: layers/common, runtimes: [python3.13] }\n", files: ["layers/common/a.py": ""]),
    ])
}

extension Diagnostic {
  static func missingKey(_ key: String, in place: String, at span: Span, help: String? = nil) -> Diagnostic {
    Diagnostic(.missingKey, "`\(place)` lacks `\(key)`", at: span, help: help.map { [$0] } ?? [])
  }
}
