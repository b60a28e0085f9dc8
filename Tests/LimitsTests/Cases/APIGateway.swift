extension LimitCase {
  /// API Gateway: REST, HTTP and WebSocket APIs.
  static let apiGateway: [LimitCase] = [
    LimitCase("AGW-008", past: authorizer("↓COGNITO_USER_POOLS, IdentitySource: a"), at: pools),
    LimitCase(
      "AGW-009", past: authorizer("↓TOKEN, AuthorizerUri: \(uri)"),
      at: authorizer("TOKEN, AuthorizerUri: \(uri), IdentitySource: a")),
    LimitCase("AG2-006", past: asked("↓REQUEST"), at: asked("REQUEST, AuthorizerPayloadFormatVersion: \"2.0\"")),
    LimitCase(
      "AG2-008", past: asked("↓JWT, IdentitySource: [a]"),
      at: asked("JWT, IdentitySource: [a], JwtConfiguration: { Issuer: \"https://id.example\", Audience: [shop] }")),
    LimitCase("AGW-011", past: authorized("↓COGNITO_USER_POOLS"), at: authorized("CUSTOM")),
    LimitCase(
      "AGW-018", past: staged("Other"), at: staged("Api").replacing("↓", with: "")),
    LimitCase("AGW-030", past: isPrivate("↓ipv4"), at: isPrivate("dualstack")),
    LimitCase(
      "AGW-035", past: rest("logLevel: ↓error\n    routes: { GET /: functions.f }"),
      at: rest("logLevel: error\n    routes: { GET /: functions.f }")
        + "resources:\n  Account: { Type: AWS::ApiGateway::Account, Properties: { CloudWatchRoleArn: arn:aws:iam::123456789012:role/logs } }\n"
    ),
    LimitCase(
      "AGW-005", past: called("↓GET"), at: called("POST")),
    LimitCase("AG2-017", past: audiences(51), at: audiences(50).replacing("↓", with: "")),
    LimitCase(
      "AGW-002",
      past: rest("routes: { GET /: { to: functions.f, timeout: ↓29001ms } }"),
      at: rest("routes: { GET /: { to: functions.f, timeout: 29000ms } }")),
    LimitCase(
      "AGW-014",
      past: rest("routes: { GET /: { to: functions.f, ↓cache: { ttl: 1s } } }"),
      at: rest("cache: { size: 0.5 GB }\n    routes: { GET /: { to: functions.f, cache: { ttl: 1s } } }")),
    LimitCase(
      "AGW-028",
      past: rest("endpoint: ↓private\n    routes: { GET /: functions.f }"),
      at: rest("endpoint: private\n    vpcEndpoints: vpce-0a1b2c3d\n    routes: { GET /: functions.f }")),
    LimitCase(
      "AGW-029",
      past: rest("↓vpcEndpoints: vpce-0a1b2c3d\n    routes: { GET /: functions.f }"),
      at: rest("endpoint: private\n    vpcEndpoints: vpce-0a1b2c3d\n    routes: { GET /: functions.f }")),
    LimitCase(
      "AGW-003", past: timed("↓30s"), at: timed("29s")),
    LimitCase("AGW-019", past: deployed("!Ref ↓Api", ""), at: deployed("!Ref Api", ", DependsOn: Get")),
    LimitCase(
      "AG2-011", past: socket("↓WEBSOCKET"), at: socket("WEBSOCKET, RouteSelectionExpression: $request.body.do")),
    LimitCase(
      "AG2-012",
      past: socket(
        "WEBSOCKET, RouteSelectionExpression: $request.body.do, ↓CorsConfiguration: { AllowOrigins: [\"*\"] }"),
      at: socket("HTTP, CorsConfiguration: { AllowOrigins: [\"*\"] }")),
    LimitCase(
      "AG2-010", past: http("↓cache: { size: 0.5 GB }\n    routes: { GET /: functions.f }"),
      at: http("routes: { GET /: functions.f }")),
    LimitCase(
      "AG2-018",
      past: http("routes: { GET /: { to: functions.f, authorizer: staff, scopes: ↓[\(names(11))] } }"),
      at: http("routes: { GET /: { to: functions.f, authorizer: staff, scopes: [\(names(10))] } }")),
  ]

  private static let apiFunction = "functions:\n  f: { \(LimitCase.function), timeout: 3s }\n"

  private static func rest(_ lines: String) -> String {
    "\(apiFunction)apis:\n  shop:\n    protocol: rest\n    \(lines)\n"
  }

  private static func http(_ lines: String) -> String {
    "\(apiFunction)apis:\n  shop:\n    protocol: http\n    authorizers: { staff: { issuer: \"https://id.example\", audience: shop } }\n    \(lines)\n"
  }

  private static func names(_ count: Int) -> String { (1...count).map { "s\($0)" }.joined(separator: ", ") }

  private static func timed(_ timeout: String) -> String {
    "functions:\n  f: { \(LimitCase.function), timeout: \(timeout) }\napis:\n  shop: { protocol: rest, routes: { GET /: functions.f } }\n"
  }

  private static func deployed(_ api: String, _ more: String) -> String {
    "resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }\n"
      + "  Get: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: { Type: MOCK } } }\n"
      + "  Now: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: \(api) }\(more) }\n"
  }

  private static func socket(_ rest: String) -> String {
    "resources:\n  Live: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: live, ProtocolType: \(rest) } }\n"
  }

  private static let uri =
    "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:g/invocations"

  private static let api = "resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }\n"

  private static let pools = authorizer(
    "COGNITO_USER_POOLS, IdentitySource: a, ProviderARNs: [\"arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a\"]"
  )

  private static func authorizer(_ rest: String) -> String {
    api
      + "  Staff: { Type: AWS::ApiGateway::Authorizer, Properties: { RestApiId: !Ref Api, Name: staff, Type: \(rest) } }\n"
  }

  private static func asked(_ rest: String) -> String {
    "resources:\n  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: shop, ProtocolType: HTTP } }\n"
      + "  Staff: { Type: AWS::ApiGatewayV2::Authorizer, Properties: { ApiId: !Ref Api, Name: staff, AuthorizerType: \(rest) } }\n"
  }

  private static func authorized(_ type: String) -> String {
    authorizer("TOKEN, AuthorizerUri: \(uri), IdentitySource: a")
      + "  Get: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: \(type), AuthorizerId: !Ref Staff, Integration: { Type: MOCK } } }\n"
  }

  private static func staged(_ other: String) -> String {
    api + "  Other: { Type: AWS::ApiGateway::RestApi, Properties: { Name: other } }\n"
      + "  Now: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref \(other) } }\n"
      + "  Stage: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: live, DeploymentId: !Ref ↓Now } }\n"
  }

  private static func isPrivate(_ addresses: String) -> String {
    "resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop, EndpointConfiguration: { Types: [PRIVATE], IpAddressType: \(addresses) }, Policy: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, Principal: \"*\", Action: \"execute-api:Invoke\", Resource: \"execute-api:/*\", Condition: { StringEquals: { aws:SourceVpce: vpce-0a1b2c3d } } }] } } }\n"
  }

  private static func called(_ method: String) -> String {
    api
      + "  Get: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: { Type: AWS_PROXY, IntegrationHttpMethod: \(method), Uri: \"\(uri)\" } } }\n"
  }

  private static func audiences(_ count: Int) -> String {
    asked(
      "JWT, IdentitySource: [a], JwtConfiguration: { Issuer: \"https://id.example\", Audience: ↓[\(names(count))] }")
  }
}
