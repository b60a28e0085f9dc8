extension APIShapes {
  /// The kinds of resources that a route can go to.
  static let targets: [ResourceKind] = [.functions, .queues, .topics, .stateMachines, .streams, .buses, .tables]

  static let route = ObjectShape(
    [
      Key("to", .reference(targets), "Who answers: a function, or a resource that the API calls itself."),
      Key("http", .text, "An address that answers instead: `https://…`; `{name}` is the path's."),
      Key("method", .text, default: "the route's", "With `http`: the method of the call."),
      Key("vpcLink", .text, "With `http`: id of the VPC link that leads there."),
      Key("mock", .object(mock), "An answer without anybody behind it."),
      Key(
        "timeout", .duration(.milliseconds), default: "30s; REST and WebSocket: 29s",
        "How long the API waits: from 50ms."),
      Key("authorizer", .text, "Who decides about callers: a name of `authorizers`, `iam`, or `none`."),
      Key("scopes", .list(.text), "Scopes, one of which a token must have."),
      Key("apiKey", .boolean, default: "false", "REST: whether a caller needs an API key of a usage plan."),
      Key("throttle", .object(throttle), "How many requests the route takes."),
      Key("cache", .either(.boolean, .object(routeCache)), default: "as the API", "REST: whether answers are kept."),
      Key("request", .object(request), "REST: what is checked before anything is called."),
      Key("responses", .map(.object(response)), "REST, not functions: what becomes of the answer, by status."),
      Key("response", .boolean, default: "false", "WebSocket: whether the answer goes back to the caller."),
      Key("role", .reference([.roles]), default: "derived", "The role with which the API calls a resource."),
      Key(
        "call", .choice(ServiceCall.words), literal: true, default: "what sends or starts",
        "What the API calls of a resource."),
      Key("template", .text, "REST, WebSocket: the body of that call, as a mapping template."),
      Key("parameters", .map(.text), "Parameters of that call, as mappings; they win over the derived ones."),
      Key(
        "messageGroupId", .text, default: "`$context.apiId`", "FIFO queues and topics: the message group, as a mapping."
      ),
      Key("partitionKey", .text, default: "`$context.requestId`", "Streams: the partition key, as a mapping."),
      Key("source", .text, default: "the stack's name", "Buses: the event's source."),
      Key("detailType", .text, default: "the route", "Buses: the event's detail type."),
    ], shorthand: "to")

  private static let mock = ObjectShape([
    Key("status", .integer, default: "200", "The status."),
    Key("body", .text, "The body."),
  ])

  private static let routeCache = ObjectShape([
    Key("ttl", .duration(.seconds), "For how long an answer is kept."),
    Key(
      "keys", .list(.text), "What tells answers apart besides the path: `path.id`, `querystring.page`, `header.Accept`."
    ),
  ])

  private static let request = ObjectShape([
    Key("model", .text, "The shape of the body: a name of `models`."),
    Key("parameters", .list(.text), "What must be there: `querystring.page`, `header.Accept`."),
  ])

  private static let response = ObjectShape([
    Key("when", .text, "Which answers become this: a regular expression over the status; without it all others."),
    Key("template", .text, "The body, as a mapping template."),
    Key("headers", .map(.text), "Headers: mappings, or texts in `'…'`."),
  ])
}
