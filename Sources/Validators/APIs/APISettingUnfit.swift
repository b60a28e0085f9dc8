import Diagnostics
import Source
import Template

extension Rule {
  static let apiSettingUnfit = Rule(
    "STK585", "api-setting-unfit", .error, "a setting that does not go with the API's protocol",
    limits: ["AG2-011", "AG2-012"],
    why: """
      A WebSocket API says what of a message names its route, and has no CORS configuration, since browsers ask for none. An \
      HTTP API's routes are methods and paths, and nothing else can be selected by.
      """,
    examples: [
      .bad(
        "resources:\n  Live: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: live, ProtocolType: ↓WEBSOCKET } }\n"),
      .bad(
        "resources:\n  Live: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: live, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action, ↓CorsConfiguration: { AllowOrigins: [\"*\"] } } }\n"
      ),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  live: { protocol: websocket, routes: { $default: functions.f } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let apiSettingUnfit = Check(.apiSettingUnfit) { context, findings in
    for api in context.wholeResources("AWS::ApiGatewayV2::Api") {
      guard let value = api["ProtocolType"], let kind = context.resolver.literal(value) else { continue }
      if kind == "WEBSOCKET", api["RouteSelectionExpression"] == nil {
        findings.report(.apiSettingUnfit("a WebSocket API needs `RouteSelectionExpression`", at: value.span))
      }
      if kind == "WEBSOCKET", let cors = api.properties.entry("CorsConfiguration") {
        findings.report(
          .apiSettingUnfit("a WebSocket API has no CORS configuration", at: cors.keySpan, limit: "AG2-012"))
      }
      if kind == "HTTP", let selection = api["RouteSelectionExpression"],
        let text = context.resolver.literal(selection), text != "${request.method} ${request.path}"
      {
        findings.report(.apiSettingUnfit("an HTTP API selects routes by method and path alone", at: selection.span))
      }
    }
  }
}

extension Diagnostic {
  static func apiSettingUnfit(_ message: String, at span: Span, limit: String = "AG2-011") -> Diagnostic {
    Diagnostic(.apiSettingUnfit, message, at: span, consequences: ["API Gateway refuses the API"], limits: [limit])
  }
}
