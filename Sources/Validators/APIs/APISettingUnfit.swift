import Diagnostics
import Source
import Template

extension Rule {
  static let apiSettingUnfit = Rule(
    "STK585", "api-setting-unfit", .error, "a setting that does not go with the API's protocol",
    limits: ["AG2-010", "AG2-011", "AG2-012"],
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
      if kind == "HTTP" { report(socketSettings, of: api, context, &findings) }
    }
    for (type, settings) in httpLacks {
      for part in context.resources(type) where context.protocolType(of: part) == "HTTP" {
        report(settings, of: part, context, &findings)
      }
    }
    for model in context.resources("AWS::ApiGatewayV2::Model") where context.protocolType(of: model) == "HTTP" {
      findings.report(.apiSettingUnfit("an HTTP API has no models", at: model.span, limit: "AG2-010"))
    }
  }
}

extension Check {
  /// Properties that are "supported only for WebSocket APIs" (AWS::ApiGatewayV2::Api, Route and Integration, AWS
  /// CloudFormation Template Reference): keys, models and the mapping of bodies.
  private static let socketSettings = ["ApiKeySelectionExpression", "DisableSchemaValidation"]
  private static let httpLacks: [(type: String, settings: [String])] = [
    ("AWS::ApiGatewayV2::Route", ["ApiKeyRequired", "ModelSelectionExpression", "RequestModels", "RequestParameters"]),
    (
      "AWS::ApiGatewayV2::Integration",
      ["ContentHandlingStrategy", "PassthroughBehavior", "RequestTemplates", "TemplateSelectionExpression"]
    ),
  ]

  private static func report(
    _ settings: [String], of resource: Resource, _ context: CheckContext, _ findings: inout Findings
  ) {
    for name in settings {
      guard let entry = resource.properties.entry(name), !entry.value.isNoValue,
        context.resolver.literal(entry.value) != "false"
      else { continue }
      findings.report(
        .apiSettingUnfit(
          "an HTTP API has no `\(context.written(entry))`", at: entry.keySpan, limit: "AG2-010"))
    }
  }
}

extension Diagnostic {
  static func apiSettingUnfit(_ message: String, at span: Span, limit: String = "AG2-011") -> Diagnostic {
    Diagnostic(.apiSettingUnfit, message, at: span, consequences: ["API Gateway refuses the API"], limits: [limit])
  }
}
