import Diagnostics
import Source
import Template
import YAML

extension Section {
  /// The methods of a route.
  static let methods = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

  private static let route = ObjectShape(
    [
      Key("to", .reference([.functions]), required: true, "The function that answers."),
      Key("timeout", .duration(.milliseconds), default: "30s", "How long the API waits for it: 50ms to 30s."),
    ], shorthand: "to")

  static let apis = Section(
    .apis,
    "HTTP APIs of API Gateway, in front of functions. Payload format 2.0, one stage, deployed by itself.",
    keys: [
      Key("protocol", .choice([Choice("http", "HTTP")]), to: "ProtocolType", required: true, "The kind of API."),
      Key(
        "routes", .map(.object(route)), required: true,
        "Routes, `METHOD /path` or `$default`, each with its function. `{name}` takes one part of the path, `{name+}` the rest."
      ),
      Key("description", .text, to: "Description", "What it is for."),
      Key(
        "cors",
        .object(
          ObjectShape([
            Key(
              "origins", .list(.text), to: "AllowOrigins", required: true,
              "Origins that may call: `https://shop.example`, or `*`."),
            Key("methods", .list(.text), to: "AllowMethods", "Methods they may use."),
            Key("headers", .list(.text), to: "AllowHeaders", "Headers they may send."),
            Key("exposeHeaders", .list(.text), to: "ExposeHeaders", "Headers they may read."),
            Key(
              "credentials", .boolean, to: "AllowCredentials", default: "false",
              "Whether cookies are sent; not with `*`."),
            Key("maxAge", .duration(.seconds), to: "MaxAge", "How long a browser keeps the answer."),
          ])), to: "CorsConfiguration", "Which web pages may call it."),
      Key(
        "throttle",
        .object(
          ObjectShape([
            Key("rate", .integer, to: "ThrottlingRateLimit", "Requests a second."),
            Key("burst", .integer, to: "ThrottlingBurstLimit", "Requests at once."),
          ])), "How many requests it takes."),
      Key("stage", .text, default: "$default", "The stage; any other than `$default` stands before the path."),
    ],
    example: """
      functions:
        checkout: { runtime: python3.13, handler: app.checkout, code: src/checkout }
      apis:
        shop:
          protocol: http
          routes:
            POST /orders: { to: functions.checkout, timeout: 10s }
            GET /health: functions.checkout
      """
  ) { lowering, entry in
    var api = lowering.resource(entry, .apis)
    // CloudFormation makes no name for an API ("Name", AWS::ApiGatewayV2::Api).
    let name = entry.value("name", &lowering) ?? .sub("${AWS::StackName}-\(entry.name)", entry.span)
    api.properties.set("Name", at: entry.keySpan("name") ?? entry.span, name)
    lowering.add(api, from: entry)
    for (name, route) in entry.namedEntries("routes", &lowering) { lowering.addRoute(name, route, of: entry) }
    lowering.addStage(of: entry)
  }
}

extension StackLowering {
  fileprivate mutating func addStage(of api: Entry) {
    let span = api.keySpan("stage") ?? api.span
    var stage = derived("\(api.logicalID)Stage", "AWS::ApiGatewayV2::Stage", from: api, at: span)
    stage.properties.set("ApiId", at: api.span, ref(api))
    stage.properties.set("StageName", at: span, api.value("stage", &self) ?? .string("$default", span))
    stage.properties.set("AutoDeploy", at: span, .bool(true, span))
    if let throttle = api.entry("throttle", &self), let place = api.keySpan("throttle") {
      stage.properties.set("DefaultRouteSettings", at: place, Value(.map(throttle.properties(&self)), place))
    }
    stage.condition = condition(of: api)
    add(stage)
  }

  /// A route, its integration and the permission to invoke the function.
  fileprivate mutating func addRoute(_ name: Node, _ route: Entry, of api: Entry) {
    guard let node = route.node("to"), let function = route.value("to", &self), let path = Route(name.text) else {
      if Route(name.text) == nil { findings.report(.invalidRoute(name.text, at: name.span, methods: Section.methods)) }
      return
    }
    let prefix = LogicalID.pascalCase(api.name) + path.id
    var integration = derived("\(prefix)Integration", "AWS::ApiGatewayV2::Integration", from: api, at: node.span)
    integration.properties.set("ApiId", at: api.span, ref(api))
    integration.properties.set("IntegrationType", at: node.span, .string("AWS_PROXY", node.span))
    integration.properties.set("IntegrationUri", at: route.keySpan("to") ?? node.span, function)
    integration.properties.set("PayloadFormatVersion", at: node.span, .string("2.0", node.span))
    if let timeout = route.value("timeout", &self) {
      integration.properties.set("TimeoutInMillis", at: route.keySpan("timeout") ?? timeout.span, timeout)
    }
    var resource = derived("\(prefix)Route", "AWS::ApiGatewayV2::Route", from: api, at: name.span)
    resource.properties.set("ApiId", at: api.span, ref(api))
    resource.properties.set("RouteKey", at: name.span, .string(name.text, name.span))
    resource.properties.set("Target", at: node.span, .sub("integrations/${\(prefix)Integration}", node.span))
    integration.condition = condition(of: api)
    resource.condition = condition(of: api)
    add(integration)
    add(resource)
    let source =
      "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${\(api.logicalID)}/*/\(path.arnSuffix)"
    admit(Arrow(from: "api", sourceARN: .sub(source, node.span), span: node.span), to: function, from: api)
  }
}

/// The key of a route of an HTTP API ("Routes for HTTP APIs", API Gateway Developer Guide).
struct Route {
  /// The method and the path, or nil for `$default`.
  let parts: (method: String, path: String)?

  /// Reads `METHOD /path` or `$default`.
  init?(_ key: String) {
    if key == "$default" {
      parts = nil
      return
    }
    let words = key.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, Section.methods.contains(String(words[0])), words[1].hasPrefix("/") else { return nil }
    parts = (String(words[0]), String(words[1]))
  }

  /// What tells its resources apart: `PostOrders`.
  var id: String {
    guard let parts else { return "Default" }
    let path = LogicalID.pascalCase(parts.path)
    return LogicalID.pascalCase(parts.method.lowercased()) + (path.isEmpty ? "Root" : path)
  }

  /// The end of the ARN that API Gateway gives as `aws:SourceArn`; a path parameter may be anything.
  var arnSuffix: String {
    guard let parts else { return "$default" }
    let path = parts.path.split(separator: "/").map { $0.hasPrefix("{") ? "*" : String($0) }.joined(separator: "/")
    return "\(parts.method == "ANY" ? "*" : parts.method)/\(path)"
  }
}
