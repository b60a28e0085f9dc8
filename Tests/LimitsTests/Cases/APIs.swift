extension LimitCase {
  static let apis = [
    LimitCase("AG2-002", past: integration("HTTP", "↓30001"), at: integration("HTTP", "30000")),
    LimitCase("AG2-003", past: integration("WEBSOCKET", "↓29001"), at: integration("WEBSOCKET", "29000")),
    LimitCase("API-0110", past: integration("HTTP", "↓49"), at: integration("HTTP", "50")),
    LimitCase("AG2-028", past: stage("↓\(letters(129))"), at: stage(letters(128))),
    LimitCase("XSV-007", past: unadmitted, at: route("timeout: 30s")),
    LimitCase("AG2-029", past: route("timeout: ↓31s"), at: route("timeout: 30s")),
  ]

  private static func integration(_ protocolName: String, _ timeout: String) -> String {
    """
    resources:
      Api:
        Type: AWS::ApiGatewayV2::Api
        Properties: { Name: shop, ProtocolType: \(protocolName), RouteSelectionExpression: $request.body.action }
      Back:
        Type: AWS::ApiGatewayV2::Integration
        Properties: { ApiId: !Ref Api, IntegrationType: HTTP_PROXY, TimeoutInMillis: \(timeout) }

    """
  }

  /// A route to a function that nobody lets the API invoke.
  private static let unadmitted = """
    functions:
      f: { \(function) }
    resources:
      Api:
        Type: AWS::ApiGatewayV2::Api
        Properties: { Name: shop, ProtocolType: HTTP }
      Back:
        Type: AWS::ApiGatewayV2::Integration
        Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt ↓FFunction.Arn, PayloadFormatVersion: "2.0" }
      Orders:
        Type: AWS::ApiGatewayV2::Route
        Properties: { ApiId: !Ref Api, RouteKey: GET /orders, Target: !Sub "integrations/${Back}" }

    """

  private static func stage(_ name: String) -> String {
    "resources:\n  Stage:\n    Type: AWS::ApiGatewayV2::Stage\n    Properties: { ApiId: shop, StageName: \(name) }\n"
  }

  private static func route(_ keys: String) -> String {
    "functions:\n  f: { \(function), \(keys) }\napis:\n  shop: { protocol: http, routes: { GET /orders: functions.f } }\n"
  }
}
