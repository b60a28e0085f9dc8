import Diagnostics
import Source

extension Rule {
  static let keyUnfit = Rule(
    "STK221", "key-unfit", .error, "a key that another key of the same entry leaves without meaning",
    why: "The key belongs to another form of the resource, so it would do nothing.",
    examples: [
      .bad(
        "deliveryStreams:\n  out:\n    to: { http: https://in.example }\n    backup: buckets.lake\n    ↓prefix: clicks/\nbuckets:\n  lake: {}\n"
      ),
      .good(
        "deliveryStreams:\n  out:\n    to: { http: https://in.example }\n    backup: buckets.lake\nbuckets:\n  lake: {}\n"
      ),
    ])
}

extension Diagnostic {
  static func keyUnfit(_ key: String, at span: Span, why: String) -> Diagnostic {
    Diagnostic(.keyUnfit, "`\(key)` does nothing here: \(why)", at: span)
  }
}
