import Diagnostics
import Source
import Template

extension Rule {
  static let largeMessagesUnsupported = Rule(
    "STK557", "large-messages-unsupported", .error, "a subscription that a topic for large messages cannot have",
    limits: ["SNS-005", "SNS-026"],
    why: """
      Since September 2026 a topic takes messages of up to 1 MiB if its `MaximumMessageSize` says so. Above 256 KiB it delivers to \
      queues, delivery streams and functions alone, and to at most 100 of them ("SetTopicAttributes", Amazon SNS API Reference).
      """,
    examples: [
      .bad(Self.topic(524_288, "Protocol: ↓email, Endpoint: a@shop.example")),
      .good(Self.topic(262_144, "Protocol: email, Endpoint: a@shop.example")),
      .good(
        Self.topic(524_288, "Protocol: sqs, Endpoint: \"arn:aws:sqs:eu-west-1:123456789012:jobs\"")),
    ])

  private static func topic(_ size: Int, _ properties: String) -> String {
    "resources:\n  News: { Type: AWS::SNS::Topic, Properties: { MaximumMessageSize: \(size) } }\n"
      + "  Sub: { Type: AWS::SNS::Subscription, Properties: { TopicArn: !Ref News, \(properties) } }\n"
  }
}

extension Check {
  /// What takes messages of that size.
  private static let protocols: Set<String> = ["sqs", "firehose", "lambda"]

  static let largeMessagesUnsupported = Check(.largeMessagesUnsupported) { context, findings in
    guard let usual = CheckContext.limit("SNS-004"), let most = CheckContext.limit("SNS-026") else { return }
    for topic in context.resources("AWS::SNS::Topic") {
      guard let size = topic["MaximumMessageSize"], let bytes = context.resolver.integer(size), bytes > usual else {
        continue
      }
      let note = Diagnostic.Note("messages may have \(bytes) bytes", at: size.span)
      let subscriptions = context.subscriptions(of: topic)
      for (protocolValue, _) in subscriptions {
        guard let protocolValue, let name = context.resolver.literal(protocolValue), !protocols.contains(name) else {
          continue
        }
        findings.report(
          Diagnostic(
            .largeMessagesUnsupported,
            "a topic for messages above \(usual) bytes does not deliver to `\(name)`", at: protocolValue.span,
            notes: [note], consequences: ["SNS refuses the subscription"],
            help: ["keep messages at \(usual) bytes, or deliver to a queue, a delivery stream or a function"],
            limits: ["SNS-005"]))
      }
      guard subscriptions.indices.contains(most) else { continue }
      findings.report(
        Diagnostic(
          .largeMessagesUnsupported,
          "`\(topic.label)` has \(subscriptions.count) subscriptions, and a topic for messages above \(usual) bytes has at most \(most)",
          at: subscriptions[most].place, notes: [note], consequences: ["SNS refuses the subscription"],
          help: ["keep messages at \(usual) bytes, or let a subscriber hand them on"], limits: ["SNS-026"]))
    }
  }
}

extension CheckContext {
  /// The subscriptions of a topic, those of its own property first: what each says of its protocol, and where it is.
  fileprivate func subscriptions(of topic: Resource) -> [(protocolValue: Value?, place: Span)] {
    let own = (topic["Subscription"]?.list ?? []).map { ($0["Protocol"], $0.span) }
    let others = resources("AWS::SNS::Subscription").filter {
      $0["TopicArn"].flatMap(reader.resource(namedBy:)) == topic.logicalID
    }
    return own + others.map { ($0["Protocol"], $0.span) }
  }
}
