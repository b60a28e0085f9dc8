import Diagnostics
import Source

extension Rule {
  static let keyOfOtherProtocol = Rule(
    "STK216", "key-of-other-protocol", .error, "a setting that APIs of this kind do not have", limits: ["AG2-010"],
    why: """
      API Gateway has three kinds of APIs. HTTP APIs have no cache, no API keys and usage plans, no models and no private \
      endpoint; REST APIs have those, and check tokens of user pools with an authorizer of their own. JWT authorizers, which \
      were for HTTP APIs alone, came to REST APIs in 2026: here they are resources of their own. WebSocket APIs have \
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
    var changes: [String] = []
    if key == "jwt" || key == "issuer", kind == .rest {
      changes = [
        "JWT authorizers were for HTTP APIs alone; since 2026 REST APIs have them too, as `AWS::ApiGateway::Authorizer` of the type `JWT`"
      ]
      help = [
        "write `cognito: [userPools.name]` for a user pool's tokens, or the authorizer among `resources` for another issuer's"
      ]
    }
    if key == "cognito", kind == .http {
      help = ["write `jwt: userPools.name`: an HTTP API checks a user pool's tokens that way"]
    }
    return Diagnostic(
      .keyOfOtherProtocol, "\(kind.phrase) has no `\(key)`", at: span,
      label: "\(others.map(\.plural).joined(separator: " and ")) have it", consequences: changes, help: help)
  }
}
