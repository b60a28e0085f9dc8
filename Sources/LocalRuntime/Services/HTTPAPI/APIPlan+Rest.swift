import Wiring

extension APIPlan {
  /// The path at the edge that stands for an API's own host.
  static let edgePath = "/_api/"
  /// How long a REST API waits for a function unless told otherwise, in milliseconds ("Quotas for configuring and running a
  /// REST API", integration timeout).
  private static let usualTimeout = 29_000

  /// A REST API as far as it hands requests to functions: its methods are routes whose events have the first format.
  init(serving rest: RestAPIPlan, edge: String) {
    self.init(
      id: rest.id, name: rest.name, apiID: rest.apiID, arn: rest.arn, url: "\(edge)\(Self.edgePath)\(rest.apiID)")
    stages = rest.stages
    routes = rest.methods.compactMap { method in
      guard let function = method.function else { return nil }
      var route = RoutePlan(id: method.id, key: "\(method.method) \(method.resource)", function: function)
      route.payload = "1.0"
      route.timeout = method.timeout ?? Self.usualTimeout
      route.role = method.role
      route.place = method.place
      return route
    }
    path = rest.path
    place = rest.place
  }
}

/// The answers that API Gateway gives by itself, where they differ between its protocols: "Gateway response types" for REST
/// APIs; HTTP APIs as they answer.
struct APIAnswers: Sendable {
  let noStage: APIResponse
  let noRoute: APIResponse
  /// The API may not invoke the function, or there is none.
  let misconfigured: APIResponse
  /// The function failed, or returned what is no answer.
  let badFunction: APIResponse
  /// No answer in time.
  let tooLate: APIResponse
  /// No environment was free.
  let busy: APIResponse

  static let http = APIAnswers(
    noStage: .notFound, noRoute: .notFound, misconfigured: .internalError, badFunction: .internalError,
    tooLate: .unavailable, busy: .unavailable)
  static let rest = APIAnswers(
    noStage: .message(403, "Forbidden"), noRoute: .message(403, "Missing Authentication Token"),
    misconfigured: .message(500, "Internal server error"), badFunction: .message(502, "Internal server error"),
    tooLate: .message(504, "Endpoint request timed out"), busy: .message(500, "Internal server error"))
}
