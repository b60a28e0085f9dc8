import Testing
import WireProtocols

/// A call of the JSON protocols.
func jsonRequest(_ target: String, _ body: String, _ headers: [(name: String, value: String)] = []) -> WireRequest {
  WireRequest(method: "POST", path: "/", headers: [("x-amz-target", target)] + headers, body: Array(body.utf8))
}

/// A call of the query protocol.
func formRequest(_ body: String) -> WireRequest {
  WireRequest(
    method: "POST", path: "/", headers: [("content-type", "application/x-www-form-urlencoded; charset=utf-8")],
    body: Array(body.utf8))
}

/// Routes and decodes.
func decode(_ request: WireRequest, signedFor service: String? = nil) throws -> (call: WireCall, input: WireObject) {
  let call = try #require(try WireRouting.route(request, signingService: service))
  return (call, try call.decode(request))
}

/// The error that a request is answered with.
func refusal(of request: WireRequest, signedFor service: String? = nil) -> ServiceError? {
  do throws(ServiceError) {
    _ = try WireRouting.route(request, signingService: service)?.decode(request)
    return nil
  } catch {
    return error
  }
}

extension WireResponse {
  /// The body as text.
  var text: String { String(decoding: body, as: UTF8.self) }

  /// The value of a header.
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
