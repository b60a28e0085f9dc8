import Diagnostics
import Source
import YAML

extension Rule {
  static let targetAPINotREST = Rule(
    "STK225", "target-api-not-rest", .error, "a rule that is to call an API which is no REST API",
    why: """
      EventBridge calls REST APIs of API Gateway directly, edge-optimised or regional. An HTTP API is called like any other \
      endpoint: through an API destination ("API Gateway targets", EventBridge User Guide).
      """,
    examples: [
      .bad(
        "rules:\n  daily: { schedule: rate(1 day), to: { target: ↓apis.shop, request: GET /a } }\napis:\n  shop: { protocol: http, routes: { GET /a: functions.f } }\n"
          + "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "rules:\n  daily: { schedule: rate(1 day), to: functions.f }\napis:\n  shop: { protocol: http, routes: { GET /a: functions.f } }\n"
          + "functions:\n  f: { runtime: python3.13, handler: app.f, code: src, onFailure: queues.failed }\nqueues:\n  failed: { retention: 14d }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension Diagnostic {
  static func targetAPINotREST(_ api: Declared, at span: Span) -> Diagnostic {
    Diagnostic(
      .targetAPINotREST, "`\(api.key)` is no REST API, and EventBridge calls no other", at: span,
      notes: [.init("its protocol is set here", at: api.node["protocol"]?.contentSpan ?? api.keySpan)],
      help: ["call its function, or make an API destination of its URL"])
  }
}
