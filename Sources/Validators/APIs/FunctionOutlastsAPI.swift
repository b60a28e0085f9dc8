import Diagnostics
import Source
import Template

extension Rule {
  static let functionOutlastsAPI = Rule(
    "STK562", "function-outlasts-api", .warning, "a function may run longer than the API waits for it",
    limits: ["AG2-002", "AG2-029", "AG2-030", "LAM-003"],
    why: """
      When the API's timeout ends, the caller gets an error, and the function goes on until its own timeout: it is paid \
      for, and what it does may happen although the caller was told that it failed.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function), timeout: ↓60s }\napis:\n  shop: { protocol: http, routes: { GET /orders: functions.f } }\n",
        files: Samples.handler),
      .bad(
        "functions:\n  f: { \(Samples.function), timeout: ↓20s }\napis:\n  shop: { protocol: http, routes: { GET /orders: { to: functions.f, timeout: 10s } } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function), timeout: 29s }\napis:\n  shop: { protocol: http, routes: { GET /orders: functions.f } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let functionOutlastsAPI = Check(.functionOutlastsAPI) { context, findings in
    var told: Set<String> = []
    for wire in context.wires([.apiToFunction]) {
      guard let function = context.function(wire.target), context.isWhole(function) || function["Timeout"] != nil,
        let timeout = context.number("Timeout", of: function, otherwise: "LAM-003"),
        let route = context.resource(wire.via), let integration = context.reader.integration(ofRoute: route),
        let most = context.longestTimeout(of: integration)
      else { continue }
      let isLong = most == CheckContext.limit("AG2-002")
      guard
        let patience = context.number("TimeoutInMillis", of: integration, otherwise: isLong ? "AG2-029" : "AG2-030"),
        patience <= most, timeout < Int(Int32.max), timeout * 1000 > patience, told.insert(function.logicalID).inserted
      else { continue }
      findings.report(.functionOutlastsAPI(function, timeout, patience, wire, integration, context))
    }
  }
}

extension Diagnostic {
  static func functionOutlastsAPI(
    _ function: Resource, _ timeout: Int, _ patience: Int, _ wire: Wire, _ integration: Resource,
    _ context: CheckContext
  ) -> Diagnostic {
    let wait = patience.isMultiple(of: 1000) ? "\(patience / 1000) s" : "\(patience) ms"
    let api = context.name(of: wire.source)
    return Diagnostic(
      .functionOutlastsAPI, "`\(function.label)` may run for \(timeout) s, but `\(api)` waits \(wait) for it",
      at: context.place("Timeout", of: function),
      notes: [.init("`\(api)` waits \(wait)", at: integration["TimeoutInMillis"]?.span ?? wire.span)],
      consequences: ["after \(wait) the caller gets 503 or 504, and the function goes on"],
      help: ["give the function at most \(wait), or hand long work to a queue"])
  }
}
