import FuzzSupport
import WireProtocols

/// The package manager links an executable's `main` to the name of its target and `_main`.
@_cdecl("FuzzWire_main")
func entry(_ count: CInt, _ arguments: Arguments) -> CInt { runFuzzer(count, arguments) { fuzz($0, $1) } }

/// Reads any bytes as a request (`METHOD PATH?QUERY`, the service that signed, headers, an empty line, the body), decodes it,
/// and answers it with what it said.
private func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let lines = bytes.split(separator: 0x0A, maxSplits: 12, omittingEmptySubsequences: false)
  let text = lines.map { String(decoding: $0, as: UTF8.self) }
  guard text.count > 2 else { return 0 }
  let words = text[0].split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
  let target = words.count == 2 ? words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false) : ["/"]
  var headers: [(name: String, value: String)] = []
  var next = 2
  while next < text.count, let colon = text[next].firstIndex(of: ":") {
    headers.append(
      (text[next][..<colon].lowercased(), String(text[next][text[next].index(after: colon)...].dropFirst())))
    next += 1
  }
  let body = lines.dropFirst(next + 1).joined(separator: CollectionOfOne(0x0A))
  let request = WireRequest(
    method: words.first.map(String.init) ?? "", path: target.first.map(String.init) ?? "/",
    query: target.count == 2 ? String(target[1]) : "", headers: headers, body: Array(body))
  do throws(ServiceError) {
    guard let call = try WireRouting.route(request, signingService: text[1]) else { return 0 }
    do throws(ServiceError) {
      let input = try call.decode(request)
      check(call.encode(input, requestID: "fuzz").status < 600, "an answer without a status")
    } catch {
      check(call.encode(error, requestID: "fuzz").status >= 400, "a refusal that looks like success")
    }
  } catch {
    let refusal = WireRouting.refusal(error, of: request, signingService: text[1], requestID: "fuzz")
    check(refusal.status >= 400, "a refusal that looks like success")
  }
  return 0
}
