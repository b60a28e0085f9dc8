public import Diagnostics

/// What a local run finds: every kind of thing that it tells in the terminal, with its code. They are found while a stack runs,
/// not by the compiler; `stackc explain` knows them all the same.
public enum RunFindings {
  /// All of them, by code.
  public static let all: [Rule] = [
    .callDenied, .deliveryDenied, .deliveryFailed, .deliveryRetried, .deadLettered, .deliveryDropped, .filteredOut,
    .nothingMatched, .functionFailed, .functionTimedOut, .functionCrashed, .functionThrottled, .notActedOn,
    .pollDenied, .batchFailed, .reloadFailed, .notAnswered, .responseMalformed, .integrationTimedOut,
  ]
}

extension Rule {
  /// A call that the caller's policies, or the resource's, do not allow.
  public static let callDenied = run(
    "STK001", "call-denied", .error, "a call that is not allowed",
    why:
      "The policies that apply to the caller and the resource do not allow the action, so AWS answers the call with 403."
  )
  /// A delivery that the target's policy does not admit.
  public static let deliveryDenied = run(
    "STK002", "delivery-denied", .error, "a delivery that the target does not admit",
    why:
      "A service delivers on behalf of a resource only what the target's resource policy admits, or the role it was given allows."
  )
  /// A delivery that failed for good.
  public static let deliveryFailed = run(
    "STK003", "delivery-failed", .error, "a delivery that failed",
    why: "The target cannot take what is sent to it, and trying again would not help.")
  /// A delivery that will be tried again.
  public static let deliveryRetried = run(
    "STK004", "delivery-retried", .warning, "a delivery that is tried again",
    why: "The target could not take it now. It is tried again as AWS documents for the service that delivers.")
  /// A message or event that moved to a dead-letter queue.
  public static let deadLettered = run(
    "STK005", "dead-lettered", .warning, "a message that went to a dead-letter queue",
    why: "It was tried as often as the stack allows, or could not be delivered at all.")
  /// A message or event that is gone.
  public static let deliveryDropped = run(
    "STK006", "event-dropped", .error, "an event that is lost",
    why: "It could not be delivered and there is no dead-letter queue, so AWS drops it without a word.")
  /// A message that a filter kept from a subscriber.
  public static let filteredOut = run(
    "STK007", "filtered-out", .info, "a message that a filter lets nobody have",
    why: "A subscription's filter policy or a mapping's filter did not match, so the message is not delivered there.")
  /// An event that no rule matched.
  public static let nothingMatched = run(
    "STK008", "no-rule-matched", .info, "an event that matches no rule",
    why: "An event on a bus that no rule matches goes nowhere.")
  /// A handler that failed.
  public static let functionFailed = run(
    "STK009", "function-failed", .error, "a handler that failed",
    why: "The handler raised an error or could not be loaded. Whoever invoked it gets a function error.")
  /// A handler that took too long.
  public static let functionTimedOut = run(
    "STK010", "function-timed-out", .error, "a handler that took longer than its timeout",
    why: "Lambda ends the environment when the timeout has passed; what the handler began may be half done.")
  /// A handler whose process ended.
  public static let functionCrashed = run(
    "STK011", "function-crashed", .error, "a handler whose process ended",
    why: "The process of the handler ended while it handled an event. Lambda starts a new environment for the next one."
  )
  /// An invocation without a free environment.
  public static let functionThrottled = run(
    "STK012", "function-throttled", .warning, "an invocation for which no environment was free",
    why: "The function's reserved concurrency, or the account's, is used up.")
  /// Something of the plan that the run does not do.
  public static let notActedOn = run(
    "STK013", "not-acted-on", .warning, "something that the local run does not do",
    why: "The stack says it and AWS would do it; the local run does not, and says so rather than ignore it.")
  /// A poll that the role does not allow.
  public static let pollDenied = run(
    "STK014", "poll-denied", .error, "a queue that Lambda may not poll",
    why: "Lambda polls a queue with the function's execution role. Without the permission no message is ever handled.")
  /// A batch that comes again.
  public static let batchFailed = run(
    "STK015", "batch-failed", .warning, "a batch whose messages come again",
    why: "The handler failed or named messages that failed. They are shown again after the queue's visibility timeout.")
  /// A reload that did not happen.
  public static let reloadFailed = run(
    "STK016", "reload-failed", .error, "a change that was not taken",
    why: "The stack or its code was edited and cannot be used as it is; what ran before goes on.")
  /// A call that the run does not answer.
  public static let notAnswered = run(
    "STK017", "call-not-answered", .warning, "a call that the local run does not answer",
    why: "AWS has the operation and the local run does not. The caller gets 501 and the name of what is missing.")

  /// What a function returned to an API is no answer.
  public static let responseMalformed = run(
    "STK018", "response-malformed", .error, "a function's answer that the API cannot use",
    why:
      "API Gateway makes the answer to the client of `statusCode`, `headers` and `body`. What it cannot use becomes a 500."
  )
  /// A function that took longer than its API waits.
  public static let integrationTimedOut = run(
    "STK019", "integration-timed-out", .error, "a function that took longer than its API waits",
    why:
      "API Gateway waits for an integration's timeout, 30 s at most. Then the client gets 503, while the function goes on."
  )

  private static func run(_ code: String, _ name: String, _ severity: Severity, _ title: String, why: String) -> Rule {
    Rule(code, name, severity, title, why: why, examples: [])
  }
}
