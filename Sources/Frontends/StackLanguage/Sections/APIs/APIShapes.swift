/// The maps that stand in an entry of `apis:`.
enum APIShapes {
  static let routesSummary =
    "HTTP and REST: `METHOD /path`, `{name}` takes one part of the path, `{name+}` the rest; HTTP: also `$default`. WebSocket: `$connect`, `$disconnect`, `$default` and values of `routeSelection`."
  static let stageSummary = "The stage; any other than `$default` stands before the path."

  static let logLevels = [Choice("error", "ERROR"), Choice("info", "INFO")]
  static let endpoints = [Choice("edge", "EDGE"), Choice("regional", "REGIONAL"), Choice("private", "PRIVATE")]
  static let keySources = [Choice("header", "HEADER"), Choice("authorizer", "AUTHORIZER")]

  static let throttle = ObjectShape([
    Key("rate", .integer, to: "ThrottlingRateLimit", "Requests a second."),
    Key("burst", .integer, to: "ThrottlingBurstLimit", "Requests at once."),
  ])

  static let cors = ObjectShape([
    Key(
      "origins", .list(.text), to: "AllowOrigins", required: true,
      "Origins that may call: `https://shop.example`, or `*`."),
    Key("methods", .list(.text), to: "AllowMethods", "Methods they may use."),
    Key("headers", .list(.text), to: "AllowHeaders", "Headers they may send."),
    Key("exposeHeaders", .list(.text), to: "ExposeHeaders", "Headers they may read."),
    Key("credentials", .boolean, to: "AllowCredentials", default: "false", "Whether cookies are sent; not with `*`."),
    Key("maxAge", .duration(.seconds), to: "MaxAge", "How long a browser keeps the answer."),
  ])

  static let accessLogs = ObjectShape(
    [
      Key("to", .reference([.logs, .deliveryStreams]), default: "a log group of its own", "Where the lines go."),
      Key("retention", .duration(.days), default: "30d", "How long its own log group keeps them."),
      Key(
        "format", .map(.text), default: "who asked for what, and the status",
        "What a line holds: names and `$context` variables."),
    ], shorthand: "to")

  static let domain = ObjectShape([
    Key("name", .text, required: true, "The domain name: `api.shop.example`."),
    Key("certificate", .text, required: true, "ARN of its certificate in ACM; for an edge API in us-east-1."),
    Key("basePath", .text, "The part of the path below which the API stands."),
    Key(
      "mutualTLS",
      .object(
        ObjectShape(
          [
            Key(
              "truststore", .text, to: "TruststoreUri", required: true,
              "The certificates that are trusted: `s3://bucket/key`."),
            Key("version", .text, to: "TruststoreVersion", "The version of that object."),
          ], shorthand: "truststore")), "Callers show a certificate too."),
  ])

  static let authorizer = ObjectShape([
    Key("jwt", .reference([.userPools]), "HTTP, REST: tokens of this user pool."),
    Key("issuer", .text, "HTTP, REST: who signs the tokens, where that is no user pool of the stack: `https://…`."),
    Key("audience", .list(.text), default: "the user pool's clients", "HTTP, REST: whom the tokens are for."),
    Key(
      "algorithms", .list(.text), default: "RS256",
      "REST: how the issuer may sign: `RS256`, `RS384`, `RS512`, `ES256`, `ES384`, `ES512`."),
    Key("cognito", .list(.reference([.userPools])), "REST: tokens of these user pools."),
    Key("function", .reference([.functions]), "A function that decides."),
    Key(
      "type", .choice([Choice("token", "TOKEN"), Choice("request", "REQUEST")]), default: "request",
      "REST: what the function sees: a token, or the whole request."),
    Key(
      "identity", .list(.text), default: "`header.Authorization`",
      "What identifies a caller: `header.NAME`, `querystring.NAME`, `context.NAME`, `stageVariables.NAME`. A request without it is refused."
    ),
    Key(
      "pattern", .text, to: "IdentityValidationExpression",
      "REST, token: what a token must look like: a regular expression."),
    Key("ttl", .duration(.seconds), default: "300s; HTTP: 0s", "For how long an answer is kept: up to 1h."),
    Key("simple", .boolean, default: "false", "HTTP: the function answers `{\"isAuthorized\": true}`, not a policy."),
  ])

  static let cache = ObjectShape([
    Key("size", .text, required: true, "0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118 or 237 GB."),
    Key(
      "ttl", .duration(.seconds), to: "CacheTtlInSeconds", default: "300s", "For how long an answer is kept: up to 1h."),
    Key("encrypted", .boolean, to: "CacheDataEncrypted", default: "true", "Whether it is encrypted."),
  ])

  static let usagePlan = ObjectShape([
    Key("description", .text, to: "Description", "What it is for."),
    Key(
      "throttle",
      .object(
        ObjectShape([
          Key("rate", .integer, to: "RateLimit", "Requests a second."),
          Key("burst", .integer, to: "BurstLimit", "Requests at once."),
        ])), to: "Throttle", "How many requests each of its keys may make."),
    Key(
      "quota",
      .object(
        ObjectShape([
          Key("limit", .integer, to: "Limit", required: true, "Requests in a period."),
          Key(
            "period", .choice([Choice("day", "DAY"), Choice("week", "WEEK"), Choice("month", "MONTH")]), to: "Period",
            required: true, "The period."),
        ])), to: "Quota", "How many requests each of its keys may make in a period."),
    Key("keys", .list(.text), "Names of API keys; each is made, with a value that AWS chooses."),
  ])

  static let gatewayResponse = ObjectShape([
    Key("status", .integer, default: "AWS's own", "The status."),
    Key("headers", .map(.text), "Headers and their values."),
    Key("body", .text, "The body, with `$context` variables."),
  ])

  static let canary = ObjectShape([
    Key("percent", .integer, to: "PercentTraffic", required: true, "The part of the requests, in percent."),
    Key("stable", .text, "Id of the deployment that all other requests stay with; without it both run the new one."),
    Key("variables", .map(.text), to: "StageVariableOverrides", "Stage variables that are others there."),
    Key("useCache", .boolean, to: "UseStageCache", default: "false", "Whether it shares the stage's cache."),
  ])
}
