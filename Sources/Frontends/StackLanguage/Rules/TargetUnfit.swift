import Diagnostics
import Source

extension Rule {
  static let targetUnfit = Rule(
    "STK217", "target-unfit", .error, "a resource that APIs of this kind cannot call",
    why: """
      An HTTP API calls queues, streams, event buses and state machines itself, and functions; topics and tables it does \
      not ("AWS service integrations for HTTP APIs", API Gateway Developer Guide). A REST API calls every service.
      """,
    examples: [
      .bad("topics:\n  news: {}\napis:\n  shop:\n    protocol: http\n    routes: { POST /news: ↓topics.news }\n"),
      .good("topics:\n  news: {}\napis:\n  shop:\n    protocol: rest\n    routes: { POST /news: topics.news }\n"),
    ])
}

extension Diagnostic {
  static func targetUnfit(_ target: String, _ kind: APIProtocol, at span: Span) -> Diagnostic {
    Diagnostic(
      .targetUnfit, "\(kind.phrase) cannot call `\(target)` itself", at: span,
      help: ["put a function between them, or make the API one of `protocol: rest`"])
  }
}
