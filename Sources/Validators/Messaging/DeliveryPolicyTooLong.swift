import Diagnostics
import Source
import Template

extension Rule {
  static let deliveryPolicyTooLong = Rule(
    "STK591", "delivery-policy-too-long", .error, "a delivery policy that retries for longer than SNS does",
    limits: ["SNS-024"],
    why: """
      SNS tries a URL again for at most 3,600 s in all, however the policy spreads the attempts: "The total policy retry time for \
      an HTTP/S endpoint cannot be greater than 3,600 seconds. This is a hard limit and cannot be increased" ("Amazon SNS message \
      delivery retries", Amazon SNS Developer Guide). What is counted here is the least that the policy takes.
      """,
    examples: [
      .bad(Self.subscription("numRetries: ↓100, minDelayTarget: 60, maxDelayTarget: 60")),
      .good(Self.subscription("numRetries: 60, minDelayTarget: 60, maxDelayTarget: 60")),
    ])

  private static func subscription(_ policy: String) -> String {
    "resources:\n  Sub:\n    Type: AWS::SNS::Subscription\n    Properties:\n      TopicArn: \"arn:aws:sns:eu-west-1:123456789012:news\"\n      Protocol: https\n      Endpoint: \"https://shop.example/news\"\n      DeliveryPolicy: { healthyRetryPolicy: { \(policy) } }\n"
  }
}

extension Check {
  static let deliveryPolicyTooLong = Check(.deliveryPolicyTooLong) { context, findings in
    guard let most = CheckContext.limit("SNS-024") else { return }
    for subscription in context.resources("AWS::SNS::Subscription") {
      guard let policy = subscription["DeliveryPolicy"].flatMap(context.document)?["healthyRetryPolicy"],
        let retries = policy["numRetries"], let least = policy.leastRetryTime, least > most
      else { continue }
      findings.report(
        Diagnostic(
          .deliveryPolicyTooLong, "these retries take at least \(least) s, and SNS retries for \(most) s in all",
          at: retries.span, consequences: ["SNS refuses the delivery policy"],
          help: ["retry less often, or after shorter delays, and keep what failed in a dead-letter queue"]))
    }
  }
}

extension Datum {
  /// The least that the retries of a policy take together, in seconds; nil where the policy leaves it open. Attempts that
  /// come at once take nothing, the last ones the longest delay, and all others at least the shortest.
  fileprivate var leastRetryTime: Int? {
    guard let retries = whole("numRetries"), let shortest = whole("minDelayTarget"),
      (0...Self.sane).contains(retries), (0...Self.sane).contains(shortest)
    else { return nil }
    let longest = max(shortest, min(Self.sane, whole("maxDelayTarget") ?? shortest))
    let immediate = min(retries, max(0, whole("numNoDelayRetries") ?? 0))
    let last = min(retries - immediate, max(0, whole("numMaxDelayRetries") ?? 0))
    return (retries - immediate - last) * shortest + last * longest
  }

  /// Above this SNS refuses each of the numbers, and their product would be too large to count.
  private static let sane = 1_000_000

  private func whole(_ key: String) -> Int? { self[key]?.text?.literal.flatMap { Int($0) } }
}
