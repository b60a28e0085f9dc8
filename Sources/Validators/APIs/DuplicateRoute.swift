import Diagnostics
import Source
import Template

extension Rule {
  static let duplicateRoute = Rule(
    "STK566", "duplicate-route", .error, "two routes of one API that take the same requests",
    why: """
      An API has one route for a method and a path. Names of path parameters do not tell two routes apart: `/orders/{id}` \
      and `/orders/{order}` are the same. API Gateway refuses the second.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    routes:\n      GET /orders/{id}: functions.f\n      ↓GET /orders/{order}: functions.f\n",
        files: Samples.handler, options: ["--ignore", "STK2"]),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    routes:\n      GET /orders/{id}: functions.f\n      POST /orders/{id}: functions.f\n      $default: functions.f\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let duplicateRoute = Check(.duplicateRoute) { context, findings in
    var first: [Requests: Value] = [:]
    for route in context.resources("AWS::ApiGatewayV2::Route") where route.condition == nil {
      guard let value = route["RouteKey"], let key = context.resolver.literal(value),
        let api = route["ApiId"].map(context.reader.endpoint)
      else { continue }
      let same = Requests(api: api, method: nil, path: key.withoutParameterNames)
      if let earlier = first[same] {
        findings.report(
          Diagnostic(
            .duplicateRoute, "`\(key)` takes the same requests as another route", at: value.span,
            notes: [.init("the other route", at: earlier.span)],
            consequences: ["API Gateway refuses it: \"Route with key \(key) already exists for this API\""]))
      } else {
        first[same] = value
      }
    }
    for method in context.resources("AWS::ApiGateway::Method") where method.condition == nil {
      guard let value = method["HttpMethod"], let name = context.resolver.literal(value),
        let api = method["RestApiId"].map(context.reader.endpoint),
        let path = context.reader.path(ofMethod: method)
      else { continue }
      let same = Requests(api: api, method: name, path: path)
      if let earlier = first[same] {
        findings.report(
          Diagnostic(
            .duplicateRoute, "`\(name) \(path)` takes the same requests as another method", at: value.span,
            notes: [.init("the other method", at: earlier.span)],
            consequences: ["API Gateway refuses it: \"Method already exists for this resource\""]))
      } else {
        first[same] = value
      }
    }
  }
}

/// Requests that one route or method takes.
private struct Requests: Hashable {
  let api: Wire.Endpoint
  /// The method of a REST API; an HTTP API's route has it in its key.
  let method: String?
  let path: String
}

extension String {
  /// A route key in which every parameter is `{}` or `{+}`.
  fileprivate var withoutParameterNames: String {
    split(separator: "/", omittingEmptySubsequences: false).map { part in
      part.hasPrefix("{") && part.hasSuffix("}") ? (part.hasSuffix("+}") ? "{+}" : "{}") : String(part)
    }.joined(separator: "/")
  }
}
