import Diagnostics
import Source
import Template

extension Rule {
  static let eventLoop = Rule(
    "STK912", "event-loop", .warning, "events that come back to the function that sent them",
    why: """
      What a function sends comes back to it, through queues, topics, rules or destinations. Unless the code stops it, the \
      circle runs until somebody notices the bill. Lambda stops some circles after 16 rounds, through queues, topics and \
      buckets, and only of functions whose SDK carries the trace along ("Use Lambda recursive loop detection", AWS Lambda \
      Developer Guide). A rule with a pattern may leave out what its own target sends, so that such a circle is only \
      advice; a dead-letter queue on the way is none at all.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function), consumes: queues.jobs, access: { ↓send: queues.jobs } }\n"
          + Samples.jobs,
        files: Samples.handler),
      .bad(
        "functions:\n  f: { \(Samples.function), access: { publish: topics.news }, consumes: queues.jobs }\n"
          + "topics:\n  news: { subscriptions: ↓queues.jobs }\n" + Samples.jobs,
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function), consumes: queues.jobs, access: { send: queues.done } }\n"
          + Samples.jobs + "  done: {}\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let eventLoop = Check(.eventLoop) { context, findings in
    for circle in context.eventGraph.cycles where !circle.isEmpty {
      // A circle without a function hands on what it got, which the services themselves refuse or bound.
      guard circle.contains(where: { context.template[$0.from]?.type == "AWS::Lambda::Function" }) else { continue }
      findings.report(.eventLoop(circle, context))
    }
  }
}

extension CheckContext {
  /// Actions that make events of what a function calls.
  private static let sending: Set<String> = [
    "sqs:SendMessage", "sns:Publish", "events:PutEvents", "lambda:InvokeFunction", "s3:PutObject", "kinesis:PutRecord",
    "kinesis:PutRecords", "firehose:PutRecord", "states:StartExecution", "dynamodb:PutItem",
  ]

  /// Who hands events on to whom: the arrows, what functions send, and what the rules of a bus take from it.
  fileprivate var eventGraph: DependencyGraph {
    var edges: [DependencyGraph.Edge] = []
    func node(_ id: String?) -> String? { id.map { reader.function($0) ?? $0 } }
    for wire in wires where wire.flow == .event {
      guard let source = node(wire.source.resourceID), let target = node(wire.target.resourceID) else { continue }
      edges.append(DependencyGraph.Edge(from: source, to: target, span: wire.span, reason: "goes to"))
    }
    for access in template.accesses {
      let isSending = access.grants.contains { $0.actions.contains { Self.sending.contains($0.text) } }
      guard isSending, let target = node(access.target) else { continue }
      edges.append(DependencyGraph.Edge(from: access.function, to: target, span: access.span, reason: "sends to"))
    }
    for rule in resources("AWS::Events::Rule") {
      guard let value = rule["EventBusName"], let bus = reader.resource(namedBy: value) else { continue }
      edges.append(DependencyGraph.Edge(from: bus, to: rule.logicalID, span: rule.span, reason: "goes to"))
    }
    return DependencyGraph(nodes: template.resources.map(\.logicalID), edges: edges)
  }
}

extension Diagnostic {
  fileprivate static func eventLoop(_ circle: [DependencyGraph.Edge], _ context: CheckContext) -> Diagnostic {
    func name(_ id: String) -> String { context.template[id].map { context.called($0) } ?? id }
    let isFiltered = circle.contains { context.template[$0.from]?["EventPattern"] != nil }
    let path = (circle.map(\.from) + [circle[0].from]).map { "`\(name($0))`" }.joined(separator: " → ")
    // The last arrow that was written closes the circle.
    let closing = circle.max { $0.span < $1.span } ?? circle[0]
    return Diagnostic(
      .eventLoop, "events go round in a circle: \(path)", at: closing.span, severity: isFiltered ? .info : nil,
      notes: circle.filter { $0.span != closing.span }.map {
        .init("`\(name($0.from))` \($0.reason) `\(name($0.to))`", at: $0.span)
      },
      consequences: [
        isFiltered
          ? "unless a pattern leaves it out, every event makes the next one"
          : "every event makes the next one, until the code or somebody stops it"
      ],
      help: ["send to something else, or make sure that the code does not send for what it sent itself"])
  }
}
