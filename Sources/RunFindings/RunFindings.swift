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
    why: """
      A call is allowed when a policy of the caller's role, or in the same account of the resource, allows the action \
      on the resource, and no Deny holds. AWS answers anything else with 403 or 400 and `AccessDenied`, and the SDK \
      raises it in the handler. The line shown is the one that decides: the function whose role is derived from its \
      `access:`, the role, the Deny, or the statement that comes nearest.

      Add what the help names: a line of `access:` for a derived role, a statement of `allow:` for a named one. With \
      `--iam soft` such calls are told and let through.
      """)

  /// A delivery that the target's policy does not admit.
  public static let deliveryDenied = run(
    "STK002", "delivery-denied", .error, "a delivery that the target does not admit",
    why: """
      A service delivers on behalf of a topic, rule, API or bucket only what the target's resource policy admits: its \
      own service principal, with `aws:SourceArn` and `aws:SourceAccount` of the source. Where the service was given a \
      role, the role must trust it and allow the action instead. AWS does not try such a delivery again: it goes to \
      the dead-letter queue of the arrow, or is lost without a word.

      Arrows of the stack language derive the statement. Where the arrow is a raw resource, admit it under \
      `policies:`.
      """)

  /// A delivery that failed for good.
  public static let deliveryFailed = run(
    "STK003", "delivery-failed", .error, "a delivery that failed",
    why: """
      The target cannot take what was sent: it does not exist, the message is larger than it takes, or its form is \
      wrong. AWS counts this as a client error and does not try again; the message goes to the dead-letter queue of \
      the arrow, if there is one.

      Mend what the message names. The message that was sent is in the dead-letter queue, where it can be looked at \
      and sent again.
      """)

  /// A delivery that will be tried again.
  public static let deliveryRetried = run(
    "STK004", "delivery-retried", .warning, "a delivery that is tried again",
    why: """
      The target could not take it now: it was throttled, or did not answer. It is tried again as AWS documents for \
      the service that delivers, with the same pauses, so it may arrive late, and after others that were sent later.

      Nothing is lost yet. If it happens often, the target has too little concurrency, or is too slow.
      """)

  /// A message or event that moved to a dead-letter queue.
  public static let deadLettered = run(
    "STK005", "dead-lettered", .warning, "a message that went to a dead-letter queue",
    why: """
      It was received as often as `maxReceiveCount` allows, or delivered as often as its retry policy allows, without \
      success; or it could not be delivered at all. It stays in the dead-letter queue until somebody reads it, or its \
      retention ends.

      Look for what failed before: it was told at the function or arrow. `aws sqs start-message-move-task` moves the \
      messages back.
      """)

  /// A message or event that is gone.
  public static let deliveryDropped = run(
    "STK006", "event-dropped", .error, "an event that is lost",
    why: """
      It could not be delivered, and the arrow has no dead-letter queue, so AWS drops it: nothing but a metric shows \
      it.

      Give the subscription, target or function a dead-letter queue (`deadLetter:`, `onFailure:`), and mend the \
      reason, which was told before.
      """)

  /// A message that a filter kept from a subscriber.
  public static let filteredOut = run(
    "STK007", "filtered-out", .info, "a message that a filter lets nobody have",
    why: """
      A subscription's filter policy did not match the message, so SNS does not deliver it there; or a mapping's \
      filter did not match, and then Lambda deletes the message from the queue without invoking the function.

      If that surprises, compare the filter with the message: names and values are compared by letter and case, \
      numbers only by `numeric`, and a filter on `body` matches only what is JSON.
      """)

  /// An event that no rule matched.
  public static let nothingMatched = run(
    "STK008", "no-rule-matched", .info, "an event that matches no rule",
    why: """
      EventBridge accepts every event, and delivers it to the rules whose pattern matches. An event that no rule on \
      its bus matches goes nowhere, and `PutEvents` still answers with its id.

      Compare the patterns of the bus with the event: `source` and `detail-type` are compared by letter and case, and \
      each value of a pattern is a list. `aws events test-event-pattern` tries one.
      """)

  /// A handler that failed.
  public static let functionFailed = run(
    "STK009", "function-failed", .error, "a handler that failed",
    why: """
      The handler raised an error, or could not be loaded. A synchronous caller gets status 200 with `X-Amz-Function- \
      Error: Unhandled` and the error as its answer, an HTTP API answers 500, an asynchronous event is tried twice \
      more, and the messages of a batch come again.

      The handler's own log, with the traceback, is in its log group and in the terminal.
      """)

  /// A handler that took too long.
  public static let functionTimedOut = run(
    "STK010", "function-timed-out", .error, "a handler that took longer than its timeout",
    why: """
      Lambda ends the environment when `timeout` has passed. What the handler had begun may be half done, and the \
      event comes again where its source tries again.

      Set `timeout` above what the handler needs at its slowest, and the timeouts of its own calls below it. An HTTP \
      API waits 30 s at most, whatever the function may take.
      """)

  /// A handler whose process ended.
  public static let functionCrashed = run(
    "STK011", "function-crashed", .error, "a handler whose process ended",
    why: """
      The process of the handler ended while it handled an event: it exited, was killed, or had used up its memory. \
      Lambda answers `Runtime.ExitError` and starts a new environment for the next event; what was kept in the old one \
      is gone.

      A handler must return, not exit. If it was killed for its memory, raise `memory`.
      """)

  /// An invocation without a free environment.
  public static let functionThrottled = run(
    "STK012", "function-throttled", .warning, "an invocation for which no environment was free",
    why: """
      As many invocations run as the function's reserved concurrency, or the account's, allows. A synchronous caller \
      gets 429 `TooManyRequestsException`; asynchronous events are tried again for up to six hours; messages of a \
      queue come again after its visibility timeout, and count as received.

      Raise or take away `reservedConcurrency`; for a queue, set `maximumConcurrency` of the mapping below it, so that \
      messages are not received in vain.
      """)

  /// Something of the plan that the run does not do.
  public static let notActedOn = run(
    "STK013", "not-acted-on", .warning, "something that the local run does not do",
    why: """
      The stack says it and AWS would do it; the local run does not, and says so rather than ignore it. What that \
      means for the run stands with the message.

      Nothing is wrong with the stack. What depends on it must be tried on AWS.
      """)

  /// A poll that the role does not allow.
  public static let pollDenied = run(
    "STK014", "poll-denied", .error, "a queue that Lambda may not poll",
    why: """
      Lambda polls a queue with the function's execution role, which needs `sqs:ReceiveMessage`, `sqs:DeleteMessage` \
      and `sqs:GetQueueAttributes` on it. AWS refuses to create the mapping without them, and disables it in effect \
      when they are taken away later: no message is ever handled.

      A derived role has them. Add them to `allow:` of a named one.
      """)

  /// A batch that comes again.
  public static let batchFailed = run(
    "STK015", "batch-failed", .warning, "a batch whose messages come again",
    why: """
      The handler failed, so all messages of the batch stay in the queue; or it answered with `batchItemFailures`, and \
      those stay. They are shown again when the queue's visibility timeout has passed, and go to its dead-letter queue \
      after `maxReceiveCount` receives. Messages of the batch that were handled come again too, unless the mapping \
      reports failures one by one.

      Make the handler safe to repeat, and name the messages that failed (`reportFailures`).
      """)

  /// A reload that did not happen.
  public static let reloadFailed = run(
    "STK016", "reload-failed", .error, "a change that was not taken",
    why: """
      The stack or its code was edited, and cannot be used as it is. What ran before goes on, with the old stack.

      Mend what the message names and save again: the next change is tried anew.
      """)

  /// A call that the run does not answer.
  public static let notAnswered = run(
    "STK017", "call-not-answered", .warning, "a call that the local run does not answer",
    why: """
      AWS has the operation, or the parameter, and the local run has not. The caller gets 501 and the name of what is \
      missing, never an answer that only looks right.

      What the handler does with the answer must be tried on AWS.
      """)

  /// What a function returned to an API is no answer.
  public static let responseMalformed = run(
    "STK018", "response-malformed", .error, "a function's answer that the API cannot use",
    why: """
      API Gateway makes the answer to the client of what the function returns: `statusCode`, `headers` and `body`, the body \
      being text. What it cannot use becomes a 500 with `Internal Server Error`, and the reason stands only in its log.

      Return a `statusCode` and a `body` that is text: `json.dumps(…)`, not the object itself.
      """)

  /// A function that took longer than its API waits.
  public static let integrationTimedOut = run(
    "STK019", "integration-timed-out", .error, "a function that took longer than its API waits",
    why: """
      API Gateway waits for an integration's timeout, 30 s at most. Then the client gets 503, while the function goes on and \
      may finish what the client was told had failed.

      Answer first and do the work behind a queue, or give the route a longer `timeout` than the function's.
      """)

  /// A rule without examples: no text of a stack shows it.
  private static func run(_ code: String, _ name: String, _ severity: Severity, _ title: String, why: String) -> Rule {
    Rule(
      code, name, severity, title, why: why + "\n\nFound while a stack runs, not by `stackc lint`.", examples: [])
  }
}
