/// One invocation of a function, wherever it comes from.
public struct Invocation: Sendable {
  /// ARN of the function, with the qualifier if one was given.
  public var function: String
  /// The event: JSON text.
  public var payload: [UInt8]
  /// The request id that logs and answers show.
  public var requestID: String
  /// `X-Amz-Client-Context`, base64 as it came.
  public var clientContext: String?
  /// Whether the last 4 KB of the log are wanted (`LogType: Tail`).
  public var wantsLogTail = false
  /// Name of the service or API that invokes, for the terminal.
  public var origin: String
  /// Whether the terminal mentions an invocation that went well; whoever invokes may have more to say of it.
  public var isMentioned = true

  /// Makes an invocation.
  public init(of function: String, payload: [UInt8], requestID: String, origin: String) {
    self.function = function
    self.payload = payload
    self.requestID = requestID
    self.origin = origin
  }
}

/// How an invocation ended.
public struct InvocationResult: Sendable {
  /// The ways to end.
  public enum Ending: Sendable, Equatable {
    /// The handler returned.
    case returned
    /// The handler failed: `Unhandled`, with AWS's error object as payload. A timeout, a crash and a failed start are this too.
    case functionError(String)
    /// No environment was free: reserved concurrency or the account's is used up.
    case throttled
    /// There is no such function, version or alias.
    case notFound
  }

  /// The ending.
  public var ending: Ending
  /// What the handler returned, or AWS's error object; for a refusal its message.
  public var payload: [UInt8]
  /// The version that ran (`X-Amz-Executed-Version`).
  public var executedVersion: String
  /// The last 4 KB of the log, if they were wanted.
  public var logTail: [UInt8]?

  /// Makes a result.
  public init(_ ending: Ending, payload: [UInt8], executedVersion: String = "$LATEST", logTail: [UInt8]? = nil) {
    self.ending = ending
    self.payload = payload
    self.executedVersion = executedVersion
    self.logTail = logTail
  }
}

/// Runs functions and waits for them. No authorisation: whoever calls has been authorised.
public protocol FunctionInvoker: Sendable {
  /// Invokes a function and waits for the answer. Finds the version of an alias, takes or starts an environment, enforces the
  /// timeout and the concurrency, writes the log. Never tries again.
  func invoke(_ invocation: Invocation) async -> InvocationResult
}

/// Takes events for asynchronous invocation.
public protocol AsyncInvoker: Sendable {
  /// Takes an event, durable on return; it is then invoked with Lambda's retries, and its outcome goes to the function's
  /// destinations or dead-letter queue.
  func enqueue(_ invocation: Invocation) async throws(StoreError)
}
