/// An HTTP request as it came, whole.
public struct WireRequest: Sendable {
  /// The method, in capitals.
  public var method: String
  /// The path, still percent-encoded.
  public var path: String
  /// What follows `?`, still percent-encoded; empty if nothing does.
  public var query: String
  /// Names in lower case, and values.
  public var headers: [(name: String, value: String)]
  /// The body; whoever reads it from the network bounds its size.
  public var body: [UInt8]

  /// Makes a request.
  public init(
    method: String, path: String, query: String = "", headers: [(name: String, value: String)] = [],
    body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// The first value of a header; its name in lower case.
  public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// An HTTP answer.
public struct WireResponse: Sendable {
  /// The HTTP status.
  public var status: Int
  /// Names and values.
  public var headers: [(name: String, value: String)]
  /// The body.
  public var body: [UInt8]

  /// Makes an answer.
  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
