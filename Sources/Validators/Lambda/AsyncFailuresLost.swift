import Diagnostics
import Source
import Template

extension Rule {
  static let asyncFailuresLost = Rule(
    "STK540", "async-failures-lost", .warning,
    "a function that is invoked asynchronously, and whose failed events are lost",
    limits: ["LAM-127"],
    why: """
      Rules and topics invoke functions asynchronously: nobody waits for the answer. When the function fails, Lambda tries \
      twice more, and then throws the event away, unless the function has a destination for failures or a dead-letter queue. \
      A rule's or subscription's own dead-letter queue takes only what could not be delivered to Lambda.
      """,
    examples: [
      .bad(
        "functions:\n  ↓report: { \(Samples.function) }\nrules:\n  nightly: { schedule: rate(1 day), to: functions.report }\n",
        fixed:
          "functions:\n  report: { \(Samples.function), onFailure: queues.reportFailed }\nrules:\n  nightly: { schedule: rate(1 day), to: functions.report }\nqueues:\n  reportFailed: { retention: 14d }\n",
        files: Samples.handler),
      .bad(
        "functions:\n  ↓report:\n    runtime: python3.13\n    handler: app.f\n    code: src\nqueues:\n  jobs: {}\ntopics:\n  news: { subscriptions: functions.report }\n",
        fixed:
          "functions:\n  report:\n    runtime: python3.13\n    handler: app.f\n    code: src\n    onFailure: queues.reportFailed\nqueues:\n  jobs: {}\n  reportFailed: { retention: 14d }\ntopics:\n  news: { subscriptions: functions.report }\n",
        files: Samples.handler),
      .good(
        "functions:\n  report: { \(Samples.function), onFailure: queues.failed }\nqueues:\n  failed: { retention: 14d }\nrules:\n  nightly: { schedule: rate(1 day), to: functions.report }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let asyncFailuresLost = Check(.asyncFailuresLost) { context, findings in
    let caught = context.caughtInvocations
    var told: Set<String> = []
    var offer = FailureQueueOffer(context)
    for wire in context.wires([.ruleToFunction, .topicToFunction]) {
      guard let target = wire.target.resourceID, let function = context.function(wire.target),
        context.isWhole(function),
        function["DeadLetterConfig"]?["TargetArn"] == nil, told.insert(target).inserted
      else { continue }
      let qualifiers = caught[function.logicalID] ?? []
      if qualifiers.contains(nil) || qualifiers.contains(context.qualifier(of: target)) { continue }
      var diagnostic = Diagnostic(
        .asyncFailuresLost, "events that `\(function.label)` fails on are lost", at: function.span,
        label: "has no destination for failures",
        notes: [.init("`\(context.name(of: wire.source))` invokes it asynchronously", at: wire.span)],
        consequences: ["Lambda tries an event twice more, and then throws it away"])
      if target == function.logicalID, let fix = offer.fix(for: function) {
        diagnostic.fixes = [fix]
      } else {
        diagnostic.help = ["give it a destination for failures, or a dead-letter queue"]
      }
      findings.report(diagnostic)
    }
  }
}

extension CheckContext {
  /// The qualifiers of each function whose failed asynchronous invocations go somewhere; nil stands for one not known.
  fileprivate var caughtInvocations: [String: Set<String?>] {
    var caught: [String: Set<String?>] = [:]
    for config in resources("AWS::Lambda::EventInvokeConfig") {
      guard config["DestinationConfig"]?["OnFailure"]?["Destination"] != nil, let name = config["FunctionName"],
        let id = reader.resource(namedBy: name).flatMap(reader.function)
      else { continue }
      let qualifier = config["Qualifier"].flatMap(resolver.literal)
      caught[id, default: []].insert(qualifier)
    }
    return caught
  }

  /// The qualifier under which a function, one of its aliases or versions is invoked; nil if it is not known.
  fileprivate func qualifier(of id: String) -> String? {
    guard let resource = template[id] else { return nil }
    switch resource.type {
    case "AWS::Lambda::Function": return "$LATEST"
    case "AWS::Lambda::Alias": return resource["Name"].flatMap(resolver.literal)
    default: return nil
    }
  }
}
