/// One request of a sandbox to the Lambda Runtime API (Lambda Developer Guide, "Using the Lambda runtime API"), as it came to
/// `/_runtime/ENVIRONMENT/2018-06-01/…` on the edge port.
public struct RuntimeRequest: Sendable {
  /// Id of the execution environment: the part of the path that tells sandboxes apart.
  public var environment: String
  /// The HTTP method.
  public var method: String
  /// The path after `/2018-06-01`: `/runtime/invocation/next`.
  public var path: String
  /// The headers.
  public var headers: [(name: String, value: String)]
  /// The body.
  public var body: [UInt8]

  /// Makes a request.
  public init(
    environment: String, method: String, path: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []
  ) {
    self.environment = environment
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }
}

/// The answer to a ``RuntimeRequest``.
public struct RuntimeResponse: Sendable {
  /// The HTTP status.
  public var status: Int
  /// The headers, without `Content-Length`.
  public var headers: [(name: String, value: String)]
  /// The body.
  public var body: [UInt8]

  /// Makes an answer of JSON.
  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8]) {
    self.status = status
    self.headers = [("Content-Type", "application/json")] + headers
    self.body = body
  }

  /// The answer to a result that was taken.
  static let accepted = RuntimeResponse(status: 202, body: Array(#"{"status":"OK"}"#.utf8))

  /// A refusal in the words of AWS's own runtime interface.
  static func refusal(_ status: Int, _ type: String, _ message: String) -> RuntimeResponse {
    RuntimeResponse(status: status, body: FunctionFault(type, message).json)
  }

  /// The environment is not, or no longer, known. Clients crash on 5xx to `/next`, and end cleanly on this.
  static let gone = refusal(403, "InvalidStateTransition", "the execution environment has ended")
}
