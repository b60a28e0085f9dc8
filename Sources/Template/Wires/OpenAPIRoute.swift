/// An operation of the OpenAPI definition that an API is made of, with what it calls: there it is what a route, or a method, with
/// its integration is where each is a resource ("OpenAPI extensions for API Gateway", API Gateway Developer Guide).
public struct OpenAPIRoute: Sendable {
  /// The path: `/orders/{id}`, or `$default`.
  public let path: String
  /// The method in capitals; `ANY` for all that have no operation of their own.
  public let method: String
  /// What is called: `x-amazon-apigateway-integration`.
  public let integration: Value

  /// `GET /orders/{id}`; to API Gateway a slash at the end makes no difference.
  public var key: String { path.hasPrefix("/") ? "\(method) \(Self.withoutSlashes(path))" : path }

  /// The member of an operation that says what is called.
  public static let integrationKey = "x-amazon-apigateway-integration"
  /// The member of a security scheme that says who is asked.
  public static let authorizerKey = "x-amazon-apigateway-authorizer"
  /// The member of a path that stands for all methods which have none of their own.
  public static let anyMethodKey = "x-amazon-apigateway-any-method"
  /// The route of all requests that no other takes; API Gateway exports it with a slash before it, and SAM writes it without.
  public static let standardPath = "$default"

  /// A path as routes have it.
  public static func path(_ key: String) -> String { key == "/" + standardPath ? standardPath : key }

  /// The method that a member of a path is; nil if it is none.
  public static func method(_ key: String) -> String? { methods[key.lowercased()] }

  /// How the members that are methods are named, in their usual order.
  public static let methodKeys = ["get", "put", "post", "delete", "options", "head", "patch", anyMethodKey]

  /// What a path holds besides methods ("Path Item Object", OpenAPI Specification 3.0.3).
  public static let partsOfPath: Set<String> = ["parameters", "summary", "description", "servers", "$ref"]

  private static let methods = Dictionary(
    uniqueKeysWithValues: methodKeys.map { ($0, $0 == anyMethodKey ? "ANY" : $0.uppercased()) })

  private static func withoutSlashes(_ path: String) -> Substring {
    var rest = path[...]
    while rest.count > 1, rest.hasSuffix("/") { rest.removeLast() }
    return rest
  }
}
