/// A request to an HTTP API, as it came over the wire and with nothing of sockets in it.
public struct APIRequest: Sendable {
  /// The method, in upper case.
  public var method: String
  /// The path as it was sent, percent-encoded, without the query.
  public var rawPath: String
  /// What follows `?`, as it was sent; empty for none.
  public var rawQuery: String
  /// The headers in order; a name may stand more than once.
  public var headers: [(name: String, value: String)]
  /// The body.
  public var body: [UInt8]
  /// Address of the client.
  public var sourceIP: String
  /// The protocol: `HTTP/1.1`.
  public var protocolName: String

  /// Makes a request.
  public init(
    _ method: String, _ rawPath: String, query rawQuery: String = "", headers: [(name: String, value: String)] = [],
    body: [UInt8] = [], sourceIP: String = "127.0.0.1", protocolName: String = "HTTP/1.1"
  ) {
    self.method = method
    self.rawPath = rawPath
    self.rawQuery = rawQuery
    self.headers = headers
    self.body = body
    self.sourceIP = sourceIP
    self.protocolName = protocolName
  }

  /// The first value of a header.
  func header(_ name: String) -> String? { headers.first { APIHeader.isSame($0.name, name) }?.value }
}

/// The answer of an HTTP API.
public struct APIResponse: Sendable {
  /// The status: 200 to 599.
  public var status: Int
  /// The headers in order, without those that frame the message on the wire (`Content-Length`, `Connection`).
  public var headers: [(name: String, value: String)]
  /// The body; empty where the status allows none.
  public var body: [UInt8]

  /// Makes an answer.
  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// One of API Gateway's own answers: `{"message":"Not Found"}`.
  static func message(_ status: Int, _ message: StaticString) -> APIResponse {
    APIResponse(
      status: status, headers: [("Content-Type", "application/json")], body: Array("{\"message\":\"\(message)\"}".utf8))
  }

  static var notFound: APIResponse { message(404, "Not Found") }
  static var tooLarge: APIResponse { message(413, "Request Entity Too Large") }
  static var headersTooLarge: APIResponse { message(431, "Request Header Fields Too Large") }
  static var tooManyRequests: APIResponse { message(429, "Too Many Requests") }
  static var internalError: APIResponse { message(500, "Internal Server Error") }
  static var unavailable: APIResponse { message(503, "Service Unavailable") }
}

/// What is known of headers.
enum APIHeader {
  /// Whether two names are one, whatever their case (RFC 9110, section 5.1).
  static func isSame(_ a: String, _ b: String) -> Bool {
    a.utf8.count == b.utf8.count && zip(a.utf8, b.utf8).allSatisfy { lowercased($0) == lowercased($1) }
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }

  /// A name in lower case.
  static func lowercased(_ name: String) -> String {
    name.utf8.contains { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
      ? String(decoding: name.utf8.map(lowercased), as: UTF8.self) : name
  }

  /// What belongs to one connection and not to the message (RFC 9110, section 7.6.1), by lower-case name.
  static let ofTheConnection: Set<String> = [
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
    "transfer-encoding", "upgrade",
  ]

  /// Whether a name can stand in a message (RFC 9110, section 5.1).
  static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }

  /// Whether a value can stand in a message: anything else could end the header and begin another (RFC 9110, section 5.5).
  static func isValue(_ value: String) -> Bool { value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 } }
}
