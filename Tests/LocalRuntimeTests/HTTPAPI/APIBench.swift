import Foundation
import LocalRuntime
import Synchronization
import WireProtocols
import Wiring

/// An API service whose function is a closure, and all that was asked of its surroundings.
final class APIBench: FunctionInvoker, Authorizer, Narrator {
  typealias Handler = @Sendable (Invocation) async -> InvocationResult

  struct Seen {
    var invocations: [Invocation] = []
    var asked: [(permission: Permission, sender: Sender)] = []
    var occurrences: [Occurrence] = []
    var lines: [String] = []
  }

  let clock = ManualClock()
  let handler: Handler
  let isAllowed: Bool
  private let state = Mutex(Seen())

  var seen: Seen { state.withLock { $0 } }

  init(isAllowed: Bool = true, _ handler: @escaping Handler) {
    self.handler = handler
    self.isAllowed = isAllowed
  }

  /// A bench whose function returns some JSON.
  convenience init(isAllowed: Bool = true, returning json: String = #"{"statusCode":200,"body":"ok"}"#) {
    self.init(isAllowed: isAllowed) { _ in InvocationResult(.returned, payload: Array(json.utf8)) }
  }

  /// The service with an API of these routes at the stage `$default`.
  func service(_ routes: String..., change: (inout APIPlan) -> Void = { _ in }) async -> HTTPAPIService {
    var api = APIPlan(
      id: "ShopApi", name: "shop", apiID: "shopapi", arn: "arn:aws:execute-api:eu-west-1:000000000000:shopapi",
      url: "${edge}/_api/shopapi")
    api.stages = [StagePlan(id: "Stage", name: "$default")]
    api.routes = routes.enumerated().map { index, key in
      RoutePlan(id: "Route\(index)", key: key, function: "arn:aws:lambda:eu-west-1:000000000000:function:fn\(index)")
    }
    change(&api)
    return await service(apis: [api])
  }

  func service(apis: [APIPlan]) async -> HTTPAPIService {
    let service = HTTPAPIService(invoker: self, authorizer: self, narrator: self, clock: clock)
    await service.apply(Self.plan(apis))
    return service
  }

  static func plan(_ apis: [APIPlan]) -> RunPlan {
    var plan = WiringPlan(stack: "shop")
    plan.region = "eu-west-1"
    plan.apis = apis
    return RunPlan(plan, edge: "http://127.0.0.1:4566", folder: "/tmp")
  }

  /// The event that the last invocation got.
  var event: NSDictionary? {
    seen.invocations.last.flatMap {
      try? JSONSerialization.jsonObject(with: Data($0.payload)) as? NSDictionary
    }
  }

  func invoke(_ invocation: Invocation) async -> InvocationResult {
    state.withLock { $0.invocations.append(invocation) }
    return await handler(invocation)
  }

  func denial(of permission: Permission, to caller: Caller) -> ServiceError? { nil }

  func denial(of permission: Permission, to sender: Sender) -> ServiceError? {
    state.withLock { $0.asked.append((permission, sender)) }
    return isAllowed ? nil : ServiceError("AccessDeniedException", "no")
  }

  func setPolicy(_ document: String?, of resource: String) throws(ServiceError) {}

  func policy(of resource: String) -> String? { nil }

  func tell(_ occurrence: Occurrence) { state.withLock { $0.occurrences.append(occurrence) } }

  func mention(_ line: String) { state.withLock { $0.lines.append(line) } }
}

extension APIResponse {
  var text: String { String(decoding: body, as: UTF8.self) }

  /// Values of a header.
  func values(_ name: String) -> [String] {
    headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }
}
