import Spec

extension LimitCase {
  /// How many resources of a kind AWS takes in one place; each has the properties that say where it belongs.
  static let quotas = [
    quota("AG2-013", "AWS::ApiGatewayV2::Route", "ApiId: shop, RouteKey: \"GET /{n}\""),
    quota("AG2-014", "AWS::ApiGatewayV2::Integration", "ApiId: shop, IntegrationType: MOCK"),
    quota("AG2-015", "AWS::ApiGatewayV2::Stage", "ApiId: shop, StageName: s{n}"),
    quota("AG2-016", "AWS::ApiGatewayV2::Authorizer", "ApiId: shop, Name: a{n}, AuthorizerType: JWT"),
    quota("AG2-023", "AWS::ApiGatewayV2::VpcLink", "Name: l{n}, SubnetIds: [subnet-1]"),
    quota("AGW-022", "AWS::ApiGateway::Resource", "RestApiId: shop, ParentId: root, PathPart: p{n}"),
    quota("AGW-023", "AWS::ApiGateway::Stage", "RestApiId: shop, StageName: s{n}"),
    quota("AGW-024", "AWS::ApiGateway::Authorizer", "RestApiId: shop, Name: a{n}, Type: TOKEN"),
    quota("AGW-026", "AWS::ApiGateway::UsagePlan", "UsagePlanName: u{n}"),
    quota("EV2-009", "AWS::EventsV2::EventBus", "Name: b{n}"),
    quota("EVB-019", "AWS::Events::EventBus", "Name: b{n}"),
    quota("EVB-020", "AWS::Events::Rule", "ScheduleExpression: rate(1 day)"),
    quota("EVB-021", "AWS::Events::Rule", "EventPattern: { source: [{ wildcard: \"shop.*\" }] }"),
    quota(
      "KIN-012", "AWS::Kinesis::StreamConsumer",
      "ConsumerName: c{n}, StreamARN: \"arn:aws:kinesis:eu-west-1:123456789012:stream/s\""),
    quota("KIN-014", "AWS::Kinesis::Stream", "StreamModeDetails: { StreamMode: ON_DEMAND }"),
    quota(
      "LOG-003", "AWS::Logs::SubscriptionFilter",
      "LogGroupName: shop, FilterPattern: \"\", DestinationArn: \"arn:aws:logs:eu-west-1:210987654321:destination:all\""
    ),
    quota(
      "SNS-015", "AWS::SNS::Subscription",
      "TopicArn: \"arn:aws:sns:eu-west-1:123456789012:news\", Protocol: email, Endpoint: a@shop.example, FilterPolicy: { kind: [a] }"
    ),
  ]

  private static func quota(_ row: String, _ type: String, _ properties: String) -> LimitCase {
    let most = ServiceLimit.id(row)?.number.map { Int($0) } ?? 0
    func stack(_ count: Int) -> String {
      "resources:\n"
        + lines(count) { number in
          let text = properties.split(separator: "{n}", omittingEmptySubsequences: false).joined(
            separator: String(number))
          return "  \(number > most ? "↓" : "")R\(number):\n    Type: \(type)\n    Properties: { \(text) }\n"
        }
    }
    return LimitCase(row, past: stack(most + 1), at: stack(most))
  }
}
