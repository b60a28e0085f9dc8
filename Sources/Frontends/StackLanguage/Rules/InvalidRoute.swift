import Diagnostics
import Source

extension Rule {
  static let invalidRoute = Rule(
    "STK213", "invalid-route", .error, "a route that is not `METHOD /path`",
    why: """
      An HTTP API matches a method and a path, such as `POST /orders` or `ANY /{proxy+}`, or `$default` for whatever \
      nothing else takes ("Routes for HTTP APIs", API Gateway Developer Guide).
      """,
    examples: [
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n"
          + "apis:\n  shop: { protocol: http, routes: { ↓POST orders: functions.f } }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n"
          + "apis:\n  shop: { protocol: http, routes: { POST /orders: functions.f } }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension Diagnostic {
  static func invalidRoute(
    _ route: String, at span: Span, methods: [String], hasDefault: Bool = true
  ) -> Diagnostic {
    let words = route.split(separator: " ")
    var diagnostic = Diagnostic(
      .invalidRoute,
      "`\(route)` is no route: it takes a method, a blank and a path\(hasDefault ? ", or `$default`" : "")", at: span)
    if words.count == 2, methods.contains(words[0].uppercased()) {
      let path = words[1].hasPrefix("/") ? String(words[1]) : "/" + words[1]
      let mended = "\(words[0].uppercased()) \(path)"
      diagnostic.fixes = [.replace(span, with: mended, title: "change to `\(mended)`", safe: true)]
    } else {
      diagnostic.help = ["the methods are \(methods.list)"]
    }
    return diagnostic
  }
}
