import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let apis = Section(
    .apis,
    "APIs of API Gateway: HTTP, REST or WebSocket. One stage, deployed by itself; routes go to functions, to other resources of the stack, or elsewhere.",
    keys: [
      Key("protocol", .choice(APIProtocol.choices), required: true, literal: true, "The kind of API."),
      Key("routes", .map(.object(APIShapes.route)), required: true, APIShapes.routesSummary),
      Key("description", .text, to: "Description", "What it is for."),
      Key("stage", .text, default: "`$default`; REST and WebSocket: `live`", APIShapes.stageSummary),
      Key("variables", .map(.text), "Stage variables: `$stageVariables.name` in mappings."),
      Key("authorizer", .text, "The authorizer of each route that names none: a name of `authorizers`, or `iam`."),
      Key("authorizers", .map(.object(APIShapes.authorizer)), "Who decides about callers, by name."),
      Key("cors", .object(APIShapes.cors), "Which web pages may call it. REST: answers `OPTIONS` for each path."),
      Key("throttle", .object(APIShapes.throttle), "How many requests it takes."),
      Key("accessLogs", .object(APIShapes.accessLogs), "A line for each request."),
      Key("logLevel", .choice(APIShapes.logLevels), "REST, WebSocket: what of its own work it logs."),
      Key("metrics", .boolean, default: "false", "Metrics for each route; CloudWatch charges for them."),
      Key("domain", .object(APIShapes.domain), "A domain name of its own."),
      Key(
        "disableDefaultEndpoint", .boolean, to: "DisableExecuteApiEndpoint", default: "false",
        "Whether it answers at its domain alone."),
      Key("endpoint", .choice(APIShapes.endpoints), literal: true, default: "regional", "REST: where it is reached."),
      Key(
        "vpcEndpoints", .list(.text),
        "REST, private: who reaches it: interface endpoints (`vpce-…`) or networks (`networks.main`). The resource policy follows."
      ),
      Key("cache", .object(APIShapes.cache), "REST: a cache for the answers to `GET`. It is charged by the hour."),
      Key("models", .map(.map(.anything)), "REST: shapes of bodies, as JSON Schema draft 4."),
      Key("usagePlans", .map(.object(APIShapes.usagePlan)), "REST: how much callers with an API key may ask."),
      Key(
        "apiKeySource", .choice(APIShapes.keySources), to: "ApiKeySourceType", default: "header",
        "REST: where the API key is."),
      Key(
        "gatewayResponses", .map(.object(APIShapes.gatewayResponse)),
        "REST: what it answers itself, by type: `DEFAULT_4XX`."),
      Key("binaryMediaTypes", .list(.text), to: "BinaryMediaTypes", "REST: media types of bodies that are not text."),
      Key("compression", .size(.bytes), to: "MinimumCompressionSize", "REST: answers from this size are compressed."),
      Key(
        "canary", .object(APIShapes.canary),
        "REST: part of the requests goes to the new deployment or to other variables."),
      Key("tracing", .boolean, default: "false", "REST: whether X-Ray traces requests."),
      Key("routeSelection", .text, default: "$request.body.action", "WebSocket: what of a message names its route."),
    ],
    example: """
      functions:
        checkout: { runtime: python3.13, handler: app.checkout, code: src/checkout }
      queues:
        orders: { retention: 14d }
      apis:
        shop:
          protocol: http
          routes:
            POST /orders: { to: functions.checkout, timeout: 10s }
            GET /health: functions.checkout
        intake:
          protocol: rest
          routes:
            POST /orders: queues.orders
        live:
          protocol: websocket
          routes: { $connect: functions.checkout, $default: functions.checkout }
      """
  ) { lowering, entry in
    guard entry.value("protocol", &lowering) != nil else { return }
    guard let kind = entry.text("protocol").flatMap(APIProtocol.init(rawValue:)) else { return }
    lowering.reportKeysOfOthers(entry, APIProtocol.keys, of: kind)
    var api = lowering.resource(entry, .apis)
    // CloudFormation makes no name for an API ("Name", AWS::ApiGatewayV2::Api and AWS::ApiGateway::RestApi).
    let name = entry.value("name", &lowering) ?? .sub("${AWS::StackName}-\(entry.name)", entry.span)
    api.properties.set("Name", at: entry.keySpan("name") ?? entry.span, name)
    switch kind {
    case .http: lowering.addHTTPAPI(api, entry)
    case .rest: lowering.addRestAPI(api, entry)
    case .websocket: lowering.addWebSocketAPI(api, entry)
    }
  }
}
