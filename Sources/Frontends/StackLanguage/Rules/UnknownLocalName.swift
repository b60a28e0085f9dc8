import Diagnostics
import Source

extension Rule {
  static let unknownLocalName = Rule(
    "STK218", "unknown-local-name", .error, "an authorizer or model that the API does not have",
    why: """
      Routes name the authorizers and models of their own API. A name that is none of these would leave the route open, or \
      its body unchecked.
      """,
    examples: [
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n"
          + "apis:\n  shop:\n    protocol: http\n    authorizers: { staff: { function: functions.f } }\n    routes: { GET /orders: { to: functions.f, authorizer: ↓staf } }\n",
        fixed: "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n"
          + "apis:\n  shop:\n    protocol: http\n    authorizers: { staff: { function: functions.f } }\n    routes: { GET /orders: { to: functions.f, authorizer: staff } }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n"
          + "apis:\n  shop:\n    protocol: http\n    authorizers: { staff: { function: functions.f } }\n    routes: { GET /orders: { to: functions.f, authorizer: staff } }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension Diagnostic {
  static func unknownLocalName(_ name: String, noun: String, known: [String], at span: Span) -> Diagnostic {
    var diagnostic = Diagnostic(.unknownLocalName, "the API has no \(noun) `\(name)`", at: span)
    if let nearest = Spelling.nearest(to: name, in: known) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: true)]
    } else {
      diagnostic.help = [known.isEmpty ? "declare it in the API's `\(noun)s`" : "it has \(known.list)"]
    }
    return diagnostic
  }
}
