import Diagnostics
import Source
import Template

extension Rule {
  static let restTimeoutTooLong = Rule(
    "STK577", "rest-timeout-too-long", .error, "a REST API that waits longer than its endpoint allows",
    limits: ["AGW-002"],
    why: """
      A REST API waits up to 29 s for its integration. Since June 2024 that quota can be raised for regional and private \
      APIs, at the cost of requests a second; for edge-optimised APIs it cannot. Work that takes longer belongs behind a queue.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, endpoint: edge, routes: { GET /orders: { to: functions.f, timeout: ↓40s } } }\n",
        files: Samples.handler),
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, routes: { GET /orders: { to: functions.f, timeout: ↓40s } } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, routes: { GET /orders: { to: functions.f, timeout: 29s } } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let restTimeoutTooLong = Check(.restTimeoutTooLong) { context, findings in
    guard let most = CheckContext.limit("AGW-002") else { return }
    for method in context.resources("AWS::ApiGateway::Method") {
      guard let value = method["Integration"]?["TimeoutInMillis"], let timeout = context.resolver.integer(value),
        timeout > most
      else { continue }
      let isRaisable = context.endpointType(ofMethod: method) != "EDGE"
      var diagnostic = Diagnostic(
        .restTimeoutTooLong, "a REST API waits at most \(most) ms, and this is \(timeout)", at: value.span,
        consequences: [
          isRaisable
            ? "API Gateway refuses it unless the quota \"Maximum integration timeout in milliseconds\" was raised"
            : "API Gateway refuses the method"
        ],
        help: ["for longer work, answer at once and hand the work to a queue"])
      if isRaisable { diagnostic.severity = .warning }
      findings.report(diagnostic)
    }
  }
}

extension CheckContext {
  /// Where the API of a method is reached: `EDGE`, which is also the default, `REGIONAL` or `PRIVATE`; nil if not known.
  func endpointType(ofMethod method: Resource) -> String? {
    guard let api = method["RestApiId"].map(reader.endpoint).flatMap(resource) else { return nil }
    guard let types = api["EndpointConfiguration"]?["Types"]?.listOrSelf else { return "EDGE" }
    return types.first.flatMap(resolver.literal)
  }
}
