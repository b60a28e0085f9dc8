import Diagnostics
import Source

extension Rule {
  /// Step Functions Developer Guide, "Handling errors in Step Functions workflows".
  static let errorCaughtBefore = Rule(
    "STK658", "error-caught-before", .warning, "an error that an earlier retrier or catcher always takes",
    limits: ["SFN-019"],
    why: """
      Retriers and catchers are tried in their order, and the first whose `ErrorEquals` has the error is taken. \
      `States.TaskFailed` stands for any error but `States.Timeout`, so that what comes after it never sees another.
      """,
    examples: [
      .bad(
        ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: [{ ErrorEquals: [States.TaskFailed] }, { ErrorEquals: [↓Full] }]"
        )),
      .bad(
        ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: [{ ErrorEquals: [Full, Busy] }, { ErrorEquals: [↓Full], MaxAttempts: 1 }]"
        )),
      .good(
        ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: [{ ErrorEquals: [Full] }, { ErrorEquals: [States.TaskFailed] }, { ErrorEquals: [States.Timeout] }]"
        )),
    ])
}

extension Diagnostic {
  static func errorCaughtBefore(_ name: String, _ datum: Datum, _ earlier: EarlierErrors.Match) -> Diagnostic {
    let isWildcard = earlier.name != name
    return Diagnostic(
      .errorCaughtBefore,
      isWildcard
        ? "`\(name)` never comes here: `\(earlier.name)` before it takes every error but `States.Timeout`"
        : "`\(name)` never comes here: an earlier entry takes it", at: datum.span,
      notes: [.init("it is taken here", at: earlier.span)], consequences: ["this entry is never used for it"],
      help: [isWildcard ? "let `\(earlier.name)` come after the errors with names of their own" : "name it once"],
      limits: isWildcard ? ["SFN-019"] : [])
  }
}

/// The errors that earlier retriers, or earlier catchers, of a state take.
struct EarlierErrors {
  /// What takes an error, and where.
  struct Match {
    let name: String
    let span: Span
  }

  private static let wildcard = "States.TaskFailed"
  /// What the wildcard leaves out, or may.
  private static let apart: Set<String> = [
    "States.ALL", "States.Timeout", "States.HeartbeatTimeout", "States.Runtime", "States.DataLimitExceeded",
  ]

  private var places: [String: Span] = [:]

  /// The earlier entry that takes an error, if there is one.
  func match(_ name: String) -> Match? {
    if let span = places[name] { return Match(name: name, span: span) }
    guard !Self.apart.contains(name), let span = places[Self.wildcard] else { return nil }
    return Match(name: Self.wildcard, span: span)
  }

  /// Adds the names of an entry.
  mutating func add(_ names: [(name: String, span: Span)]) {
    for (name, span) in names where places[name] == nil { places[name] = span }
  }
}
