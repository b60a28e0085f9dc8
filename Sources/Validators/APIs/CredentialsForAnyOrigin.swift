import Diagnostics
import Source
import Template

extension Rule {
  static let credentialsForAnyOrigin = Rule(
    "STK563", "credentials-for-any-origin", .error, "CORS with credentials for any origin",
    why: """
      Browsers do not accept `*` as the allowed origin of an answer to a request with cookies, and API Gateway refuses such \
      a setting. It would let any web page act in a visitor's name.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    cors: { origins: [↓\"*\"], credentials: true }\n    routes: { GET /orders: functions.f }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    cors: { origins: [\"https://shop.example\"], credentials: true }\n    routes: { GET /orders: functions.f }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let credentialsForAnyOrigin = Check(.credentialsForAnyOrigin) { context, findings in
    for api in context.resources("AWS::ApiGatewayV2::Api") {
      guard let cors = api["CorsConfiguration"], let credentials = cors["AllowCredentials"],
        context.resolver.literal(credentials) == "true"
      else { continue }
      for origin in cors["AllowOrigins"]?.list ?? [] where context.resolver.literal(origin) == "*" {
        findings.report(
          Diagnostic(
            .credentialsForAnyOrigin, "credentials cannot be allowed for every origin", at: origin.span,
            notes: [.init("credentials are allowed here", at: credentials.span)],
            consequences: ["API Gateway refuses it, and browsers would not accept the answer"],
            help: ["name the origins, or leave the credentials out"]))
      }
    }
  }
}
