import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let rawDeliveryUnsupported = Rule(
    "STK512", "raw-delivery-unsupported", .error, "raw delivery to something that cannot take it", limits: ["SNS-009"],
    why: """
      SNS leaves its envelope off for queues, delivery streams and HTTP only. A function always gets the envelope: SNS \
      refuses the subscription.
      """,
    examples: [
      .bad(
        "topics:\n  news: { subscriptions: [{ to: functions.f, raw: ↓true }] }\nfunctions:\n  f: { \(Samples.function), onFailure: queues.failed }\nqueues:\n  failed: {}\n",
        files: Samples.handler),
      .good("topics:\n  news: { subscriptions: [{ to: queues.jobs, raw: true }] }\nqueues:\n  jobs: {}\n"),
    ])

  /// The protocols that take messages without the envelope ("Amazon SNS raw message delivery", SNS Developer Guide).
  static let protocolsWithRawDelivery: Set<String> = ["sqs", "http", "https", "firehose"]
}

extension Check {
  static let rawDeliveryUnsupported = Check(.rawDeliveryUnsupported) { context, findings in
    for subscription in context.wholeResources("AWS::SNS::Subscription") {
      guard let raw = subscription["RawMessageDelivery"], context.truth("RawMessageDelivery", of: subscription) == true,
        let name = subscription["Protocol"].flatMap(context.resolver.literal),
        !Rule.protocolsWithRawDelivery.contains(name)
      else { continue }
      findings.report(
        Diagnostic(
          .rawDeliveryUnsupported,
          name == "lambda"
            ? "a function cannot take messages without SNS's envelope" : "`\(name)` cannot take raw messages",
          at: raw.span, notes: [.init("delivered here", at: context.place("Endpoint", of: subscription))],
          consequences: [
            "AWS refuses the subscription: \"Delivery protocol [\(name)] does not support raw message delivery\""
          ]))
    }
  }
}
