import Diagnostics
import Source
import Template

extension Rule {
  static let tooManyScopes = Rule(
    "STK599", "too-many-scopes", .error, "more scopes or audiences than API Gateway takes",
    limits: ["AG2-017", "AG2-018"],
    why:
      "A route of an HTTP API asks for at most 10 scopes, and a JWT authorizer takes tokens for at most 50 audiences.",
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    authorizers: { staff: { issuer: \"https://id.example\", audience: shop } }\n    routes: { GET /: { to: functions.f, authorizer: staff, scopes: ↓[a, b, c, d, e, f, g, h, i, j, k] } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    authorizers: { staff: { issuer: \"https://id.example\", audience: shop } }\n    routes: { GET /: { to: functions.f, authorizer: staff, scopes: [a, b] } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let tooManyScopes = Check(.tooManyScopes) { context, findings in
    let scopes = context.resources("AWS::ApiGatewayV2::Route").compactMap { $0["AuthorizationScopes"] }
    let audiences = context.resources("AWS::ApiGatewayV2::Authorizer").compactMap {
      $0["JwtConfiguration"]?["Audience"]
    }
    for (values, limit, noun) in [(scopes, "AG2-018", "scopes"), (audiences, "AG2-017", "audiences")] {
      guard let most = CheckContext.limit(limit) else { continue }
      for value in values where (value.list?.count ?? 0) > most {
        findings.report(
          Diagnostic(
            .tooManyScopes, "at most \(most) \(noun) are taken, and these are \(value.list?.count ?? 0)",
            at: value.span,
            consequences: ["API Gateway refuses it"], limits: [limit]))
      }
    }
  }
}
