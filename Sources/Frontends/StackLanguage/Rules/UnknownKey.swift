import Diagnostics
import Source

extension Rule {
  static let unknownKey = Rule(
    "STK201", "unknown-key", .error, "a key that is not known here",
    why: """
      A key that nobody reads changes nothing, and its author believes it does. So every key must be known where it \
      stands. What the stack language has no key for goes under `properties:`, in CloudFormation's own words.
      """,
    examples: [
      .bad(
        "queues:\n  jobs: { ↓visibiltyTimeout: 30s }\n", fixed: "queues:\n  jobs: { visibilityTimeout: 30s }\n"),
      .bad("↓queuess:\n  jobs: {}\n", fixed: "queues:\n  jobs: {}\n"),
      .good("queues:\n  jobs: { visibilityTimeout: 30s, properties: { SqsManagedSseEnabled: false } }\n"),
    ])
}

extension Diagnostic {
  /// - Parameter place: the entry that the key stands in; nil at the top of the file.
  static func unknownKey(_ key: String, at span: Span, in place: String?, known: [String]) -> Diagnostic {
    unknownKey(key, at: span, owner: place.map { "`\($0)`" } ?? "a stack file", known: known)
  }

  /// - Parameter owner: what the key stands in, in words.
  static func unknownKey(_ key: String, at span: Span, owner: String, known: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(.unknownKey, "\(owner) has no key `\(key)`", at: span)
    if !diagnostic.offerNearest(to: key, in: known) { diagnostic.help = ["it takes \(known.list)"] }
    return diagnostic
  }

  /// Offers the known name that was probably meant, as a fix; false if none is near.
  mutating func offerNearest(to name: String, in known: [String]) -> Bool {
    guard let nearest = Spelling.nearest(to: name, in: known) else { return false }
    label = "did you mean `\(nearest)`?"
    fixes = [.replace(span, with: nearest, title: "rename to `\(nearest)`", safe: true)]
    return true
  }
}

extension [String] {
  /// The names in backquotes: `a`, `b` or `c`.
  var list: String {
    let quoted = map { "`\($0)`" }
    guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "none" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}
