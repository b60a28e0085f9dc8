import Source

/// Why an invocation failed, as the object that the caller gets (Lambda Developer Guide, "Function errors").
public struct FunctionFault: Sendable, Equatable {
  /// `errorType`: the exception's class, or one of Lambda's own.
  public var type: String
  /// `errorMessage`.
  public var message: String

  /// Makes one.
  public init(_ type: String, _ message: String) {
    self.type = type
    self.message = message
  }

  /// The object's JSON text.
  public var json: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object {
      $0.member("errorType", type)
      $0.member("errorMessage", message)
    }
    return writer.bytes
  }

  /// The timeout has passed.
  static func timedOut(_ requestID: String, seconds: Double) -> FunctionFault {
    FunctionFault(
      "Sandbox.Timedout", "RequestId: \(requestID) Error: Task timed out after \(LogText.fixed(seconds)) seconds")
  }

  /// The process ended while it handled the event, or before it asked for it.
  static func exited(_ requestID: String, _ status: ExitStatus) -> FunctionFault {
    FunctionFault("Runtime.ExitError", "RequestId: \(requestID) Error: \(status.words)")
  }

  /// The handler returned more than Lambda carries (Lambda Developer Guide, "Lambda quotas": 6 MB).
  static let responseTooLarge = FunctionFault(
    "Function.ResponseSizeTooLarge",
    "Response payload size exceeded maximum allowed payload size (\(RuntimeLimits.response) bytes).")
}

/// Limits of the Runtime API.
enum RuntimeLimits {
  /// Most bytes of a response: 6 MB and 100 bytes, the figure that AWS's runtime interface names in its refusal.
  static let response = 6 * 1024 * 1024 + 100
  /// How long a new environment may take until it asks for work, in milliseconds (Lambda Developer Guide, "Init phase").
  static let initialization: Int64 = 10_000
  /// How long an environment without work is kept, in milliseconds. AWS names no figure; some minutes are what is seen there.
  static let idle: Int64 = 300_000
  /// Most environments of one function. AWS's account quota of 1,000 would be 1,000 processes of 20 MB and more here.
  static let environments = 64
  /// Most bytes of one line of output; the rest becomes further lines, as CloudWatch Logs takes 256 KB an event.
  static let line = 256 * 1024
  /// Most bytes of log that a caller gets with `LogType: Tail` (Lambda API Reference, "Invoke").
  static let logTail = 4096
}
