import Diagnostics
import Source
import Template

extension Rule {
  static let subscriptionWithoutRole = Rule(
    "STK572", "subscription-without-role", .error, "a delivery stream that is subscribed without a role",
    limits: ["SNS-010"],
    why: """
      SNS writes to a delivery stream with a role that it assumes, and refuses a subscription that names none: `Invalid \
      parameter: Attributes Reason: SubscriptionRoleArn is required`.
      """,
    examples: [
      .bad(
        "topics:\n  news: {}\nresources:\n  Keep:\n    Type: AWS::SNS::Subscription\n    Properties: { TopicArn: !Ref NewsTopic, Protocol: ↓firehose, Endpoint: \"arn:aws:firehose:eu-west-1:123456789012:deliverystream/lake\" }\n"
      ),
      .good(
        "topics:\n  news: { subscriptions: \"arn:aws:firehose:eu-west-1:123456789012:deliverystream/lake\" }\n"),
    ])
}

extension Check {
  static let subscriptionWithoutRole = Check(.subscriptionWithoutRole) { context, findings in
    for subscription in context.wholeResources("AWS::SNS::Subscription") {
      guard let kind = subscription["Protocol"], context.resolver.literal(kind) == "firehose",
        subscription["SubscriptionRoleArn"].map(\.isNoValue) ?? true
      else { continue }
      findings.report(
        Diagnostic(
          .subscriptionWithoutRole, "`\(context.called(subscription))` delivers to a delivery stream without a role",
          at: kind.span, consequences: ["AWS refuses the subscription"],
          help: ["name a role in `SubscriptionRoleArn` that `sns.amazonaws.com` may assume"], limits: ["SNS-010"]))
    }
  }
}
