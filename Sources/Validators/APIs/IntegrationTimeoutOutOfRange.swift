import Diagnostics
import Source
import Template

extension Rule {
  static let integrationTimeoutOutOfRange = Rule(
    "STK561", "integration-timeout-out-of-range", .error, "an API's timeout outside what API Gateway takes",
    limits: ["API-0110", "AG2-002", "AG2-003"],
    why: """
      An HTTP API waits 50 ms to 30 s for its integration, a WebSocket API up to 29 s. API Gateway refuses the integration \
      otherwise. Work that takes longer belongs behind a queue.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: http, routes: { GET /orders: { to: functions.f, timeout: ↓40s } } }\n",
        fixed:
          "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: http, routes: { GET /orders: { to: functions.f, timeout: 30s } } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: http, routes: { GET /orders: { to: functions.f, timeout: 30s } } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let integrationTimeoutOutOfRange = Check(.integrationTimeoutOutOfRange) { context, findings in
    for integration in context.resources("AWS::ApiGatewayV2::Integration") {
      guard let value = integration["TimeoutInMillis"], let timeout = context.resolver.integer(value),
        let least = CheckContext.limit("API-0110"), let most = context.longestTimeout(of: integration),
        !(least...most).contains(timeout)
      else { continue }
      var diagnostic = Diagnostic(
        .integrationTimeoutOutOfRange, "an API's timeout must be \(least) to \(most) ms, and this is \(timeout)",
        at: value.span, consequences: ["API Gateway refuses the integration"],
        help: timeout > most ? ["for longer work, answer at once and hand the work to a queue"] : [],
        limits: [timeout < least ? "API-0110" : most == CheckContext.limit("AG2-002") ? "AG2-002" : "AG2-003"])
      if timeout > most, let text = context.rewritten(value, milliseconds: most) {
        diagnostic.fixes = [.replace(value.span, with: text, title: "lower it to \(most) ms", safe: false)]
      }
      findings.report(diagnostic)
    }
  }
}

extension CheckContext {
  /// The longest that an integration's API waits, in milliseconds; nil if the API's protocol is not known.
  func longestTimeout(of integration: Resource) -> Int? {
    guard let api = integration["ApiId"].map(reader.endpoint).flatMap(resource),
      let name = api["ProtocolType"].flatMap(resolver.literal)
    else { return nil }
    return Self.limit(name == "WEBSOCKET" ? "AG2-003" : "AG2-002")
  }

  /// A written time, put in other milliseconds: `40s` becomes `30s`. Nil where anything but a time stands.
  func rewritten(_ value: Value, milliseconds: Int) -> String? {
    guard milliseconds.isMultiple(of: 1000), let text = rewritten(value, seconds: milliseconds / 1000) else {
      return nil
    }
    return text.hasSuffix("s") ? text : String(milliseconds)
  }
}
