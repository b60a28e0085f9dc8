import Diagnostics
import Source
import Template

extension Rule {
  static let routeKeyUnfit = Rule(
    "STK565", "route-key-unfit", .error, "a route that API Gateway refuses",
    why: """
      A route of an HTTP API is a method and a path, or `$default`. A path parameter is a whole part of the path, has a name \
      of its own, and takes the rest of the path (`{name+}`) only at its end. API Gateway refuses anything else.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: http, routes: { ↓\"GET /orders/{id}/items/{id}\": functions.f } }\n",
        files: Samples.handler),
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: http, routes: { ↓\"GET /{path+}/items\": functions.f } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: http, routes: { \"GET /orders/{id}/{rest+}\": functions.f } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let routeKeyUnfit = Check(.routeKeyUnfit) { context, findings in
    for route in context.resources("AWS::ApiGatewayV2::Route") {
      guard let value = route["RouteKey"], let text = context.resolver.literal(value), context.isOfHTTPAPI(route),
        let fault = RouteKey.fault(in: text)
      else { continue }
      findings.report(
        Diagnostic(
          .routeKeyUnfit, "`\(text)` is no route: \(fault)", at: value.span,
          consequences: [
            "API Gateway refuses it: \"The provided route key is not formatted properly for HTTP protocol\""
          ],
          help: ["write it as `GET /orders/{id}`, `ANY /{rest+}` or `$default`"]))
    }
  }
}

extension CheckContext {
  /// Whether a route belongs to an HTTP API of this stack.
  func isOfHTTPAPI(_ route: Resource) -> Bool {
    guard let api = route["ApiId"].map(reader.endpoint).flatMap(resource) else { return false }
    return api["ProtocolType"].flatMap(resolver.literal) == "HTTP"
  }
}

/// The key of a route of an HTTP API ("Routes for HTTP APIs", API Gateway Developer Guide).
enum RouteKey {
  private static let methods: Set<String> = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

  /// What is wrong with a route key; nil if nothing is.
  static func fault(in key: String) -> String? {
    if key == "$default" { return nil }
    let words = key.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2 else { return "it must be a method, a blank and a path" }
    guard methods.contains(String(words[0])) else { return "`\(words[0])` is no method" }
    guard words[1].hasPrefix("/") else { return "the path must start with a slash" }
    return fault(inPath: words[1])
  }

  /// What is wrong with the parameters of a path; nil if nothing is.
  static func fault(inPath path: Substring) -> String? {
    let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    var names: Set<Substring> = []
    for (index, part) in parts.enumerated() {
      guard part.contains("{") || part.contains("}") else { continue }
      guard part.hasPrefix("{"), part.hasSuffix("}"), part.count > 2 else {
        return "a parameter must be a whole part of the path, as in `/{id}/`"
      }
      var name = part.dropFirst().dropLast()
      if name.hasSuffix("+") {
        name = name.dropLast()
        guard index == parts.count - 1 else { return "only the last part can take the rest of the path" }
      }
      guard !name.isEmpty, !name.contains("{"), !name.contains("}") else { return "a parameter has no name" }
      guard names.insert(name).inserted else { return "it has two parameters `\(name)`" }
    }
    return nil
  }
}
