extension LimitCase {
  /// Relations of rules and subscriptions that only raw resources can break.
  static let events = [
    LimitCase(
      "EVB-017", past: raw("Copy", "AWS::Events::Rule", copy("↓\"\(stream)\"")),
      at: raw("Copy", "AWS::Events::Rule", copy("\"\(stream)\", RoleArn: \"arn:aws:iam::123456789012:role/copy\""))),
    LimitCase(
      "SNS-010", past: raw("Keep", "AWS::SNS::Subscription", subscription("Protocol: ↓firehose")),
      at: raw(
        "Keep", "AWS::SNS::Subscription",
        subscription("Protocol: firehose, SubscriptionRoleArn: \"arn:aws:iam::123456789012:role/keep\""))),
  ]

  private static let stream = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"

  private static func raw(_ id: String, _ type: String, _ properties: String) -> String {
    "resources:\n  \(id): { Type: \(type), Properties: { \(properties) } }\n"
  }

  private static func copy(_ arn: String) -> String {
    "EventPattern: { source: [shop] }, Targets: [{ Id: a, Arn: \(arn) }]"
  }

  private static func subscription(_ properties: String) -> String {
    "TopicArn: \"arn:aws:sns:eu-west-1:123456789012:news\", \(properties), "
      + "Endpoint: \"arn:aws:firehose:eu-west-1:123456789012:deliverystream/lake\""
  }
}
