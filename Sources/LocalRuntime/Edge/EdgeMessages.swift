import HTTPTypes
import NIOCore
import NIOHTTP1
import WireProtocols

extension WireRequest {
  /// A request as it was read.
  init(_ head: HTTPRequestHead, body: [UInt8]) {
    let target = head.uri
    let cut = target.utf8.firstIndex(of: UInt8(ascii: "?"))
    var headers: [(name: String, value: String)] = []
    headers.reserveCapacity(head.headers.count)
    for field in head.headers { headers.append((field.name.lowercased(), field.value)) }
    self.init(
      method: head.method.rawValue, path: cut.map { String(target[..<$0]) } ?? target,
      query: cut.map { String(target[target.utf8.index(after: $0)...]) } ?? "", headers: headers, body: body)
  }
}

extension WireResponse {
  /// The answer as HTTP/1.1 has it.
  ///
  /// - Parameters:
  ///   - isLast: whether the client is told that the connection is closed after it.
  ///   - hasBody: false for what answers `HEAD`.
  func bytes(isLast: Bool, hasBody: Bool) -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.reserveCapacity(512 + body.count)
    buffer.writeString("HTTP/1.1 \(status) \(HTTPResponseStatus(statusCode: status).reasonPhrase)\r\n")
    for header in headers {
      // A name or value that HTTP does not allow is left out: a handler chooses them, and must not split the answer.
      guard let name = HTTPField.Name(header.name), HTTPField.isValidValue(header.value) else { continue }
      // Where the answer ends is not for the handler to say.
      if name == .contentLength || name == .transferEncoding || isLast && name == .connection { continue }
      buffer.writeString(header.name)
      buffer.writeStaticString(": ")
      buffer.writeString(header.value)
      buffer.writeStaticString("\r\n")
    }
    if isLast { buffer.writeStaticString("connection: close\r\n") }
    // RFC 9110, section 8.6: these have no body, and no length of one.
    if status >= 200, status != 204, status != 304 {
      buffer.writeString("content-length: \(body.count)\r\n\r\n")
      if hasBody { buffer.writeBytes(body) }
    } else {
      buffer.writeStaticString("\r\n")
    }
    return buffer
  }
}
