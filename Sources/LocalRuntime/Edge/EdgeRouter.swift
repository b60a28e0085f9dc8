import WireProtocols

/// What a request at the edge is for: a sandbox's Runtime API, an HTTP API, or AWS itself.
struct EdgeRouter: Sendable {
  /// What the paths of the Runtime API begin with; the id of the sandbox follows.
  static let runtimePrefix = "/_runtime/"
  private static let runtimeVersion = "/2018-06-01"

  let sandboxes: Sandboxes
  let apis: HTTPAPIService
  let aws: AWSFront

  func answer(_ request: WireRequest) async -> WireResponse {
    if request.path.hasPrefix(Self.runtimePrefix) { return await runtime(request) }
    if apis.isAddressed(path: request.path, host: request.header("host")), let answer = await api(request) {
      return answer
    }
    if let answer = await aws.answer(request) { return answer }
    return await api(request) ?? Self.nothing(request)
  }

  private func runtime(_ request: WireRequest) async -> WireResponse {
    // By bytes: characters take ten times as long.
    let rest = Substring(request.path.utf8.dropFirst(Self.runtimePrefix.utf8.count))
    guard let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")), rest[slash...].hasPrefix(Self.runtimeVersion) else {
      return Self.nothing(request)
    }
    let answer = await sandboxes.answer(
      RuntimeRequest(
        environment: String(rest[..<slash]), method: request.method,
        path: String(Substring(rest[slash...].utf8.dropFirst(Self.runtimeVersion.utf8.count))),
        headers: request.headers,
        body: request.body))
    return WireResponse(status: answer.status, headers: answer.headers, body: answer.body)
  }

  private func api(_ request: WireRequest) async -> WireResponse? {
    let answer = await apis.answer(
      APIRequest(request.method, request.path, query: request.query, headers: request.headers, body: request.body))
    return answer.map { WireResponse(status: $0.status, headers: $0.headers, body: $0.body) }
  }

  /// Nothing answers here; who asks by hand is told what would.
  private static func nothing(_ request: WireRequest) -> WireResponse {
    let text =
      #"{"message":"nothing of this stack answers here; AWS's clients are known by their signature, APIs by /_api/ID"}"#
    return WireResponse(status: 404, headers: [("content-type", "application/json")], body: Array(text.utf8))
  }
}
