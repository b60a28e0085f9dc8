/// Pieces that the examples of several rules share, so that an example shows its own fault and no other.
enum Samples {
  /// The code of a function `app.f` in `src`.
  static let handler = ["src/app.py": "def f(event, context): pass\n"]

  /// A dead-letter queue, as a queue's key; ``consumer(timeout:queue:options:)`` has the queue it names.
  static let deadLetter = "deadLetter: { to: queues.failed, maxReceiveCount: 5 }"

  /// A queue `jobs` with the dead-letter queue it needs; more queues may follow.
  static let jobs = "queues:\n  failed: { retention: 14d }\n  jobs: { \(deadLetter) }\n"

  /// A function `f` with raw properties.
  static func function(properties: String) -> String {
    "functions:\n  f: { \(function), properties: { \(properties) } }\n"
  }

  /// The keys of a function that has nothing wrong.
  static let function = "runtime: python3.13, handler: app.f, code: src"

  /// A stack with a function `work` that handles a queue `jobs`.
  static func consumer(timeout: String = "5s", queue: String, options: String = "queue: queues.jobs") -> String {
    "queues:\n  jobs: \(queue)\n  failed: { retention: 14d }\n"
      + "functions:\n  work: { \(function), timeout: \(timeout), consumes: { \(options) } }\n"
  }
}
