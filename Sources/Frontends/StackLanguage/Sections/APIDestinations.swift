import Diagnostics
import Source
import Template
import YAML

/// What the keys of `apiDestinations:` take.
private enum APIDestinationShapes {
  private static let parameters: KeyType = .map(.text)

  private static let apiKey = ObjectShape([
    Key("header", .text, to: "ApiKeyName", required: true, "The header that carries the key."),
    Key("value", .text, to: "ApiKeyValue", required: true, "The key: a dynamic reference to a secret."),
  ])

  private static let basic = ObjectShape([
    Key("user", .text, to: "Username", required: true, "The user's name."),
    Key("password", .text, to: "Password", required: true, "The password: a dynamic reference to a secret."),
  ])

  private static let oauth = ObjectShape([
    Key("url", .text, to: "AuthorizationEndpoint", required: true, "Where tokens are got: `https://…`."),
    Key(
      "method", .choice([Choice("GET"), Choice("POST"), Choice("PUT")]), to: "HttpMethod", default: "POST",
      "The method by which they are got."),
    Key("clientId", .text, required: true, "The client's id."),
    Key("clientSecret", .text, required: true, "The client's secret: a dynamic reference to a secret."),
    Key("headers", parameters, "Headers of the request for a token."),
    Key("query", parameters, "Its query parameters."),
    Key("body", parameters, "Fields of its body: `grant_type`, `scope`."),
  ])

  static let connection = ObjectShape(
    [
      Key("existing", .identifier, "The ARN of a connection that exists."),
      Key("apiKey", .object(apiKey), "A key in a header."),
      Key("basic", .object(basic), "A user's name and password."),
      Key("oauth", .object(oauth), "Client credentials, for which a token is got."),
      Key("headers", parameters, "Headers of every request."),
      Key("query", parameters, "Query parameters of every request."),
      Key("body", parameters, "Fields that every request's body has."),
      Key("description", .text, to: "Description", "Whose endpoint it is."),
    ], shorthand: "existing")
}

extension Section {
  static let apiDestinations = Section(
    .apiDestinations,
    """
    HTTP endpoints that EventBridge calls as targets of rules and pipes. An answer that takes longer than 5 seconds \
    counts as failed.
    """,
    keys: [
      Key(
        "url", .text, to: "InvocationEndpoint", required: true,
        "The endpoint: `https://…`; `*` for parts that a rule fills in."),
      Key(
        "method",
        .choice(["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"].map { Choice($0) }), to: "HttpMethod",
        default: "POST", "The method."),
      Key(
        "rate", .integer, to: "InvocationRateLimitPerSecond", default: "300", "At most so many requests a second."),
      Key("connection", .object(APIDestinationShapes.connection), required: true, "How EventBridge proves who calls."),
      Key("description", .text, to: "Description", "What it is for."),
    ],
    example: """
      apiDestinations:
        partner:
          url: https://partner.example/orders
          rate: 10
          connection:
            apiKey: { header: x-api-key, value: "{{resolve:secretsmanager:partner:SecretString:key}}" }
      rules:
        placed:
          pattern: { source: [shop.orders] }
          to: { target: apiDestinations.partner, deadLetter: queues.failed }
      queues:
        failed: { retention: 14d }
      """
  ) { lowering, entry in
    var destination = lowering.resource(entry, .apiDestinations)
    if destination["HttpMethod"] == nil, !entry.has("method") {
      destination.properties.set("HttpMethod", at: entry.span, .string("POST", entry.span))
    }
    if let connection = lowering.connection(of: entry), let place = entry.keySpan("connection") {
      destination.properties.set("ConnectionArn", at: place, connection)
    }
    lowering.add(destination, from: entry)
  }
}

extension StackLowering {
  private static let authorizations = ["existing", "apiKey", "basic", "oauth"]

  /// `ConnectionArn`: the connection that exists, or one that is made.
  fileprivate mutating func connection(of entry: Entry) -> Value? {
    guard let connection = entry.entry("connection", &self), let span = entry.keySpan("connection") else { return nil }
    let given = Self.authorizations.filter(connection.has)
    guard given.count == 1 else {
      findings.report(.exactlyOneKey(Self.authorizations, given: given.count, in: "connection", at: span))
      return nil
    }
    if given == ["existing"] {
      for key in ["headers", "query", "body", "description"] where connection.has(key) {
        findings.report(
          .unknownKey(key, at: connection.keySpan(key) ?? span, in: "connection", known: ["existing"]))
      }
      return connection.value("existing", &self)
    }
    let id = "\(LogicalID.pascalCase(entry.name))Connection"
    var resource = derived(id, "AWS::Events::Connection", from: entry, at: span)
    resource.properties = connection.properties(&self)
    setAuthorization(connection, &resource)
    resource.condition = condition(of: entry)
    add(resource)
    return .getAtt(id, "Arn", span)
  }

  private mutating func setAuthorization(_ connection: Entry, _ resource: inout Resource) {
    let span = resource.span
    var parameters = ValueMap()
    var type = "API_KEY"
    if let apiKey = connection.entry("apiKey", &self) {
      parameters.set("ApiKeyAuthParameters", at: apiKey.extent, Value(.map(apiKey.properties(&self)), apiKey.extent))
    }
    if let basic = connection.entry("basic", &self) {
      type = "BASIC"
      parameters.set("BasicAuthParameters", at: basic.extent, Value(.map(basic.properties(&self)), basic.extent))
    }
    if let oauth = connection.entry("oauth", &self) {
      type = "OAUTH_CLIENT_CREDENTIALS"
      parameters.set("OAuthParameters", at: oauth.extent, oauthParameters(oauth))
    }
    if let http = httpParameters(connection) { parameters.set("InvocationHttpParameters", at: span, http) }
    resource.properties.set("AuthorizationType", at: span, .string(type, span))
    resource.properties.set("AuthParameters", at: span, Value(.map(parameters), span))
  }

  private mutating func oauthParameters(_ oauth: Entry) -> Value {
    let span = oauth.extent
    var parameters = oauth.properties(&self)
    if !oauth.has("method") { parameters.set("HttpMethod", at: span, .string("POST", span)) }
    parameters.set(
      "ClientParameters", at: span,
      .object(
        span, ["ClientID": oauth.value("clientId", &self), "ClientSecret": oauth.value("clientSecret", &self)]))
    if let http = httpParameters(oauth) { parameters.set("OAuthHttpParameters", at: span, http) }
    return Value(.map(parameters), span)
  }

  /// What every request carries besides; EventBridge keeps each value as a secret unless told otherwise.
  private mutating func httpParameters(_ entry: Entry) -> Value? {
    var map = ValueMap()
    for (key, property) in [
      ("headers", "HeaderParameters"), ("query", "QueryStringParameters"), ("body", "BodyParameters"),
    ] {
      guard let values = entry.value(key, &self)?.map, let place = entry.keySpan(key) else { continue }
      let list = values.entries.map { item in
        Value.object(
          item.keySpan,
          [
            "Key": .string(item.key, item.keySpan), "Value": item.value,
            "IsValueSecret": .bool(item.value.isDynamicReference, item.keySpan),
          ])
      }
      map.set(property, at: place, .list(list, place))
    }
    return map.isEmpty ? nil : Value(.map(map), entry.extent)
  }
}

extension Value {
  /// Whether CloudFormation looks the value up when it deploys ("Get values stored in other services", User Guide).
  fileprivate var isDynamicReference: Bool {
    let text = string ?? intrinsic?.argument.string ?? intrinsic?.argument(0)?.string
    return text?.holdsDynamicReference == true
  }
}
