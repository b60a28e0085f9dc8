import Diagnostics
import Source

extension Rule {
  static let accessWordUnfit = Rule(
    "STK210", "access-word-unfit", .error, "an access word that does not fit the resource",
    why: """
      An access word stands for the IAM actions of one kind of resource: a queue is sent to, a topic is published to, \
      a table is read and written. Where no word fits, `allow:` with `on:` takes the actions themselves.
      """,
    examples: [
      .bad(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.f\n    code: src\n    access:\n      - ↓publish: queues.jobs\nqueues:\n  jobs: {}\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.f\n    code: src\n    access:\n      - send: queues.jobs\nqueues:\n  jobs: {}\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension Diagnostic {
  static func accessWordUnfit(
    _ word: String, at span: Span, noun: String, path: String, fitting: [String]
  ) -> Diagnostic {
    Diagnostic(
      .accessWordUnfit, "`\(word)` is not for a \(noun)", at: span, label: "`\(path)` is a \(noun)",
      help: [fitting.isEmpty ? "use `allow:` with `on:`" : "a \(noun) takes \(fitting.list), or `allow:` with `on:`"])
  }

  static func accessWordForUnknown(_ word: String, at span: Span, target: String) -> Diagnostic {
    Diagnostic(
      .accessWordUnfit,
      "`\(word)` does not say what to allow on `\(target)`: nothing tells what kind of resource it is",
      at: span, help: ["use `allow:` with `on:`"])
  }

  static func unknownAccessWord(_ word: String, at span: Span, known: [String]) -> Diagnostic {
    .unknownKey(word, at: span, in: "access", known: known)
  }
}
