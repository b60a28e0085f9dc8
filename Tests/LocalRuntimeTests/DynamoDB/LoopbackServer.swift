import Foundation
import Synchronization

/// A server for one test, on a port that the system chooses: HTTP/1.1 with keep-alive, one connection after another.
final class LoopbackServer: Sendable {
  struct Request {
    var head: String
    var body: String

    /// Value of a header, which the client wrote in whatever case.
    func header(_ name: String) -> String? {
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name):") }
        .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
  }

  let port: Int
  private let listener: Int32
  private let state = Mutex((requests: [Request](), connections: 0))

  var url: String { "http://127.0.0.1:\(port)" }
  var requests: [Request] { state.withLock { $0.requests } }
  var connections: Int { state.withLock { $0.connections } }

  /// Starts; `answer` gives everything of an answer but the length of its body.
  init(answer: @escaping @Sendable (Request) -> (head: String, body: String)) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && listen(listener, 8) == 0 && getsockname(listener, pointer, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRINUSE) }
    port = Int(UInt16(bigEndian: address.sin_port))
    let thread = Thread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        state.withLock { $0.connections += 1 }
        serve(connection, answer)
      }
    }
    thread.start()
  }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private func serve(_ connection: Int32, _ answer: (Request) -> (head: String, body: String)) {
    var buffer = Data()
    while let request = read(connection, &buffer) {
      state.withLock { $0.requests.append(request) }
      let (head, body) = answer(request)
      let text = Array("\(head)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
      _ = send(connection, text, text.count, Int32(MSG_NOSIGNAL))
    }
    close(connection)
  }

  private func read(_ connection: Int32, _ buffer: inout Data) -> Request? {
    let end = Data("\r\n\r\n".utf8)
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      if let range = buffer.range(of: end) {
        let head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
        let request = Request(head: head, body: "")
        let length = request.header("content-length").flatMap { Int($0) } ?? 0
        let start = range.upperBound
        if buffer.endIndex - start >= length {
          let body = String(decoding: buffer[start..<(start + length)], as: UTF8.self)
          buffer = Data(buffer[(start + length)...])
          return Request(head: head, body: body)
        }
      }
      let count = recv(connection, &bytes, bytes.count, 0)
      guard count > 0 else { return nil }
      buffer.append(contentsOf: bytes.prefix(count))
    }
  }
}
