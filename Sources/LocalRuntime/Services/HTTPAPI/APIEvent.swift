import Wiring

/// The events that HTTP and REST APIs invoke functions with ("Create AWS Lambda proxy integrations for HTTP APIs", "Lambda proxy
/// integrations in API Gateway", API Gateway Developer Guide).
enum APIEvent {
  /// What an event holds beside the body, about.
  private static let usualSize = 2048

  /// The event of a request, in the format of its route.
  static func bytes(_ routed: RoutedRequest) -> [UInt8] {
    routed.route.payload == "1.0" ? format1(routed) : format2(routed)
  }

  private static func format2(_ routed: RoutedRequest) -> [UInt8] {
    let request = routed.request
    var json = EventJSON(capacity: usualSize + request.body.count * 4 / 3)
    json.object { json in
      json.member("version", "2.0")
      json.member("routeKey", routed.route.key)
      json.member("rawPath", routed.path)
      json.member("rawQueryString", request.rawQuery)
      var headers = routed.headers()
      if let cookies = headers.firstIndex(where: { $0.name == "cookie" }) {
        let values = headers.remove(at: cookies).values
        json.member("cookies", values.flatMap(Self.cookies))
      }
      json.object("headers") { json in
        for header in headers { json.member(header.name, header.values.joined(separator: ",")) }
      }
      let query = APIPath.parameters(request.rawQuery)
      if !query.isEmpty {
        json.object("queryStringParameters") { json in
          for parameter in query { json.member(parameter.name, parameter.values.joined(separator: ",")) }
        }
      }
      json.object("requestContext") { context2(routed, &$0) }
      if !request.body.isEmpty { json.body(request.body, isText: routed.isTextBody) }
      if !routed.parameters.isEmpty {
        json.object("pathParameters") { json in for item in routed.parameters { json.member(item.name, item.value) } }
      }
      if request.body.isEmpty { json.member("isBase64Encoded", false) }
      if !routed.stage.variables.items.isEmpty {
        json.object("stageVariables") { json in
          for item in routed.stage.variables.items { json.member(item.name, item.value) }
        }
      }
    }
    return json.bytes
  }

  private static func context2(_ routed: RoutedRequest, _ json: inout EventJSON) {
    let request = routed.request
    json.member("accountId", routed.api.account)
    json.member("apiId", routed.api.plan.apiID)
    json.member("domainName", routed.api.domain)
    json.member("domainPrefix", routed.api.plan.apiID)
    json.object("http") { json in
      json.member("method", request.method)
      json.member("path", routed.path)
      json.member("protocol", request.protocolName)
      json.member("sourceIp", request.sourceIP)
      json.member("userAgent", request.header("user-agent") ?? "")
    }
    json.member("requestId", routed.id)
    json.member("routeKey", routed.route.key)
    json.member("stage", routed.stage.name)
    json.member("time", APIStamp.time(routed.time))
    json.member("timeEpoch", routed.time.milliseconds)
  }

  private static func format1(_ routed: RoutedRequest) -> [UInt8] {
    let request = routed.request
    let headers = routed.headers()
    let query = APIPath.parameters(request.rawQuery)
    var json = EventJSON(capacity: usualSize * 2 + request.body.count * 4 / 3)
    json.object { json in
      if !routed.api.isREST { json.member("version", "1.0") }
      json.member("resource", routed.resource)
      json.member("path", routed.api.isREST ? routed.pathInStage : routed.path)
      json.member("httpMethod", request.method)
      // Where only one value has room, it is the last.
      json.object("headers") { json in for header in headers { json.member(header.name, header.values.last ?? "") } }
      json.object("multiValueHeaders") { json in for header in headers { json.member(header.name, header.values) } }
      json.object("queryStringParameters", orNullIf: query.isEmpty) { json in
        for item in query { json.member(item.name, item.values.last ?? "") }
      }
      json.object("multiValueQueryStringParameters", orNullIf: query.isEmpty) { json in
        for item in query { json.member(item.name, item.values) }
      }
      json.object("requestContext") { context1(routed, &$0) }
      json.object("pathParameters", orNullIf: routed.parameters.isEmpty) { json in
        for item in routed.parameters { json.member(item.name, item.value) }
      }
      json.object("stageVariables", orNullIf: routed.stage.variables.items.isEmpty) { json in
        for item in routed.stage.variables.items { json.member(item.name, item.value) }
      }
      if request.body.isEmpty {
        json.null("body")
        json.member("isBase64Encoded", false)
      } else {
        json.body(routed.body, isText: routed.isTextBody)
      }
    }
    return json.bytes
  }

  /// What format 1.0 says of a caller that signed its request or has a certificate: nothing here does.
  private static let identities = [
    "accessKey", "accountId", "caller", "cognitoAmr", "cognitoAuthenticationProvider", "cognitoAuthenticationType",
    "cognitoIdentityId", "cognitoIdentityPoolId", "principalOrgId",
  ]

  private static func context1(_ routed: RoutedRequest, _ json: inout EventJSON) {
    let request = routed.request
    json.member("accountId", routed.api.account)
    json.member("apiId", routed.api.plan.apiID)
    json.member("domainName", routed.api.domain)
    json.member("domainPrefix", routed.api.plan.apiID)
    json.member("extendedRequestId", routed.id)
    json.member("httpMethod", request.method)
    json.object("identity") { json in
      for name in identities { json.null(name) }
      json.member("sourceIp", request.sourceIP)
      json.null("user")
      json.member("userAgent", request.header("user-agent") ?? "")
      json.null("userArn")
    }
    json.member("path", routed.path)
    json.member("protocol", request.protocolName)
    json.member("requestId", routed.id)
    json.member("requestTime", APIStamp.time(routed.time))
    json.member("requestTimeEpoch", routed.time.milliseconds)
    json.member("resourceId", routed.route.key)
    json.member("resourcePath", routed.resource)
    json.member("stage", routed.stage.name)
  }

  /// The cookies of a `Cookie` header (RFC 6265, section 4.2.1).
  private static func cookies(_ header: String) -> [String] {
    header.split(separator: ";").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
  }
}

extension RoutedRequest {
  /// The route's path, or `$default`.
  fileprivate var resource: String { route.key.split(separator: " ", maxSplits: 1).last.map(String.init) ?? route.key }
}

extension EventJSON {
  fileprivate mutating func object(_ name: String, orNullIf isNull: Bool, _ body: (inout EventJSON) -> Void) {
    if isNull { null(name) } else { object(name, body) }
  }
}
