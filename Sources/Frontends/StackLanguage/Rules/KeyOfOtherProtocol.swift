import Diagnostics
import Source

extension Rule {
  static let keyOfOtherProtocol = Rule(
    "STK216", "key-of-other-protocol", .error, "a setting that APIs of this kind do not have", limits: ["AG2-010"],
    why: """
      API Gateway has three kinds of APIs. HTTP APIs have no cache, no API keys and usage plans, no models and no private \
      endpoint; REST APIs have those, and since 2026 JWT authorizers, which were for HTTP APIs alone; WebSocket APIs have \
      routes by message ("Choose between REST APIs and HTTP APIs", API Gateway Developer Guide).
      """,
    examples: [
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n"
          + "apis:\n  shop:\n    protocol: http\n    ↓cache: { size: 0.5 GB }\n    routes: { GET /orders: functions.f }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n"
          + "apis:\n  shop:\n    protocol: http\n    routes: { GET /orders: { to: functions.f, ↓apiKey: true } }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n"
          + "apis:\n  shop:\n    protocol: rest\n    cache: { size: 0.5 GB }\n    routes: { GET /orders: functions.f }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension Diagnostic {
  static func keyOfOtherProtocol(
    _ key: String, _ kind: APIProtocol, _ kinds: Set<APIProtocol>, at span: Span
  ) -> Diagnostic {
    let others = APIProtocol.allCases.filter(kinds.contains)
    var help = [
      "leave it out, or make the API one of `protocol: \(others.map(\.rawValue).joined(separator: "` or `"))`"
    ]
    if key == "cognito", kind == .http {
      help = ["write `jwt: userPools.name`: an HTTP API checks a user pool's tokens that way"]
    }
    return Diagnostic(
      .keyOfOtherProtocol, "\(kind.phrase) has no `\(key)`", at: span,
      label: "\(others.map(\.plural).joined(separator: " and ")) have it", help: help)
  }
}
