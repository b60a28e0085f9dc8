import Source

/// What a function returned to an API, read as API Gateway reads it ("Lambda function response format", "Create AWS Lambda proxy
/// integrations for HTTP APIs", API Gateway Developer Guide).
enum FunctionAnswer {
  /// Why what a function returned is no answer.
  struct Malformed: Error, Equatable {
    /// The reason, to follow "returned": lower case, names in backquotes.
    let reason: String
  }

  /// Reads what a function returned to a route of a payload format. Without binary media types a REST API sends a body as it is,
  /// in base64 or not, and takes what has no type for JSON.
  static func read(_ payload: [UInt8], format: String, isREST: Bool = false) throws(Malformed) -> APIResponse {
    let datum = try? Datum(json: SourceFile(path: "", bytes: payload), id: SourceID(0))
    guard let status = datum?["statusCode"] else {
      guard format != "1.0" else { throw Malformed(reason: "no `statusCode`, which payload format 1.0 needs") }
      return inferred(payload, datum)
    }
    guard let code = status.statusCode else {
      throw Malformed(reason: "a `statusCode` that is not a number from 200 to 599")
    }
    var response = APIResponse(status: code)
    try readHeaders(datum?["headers"], into: &response)
    if format == "1.0" { try readManyValued(datum?["multiValueHeaders"], into: &response) }
    if format != "1.0" { try readCookies(datum?["cookies"], into: &response) }
    response.body = try body(datum?["body"], isBase64: !isREST && datum?["isBase64Encoded"]?.kind == .bool(true))
    if !response.headers.contains(where: { APIHeader.isSame($0.name, "content-type") }) {
      response.headers.append(("Content-Type", isREST ? "application/json" : "text/plain; charset=utf-8"))
    }
    return response
  }

  /// Format 2.0: whatever has no `statusCode` is the body itself.
  private static func inferred(_ payload: [UInt8], _ datum: Datum?) -> APIResponse {
    let body = datum?.literal.map { Array($0.utf8) } ?? payload
    return APIResponse(status: 200, headers: [("Content-Type", "application/json")], body: body)
  }

  private static func readHeaders(_ datum: Datum?, into response: inout APIResponse) throws(Malformed) {
    guard let datum, datum.kind != .null else { return }
    guard let members = datum.members else { throw Malformed(reason: "`headers` that are not an object") }
    for member in members {
      guard let value = member.value.text?.literal else {
        throw Malformed(reason: "a header `\(member.key)` that is not a string")
      }
      try add(member.key, value, to: &response)
    }
  }

  /// Headers with many values go before those of one ("headers" is merged into "multiValueHeaders").
  private static func readManyValued(_ datum: Datum?, into response: inout APIResponse) throws(Malformed) {
    guard let datum, datum.kind != .null else { return }
    guard let members = datum.members else { throw Malformed(reason: "`multiValueHeaders` that are not an object") }
    for member in members {
      guard let items = member.value.items else {
        throw Malformed(reason: "a header `\(member.key)` of `multiValueHeaders` that is not a list")
      }
      response.headers.removeAll { APIHeader.isSame($0.name, member.key) }
      for item in items {
        guard let value = item.text?.literal else {
          throw Malformed(reason: "a header `\(member.key)` that is not a string")
        }
        try add(member.key, value, to: &response)
      }
    }
  }

  private static func readCookies(_ datum: Datum?, into response: inout APIResponse) throws(Malformed) {
    guard let datum, datum.kind != .null else { return }
    guard let items = datum.items else { throw Malformed(reason: "`cookies` that are not a list") }
    for item in items {
      guard let cookie = item.literal else { throw Malformed(reason: "a cookie that is not a string") }
      try add("Set-Cookie", cookie, to: &response)
    }
  }

  private static func add(_ name: String, _ value: String, to response: inout APIResponse) throws(Malformed) {
    guard APIHeader.isName(name), APIHeader.isValue(value) else {
      throw Malformed(reason: "a header `\(name.prefix(80))` that HTTP does not allow")
    }
    let key = APIHeader.lowercased(name)
    // The edge frames the answer itself.
    guard key != "content-length", !APIHeader.ofTheConnection.contains(key) else { return }
    response.headers.append((name, value))
  }

  private static func body(_ datum: Datum?, isBase64: Bool) throws(Malformed) -> [UInt8] {
    guard let datum, datum.kind != .null else { return [] }
    guard let text = datum.literal else { throw Malformed(reason: "a `body` that is not a string") }
    guard isBase64 else { return Array(text.utf8) }
    guard let bytes = APIBody.decode(text) else { throw Malformed(reason: "a `body` that is not base64") }
    return bytes
  }
}

extension Datum {
  /// A status that can end an answer: those below 200 announce one that follows (RFC 9110, section 15.2).
  fileprivate var statusCode: Int? {
    let code: Int?
    switch kind {
    case .number(let text): code = Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
    case .string(let text): code = text.literal.flatMap { Int($0) }
    case .null, .bool, .list, .map, .unknown: code = nil
    }
    return code.flatMap { (200...599).contains($0) ? $0 : nil }
  }
}
