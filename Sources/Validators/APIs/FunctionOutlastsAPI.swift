import Diagnostics
import Source
import Template

extension Rule {
  static let functionOutlastsAPI = Rule(
    "STK562", "function-outlasts-api", .warning, "a function may run longer than the API waits for it",
    limits: ["AGW-002", "AGW-003", "AG2-029", "AG2-030", "LAM-003"],
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
      .bad(
        "functions:\n  f: { \(Samples.function), timeout: ↓60s }\napis:\n  shop: { protocol: rest, routes: { GET /orders: functions.f } }\n",
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
        let wait = context.patience(of: wire), timeout < Int(Int32.max), timeout * 1000 > wait.milliseconds,
        told.insert(function.logicalID).inserted
      else { continue }
      var finding = Diagnostic.functionOutlastsAPI(
        function, timeout, wait.milliseconds, wait.span ?? wire.span, wire, context)
      if wait.span == nil { finding.limits.append(wait.limit) }
      if function["Timeout"] == nil { finding.limits.append("LAM-003") }
      if context.isREST(wire) { finding.limits.append("AGW-003") }
      findings.report(finding)
    }
  }
}

extension CheckContext {
  /// Whether a REST API makes an arrow.
  fileprivate func isREST(_ wire: Wire) -> Bool {
    ["AWS::ApiGateway::Method", "AWS::ApiGateway::RestApi"].contains(resource(wire.via)?.type)
  }

  /// A member of an arrow's integration by its name in definitions: that of a method has it with a capital letter.
  private func integrationMember(_ name: String, _ wire: Wire, _ via: Resource) -> Value? {
    wire.route?.integration[name] ?? via["Integration"]?[name.prefix(1).uppercased() + name.dropFirst()]
  }

  /// Whether the function may be invoked without waiting for it ("Set up asynchronous invocation of the backend Lambda
  /// function", API Gateway Developer Guide).
  private func isAsynchronous(_ wire: Wire, _ via: Resource) -> Bool {
    (integrationMember("requestParameters", wire, via)?.map?.entries ?? []).contains { entry in
      entry.key.lowercased() == "integration.request.header.x-amz-invocation-type"
        && resolver.literal(entry.value) != "'RequestResponse'"
    }
  }

  /// Whether the answer may be passed on bit by bit, which may take longer than one that is awaited ("Stream the integration
  /// response for your proxy integrations in API Gateway", API Gateway Developer Guide).
  private func streams(_ wire: Wire, _ via: Resource) -> Bool {
    integrationMember("responseTransferMode", wire, via).map { resolver.literal($0) != "BUFFERED" } ?? false
  }

  /// How long an API waits for the function at an arrow, in milliseconds, where that is written, and the limit that holds
  /// where it is not; nil if it is not known, or no API's to choose.
  fileprivate func patience(of wire: Wire) -> (milliseconds: Int, span: Span?, limit: String)? {
    guard let via = resource(wire.via) else { return nil }
    let isREST = isREST(wire)
    if isAsynchronous(wire, via) { return nil }
    if isREST || wire.route != nil {
      let usual = isREST ? "AGW-002" : "AG2-029"
      guard let value = integrationMember("timeoutInMillis", wire, via) else {
        return streams(wire, via) ? nil : Self.limit(usual).map { ($0, nil, usual) }
      }
      return resolver.integer(value).map { ($0, value.span, usual) }
    }
    guard let integration = reader.integration(ofRoute: via), let most = longestTimeout(of: integration) else {
      return nil
    }
    let usual = most == Self.limit("AG2-002") ? "AG2-029" : "AG2-030"
    guard let patience = number("TimeoutInMillis", of: integration, otherwise: usual), patience <= most else {
      return nil
    }
    return (patience, integration["TimeoutInMillis"]?.span, usual)
  }
}

extension Diagnostic {
  static func functionOutlastsAPI(
    _ function: Resource, _ timeout: Int, _ patience: Int, _ place: Span, _ wire: Wire, _ context: CheckContext
  ) -> Diagnostic {
    let wait = patience.isMultiple(of: 1000) ? "\(patience / 1000) s" : "\(patience) ms"
    let api = context.name(of: wire.source)
    return Diagnostic(
      .functionOutlastsAPI, "`\(function.label)` may run for \(timeout) s, but `\(api)` waits \(wait) for it",
      at: context.place("Timeout", of: function),
      notes: [.init("`\(api)` waits \(wait)", at: place)],
      consequences: ["after \(wait) the caller gets 503 or 504, and the function goes on"],
      help: ["give the function at most \(wait), or hand long work to a queue"])
  }
}
