import Diagnostics
import Source

/// The kinds of APIs that API Gateway has.
enum APIProtocol: String, CaseIterable {
  case http, rest, websocket

  /// The words of `protocol:`.
  static let choices = [Choice("http", "HTTP"), Choice("rest", "REST"), Choice("websocket", "WEBSOCKET")]

  /// What one is called, with its article.
  var phrase: String {
    switch self {
    case .http: "an HTTP API"
    case .rest: "a REST API"
    case .websocket: "a WebSocket API"
    }
  }

  /// What several are called.
  var plural: String {
    switch self {
    case .http: "HTTP APIs"
    case .rest: "REST APIs"
    case .websocket: "WebSocket APIs"
    }
  }

  /// Keys of an entry that only some kinds have ("Choose between REST APIs and HTTP APIs", API Gateway Developer Guide).
  static let keys: [String: Set<APIProtocol>] = [
    "apiKeySource": [.rest], "binaryMediaTypes": [.rest], "cache": [.rest], "canary": [.rest],
    "compression": [.rest], "cors": [.http, .rest], "endpoint": [.rest], "gatewayResponses": [.rest],
    "logLevel": [.rest, .websocket], "models": [.rest], "routeSelection": [.websocket], "tracing": [.rest],
    "usagePlans": [.rest], "vpcEndpoints": [.rest],
  ]

  /// Keys of a route that only some kinds have.
  static let routeKeys: [String: Set<APIProtocol>] = [
    "apiKey": [.rest], "cache": [.rest], "mock": [.rest, .websocket], "request": [.rest], "response": [.websocket],
    "responses": [.rest], "scopes": [.http, .rest], "template": [.rest, .websocket],
  ]

  /// Keys of an authorizer that only some kinds have.
  static let authorizerKeys: [String: Set<APIProtocol>] = [
    "algorithms": [.rest], "audience": [.http, .rest], "cognito": [.rest], "issuer": [.http, .rest],
    "jwt": [.http, .rest], "pattern": [.rest], "simple": [.http], "ttl": [.http, .rest], "type": [.rest],
  ]
}

extension StackLowering {
  /// Reports keys of a map that an API of this kind has not.
  mutating func reportKeysOfOthers(_ entry: Entry, _ table: [String: Set<APIProtocol>], of kind: APIProtocol) {
    for key in entry.shape.keys.map(\.name) {
      guard let kinds = table[key], !kinds.contains(kind), entry.has(key), let span = entry.keySpan(key) else {
        continue
      }
      findings.report(.keyOfOtherProtocol(key, kind, kinds, at: span))
    }
  }
}
