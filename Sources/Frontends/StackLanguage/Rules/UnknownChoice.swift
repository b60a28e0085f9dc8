import Diagnostics
import Source

extension Rule {
  static let unknownChoice = Rule(
    "STK205", "unknown-choice", .error, "a word that is none of the choices",
    why: "AWS accepts a fixed set of values here and rejects the template for any other.",
    examples: [
      .bad(
        "queues:\n  jobs: { deletionPolicy: ↓retian }\n", fixed: "queues:\n  jobs: { deletionPolicy: retain }\n"),
      .good("queues:\n  jobs: { deletionPolicy: retain }\n"),
    ])
}

extension Diagnostic {
  static func unknownChoice(_ word: String, key: String, choices: [Choice], at span: Span) -> Diagnostic {
    let words = choices.map(\.word)
    var diagnostic = Diagnostic(.unknownChoice, "`\(key)` cannot be `\(word)`: it takes \(words.list)", at: span)
    if let nearest = Spelling.nearest(to: word, in: words) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: true)]
    }
    return diagnostic
  }
}
