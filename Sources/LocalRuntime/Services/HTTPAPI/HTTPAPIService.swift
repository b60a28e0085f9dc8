import RunFindings
import Synchronization
import WireProtocols
import Wiring

/// The HTTP and REST APIs of a run: routes requests to functions as API Gateway does. It knows nothing of sockets.
public final class HTTPAPIService: Planned {
  /// The longest body of a request, in bytes: 10 MB ("Quotas for configuring and running an HTTP API").
  public static let longestBody = 10 << 20
  /// The most bytes of request line and header values together (same page).
  public static let longestHead = 10_240
  /// The longest event and answer of a function that is waited for, in bytes: 6 MB ("Lambda quotas").
  static let longestPayload = 6 << 20

  private struct State {
    var apis: [String: ServedAPI] = [:]
    /// The one API of the stack, if it is the only one.
    var only: ServedAPI?
  }

  private let invocations: PatientInvocation
  private let authorizer: any Authorizer
  let narrator: any Narrator
  private let clock: any RunClock
  private let state = Mutex(State())

  /// Makes a service without APIs; they come with a plan.
  public init(
    invoker: any FunctionInvoker, authorizer: any Authorizer, narrator: any Narrator, clock: any RunClock
  ) {
    invocations = PatientInvocation(invoker, clock: clock)
    self.authorizer = authorizer
    self.narrator = narrator
    self.clock = clock
  }

  /// Takes the APIs of a plan. Requests under way end by the plan they began with.
  public func apply(_ plan: RunPlan) async {
    let now = clock.now
    state.withLock { state in
      var apis: [String: ServedAPI] = [:]
      for api in plan.plan.apis {
        apis[api.apiID] = ServedAPI(api, of: plan.plan, now: now, earlier: state.apis[api.apiID])
      }
      for rest in plan.plan.restAPIs {
        apis[rest.apiID] = ServedAPI(
          APIPlan(serving: rest, edge: plan.edge), isREST: true, of: plan.plan, now: now,
          earlier: state.apis[rest.apiID])
      }
      state = State(apis: apis, only: apis.count == 1 ? apis.first?.value : nil)
    }
  }

  /// Ends the invocations under way and waits for their end.
  public func shutdown() async { await invocations.shutdown() }

  /// Whether a request names an API, by its host or by a path below `/_api/`. Any other path goes to a stack's only API, but
  /// only when nothing else of the run answers it.
  public func isAddressed(path: String, host: String?) -> Bool { api(path, host).map { !$0.isGuess } ?? false }

  /// Answers a request; nil if it is no API's.
  public func answer(_ request: APIRequest) async -> APIResponse? {
    guard let (api, path, _) = api(request.rawPath, request.header("host")) else { return nil }
    let start = clock.now
    let id = APIStamp.requestID()
    var (response, told) = await answer(request, of: api, path, id: id, at: start)
    response.headers.append((api.isREST ? "x-amzn-RequestId" : "Apigw-Requestid", id))
    if response.status == 204 || response.status == 304 { response.body = [] }
    let took = max(0, clock.now.milliseconds - start.milliseconds)
    narrator.mention("\(request.method) \(APIPath.decoded(path)) → \(told) (\(took) ms)")
    return response
  }

  /// The API of a request and the path within it: by host (`ID.execute-api.…`, `ID.localhost`), by path (`/_api/ID/…`), or the
  /// only one.
  private func api(_ path: String, _ host: String?) -> (api: ServedAPI, path: Substring, isGuess: Bool)? {
    guard path.hasPrefix("/") else { return nil }
    return state.withLock { state in
      if let host, let label = Self.apiLabel(of: host), let api = state.apis[label] { return (api, path[...], false) }
      if path.hasPrefix("/_api/") {
        let rest = path.dropFirst("/_api/".count)
        let name = rest.prefix { $0 != "/" }
        guard let api = state.apis[String(name)] else { return nil }
        let behind = rest[name.endIndex...]
        return (api, behind.isEmpty ? "/" : behind, false)
      }
      return state.only.map { ($0, path[...], true) }
    }
  }

  private static func apiLabel(of host: String) -> String? {
    let labels = host.prefix { $0 != ":" }.split(separator: ".")
    guard labels.count >= 2, labels[1] == "localhost" && labels.count == 2 || labels[1] == "execute-api" else {
      return nil
    }
    return labels[0].lowercased()
  }

  /// The answer and what the terminal says of it.
  private func answer(
    _ request: APIRequest, of api: ServedAPI, _ path: Substring, id: String, at time: Moment
  ) async -> (APIResponse, told: String) {
    guard Self.headSize(request) <= Self.longestHead else {
      return (.headersTooLarge, "431: the request line and headers are longer than \(Self.longestHead) bytes")
    }
    guard request.body.count <= Self.longestBody else {
      return (.tooLarge, "413: the body is longer than \(Self.longestBody) bytes")
    }
    guard let (stage, inStage) = api.stage(of: path) else {
      return (api.answers.noStage, "\(api.answers.noStage.status): the API has no such stage")
    }
    if let throttle = stage.throttle, !throttle.admits(at: time) {
      return (.tooManyRequests, "429: stage `\(stage.plan.name)` takes \(throttle.rate.shown) requests a second")
    }
    guard let match = api.routes.match(request.method, inStage) else {
      if let cors = api.cors, CORSPolicy.isPreflight(request) {
        return (cors.preflightAnswer(to: request), "204, CORS")
      }
      return (api.answers.noRoute, "\(api.answers.noRoute.status): the API has no such route")
    }
    let routed = RoutedRequest(
      request: request, api: api, stage: stage.plan, route: api.plan.routes[match.route], parameters: match.parameters,
      path: APIPath.decoded(path), pathInStage: APIPath.decoded(inStage), id: id, time: time)
    var (response, note) = await answer(routed)
    api.cors?.apply(to: &response, for: request)
    return (response, "\(routed.functionName) \(response.status)\(note.isEmpty ? "" : ": \(note)")")
  }

  /// Invokes the route's function and makes an answer of what it returns; the note is empty when all went well.
  private func answer(_ routed: RoutedRequest) async -> (APIResponse, note: String) {
    let sender: Sender =
      routed.route.role.map { .role($0, service: Self.principal) }
      ?? .service(Self.principal, source: routed.sourceARN)
    let permission = Permission("lambda:InvokeFunction", on: routed.route.function)
    if authorizer.denial(of: permission, to: sender) != nil {
      return (routed.api.answers.misconfigured, "the API may not invoke the function")
    }
    let event = APIEvent.bytes(routed)
    guard event.count <= Self.longestPayload else { return (.tooLarge, "the event is longer than Lambda takes") }
    var invocation = Invocation(
      of: routed.route.function, payload: event, requestID: RequestID.make(), origin: routed.api.plan.name)
    invocation.isMentioned = false
    guard let result = await invocations.invoke(invocation, patience: routed.route.timeout) else {
      narrator.tell(.timedOut(routed))
      return (routed.api.answers.tooLate, "no answer after \(routed.route.timeout) ms")
    }
    return answer(routed, result)
  }

  private func answer(_ routed: RoutedRequest, _ result: InvocationResult) -> (APIResponse, note: String) {
    let answers = routed.api.answers
    switch result.ending {
    case .functionError: return (answers.badFunction, "the function failed")
    case .throttled: return (answers.busy, "no environment of the function was free")
    case .notFound: return (answers.misconfigured, "there is no such function")
    case .returned: break
    }
    guard result.payload.count <= Self.longestPayload else {
      narrator.tell(.malformed(routed, "more than \(Self.longestPayload) bytes"))
      return (answers.badFunction, "the function returned too much")
    }
    do {
      return (
        try FunctionAnswer.read(result.payload, format: routed.route.payload, isREST: routed.api.isREST), ""
      )
    } catch {
      narrator.tell(.malformed(routed, error.reason))
      return (answers.badFunction, "the function returned \(error.reason)")
    }
  }

  private static let principal = "apigateway.amazonaws.com"

  private static func headSize(_ request: APIRequest) -> Int {
    request.headers.reduce(
      request.method.utf8.count + request.rawPath.utf8.count + request.rawQuery.utf8.count
        + request.protocolName.utf8.count
    ) { $0 + $1.value.utf8.count }
  }
}

extension Double {
  /// A rate as people write it: `100`, `0.5`.
  fileprivate var shown: String { Int(exactly: self).map(String.init) ?? String(self) }
}
