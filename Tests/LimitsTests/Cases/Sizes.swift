/// Documents that a service measures.
extension LimitCase {
  static let sizes = [
    LimitCase("AGW-027", past: apiPolicy(8193, "↓"), at: apiPolicy(8192, "")),
    LimitCase("AGW-038", past: template(307_201, "↓"), at: template(307_200, "")),
    LimitCase("AGW-039", past: path(1573, "↓"), at: path(1572, "")),
    LimitCase("EVB-022", past: busPolicy(10_241, "↓"), at: busPolicy(10_240, "")),
    LimitCase("SNS-013", past: filter("↓{ a: [\(letters(262_135))] }"), at: filter("{ a: [\(letters(262_134))] }")),
    LimitCase(
      "SNS-014", past: filter("{ a: [{ numeric: [\">\", ↓1000000001] }] }"),
      at: filter("{ a: [{ numeric: [\">\", 1000000000] }] }")),
    LimitCase("SNS-024", past: retries("↓13", delay: 277), at: retries("60", delay: 60)),
    LimitCase(
      "SNS-005", past: large("{ Protocol: ↓email, Endpoint: a@shop.example }"),
      at: large("{ Protocol: sqs, Endpoint: \"arn:aws:sqs:eu-west-1:123456789012:jobs\" }")),
    LimitCase("SNS-026", past: large(many(101)), at: large(many(100))),
  ]

  /// A policy of so many characters.
  private static func apiPolicy(_ size: Int, _ mark: String) -> String {
    let frame =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"\"}]}"
    let rest = letters(size - frame.utf8.count)
    return
      "resources:\n  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties:\n      Name: shop\n"
      + "      Policy: \(mark){ Version: \"2012-10-17\", Statement: [{ Effect: Allow, Principal: \"*\", Action: execute-api:Invoke, Resource: \(rest) }] }\n"
  }

  private static func busPolicy(_ size: Int, _ mark: String) -> String {
    let frame =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"events:PutEvents\",\"Resource\":\"\"}]}"
    let rest = letters(size - frame.utf8.count)
    return
      "resources:\n  May:\n    Type: AWS::Events::EventBusPolicy\n    Properties:\n      StatementId: all\n      EventBusName: shop\n"
      + "      Statement: \(mark){ Effect: Allow, Principal: \"*\", Action: events:PutEvents, Resource: \(rest) }\n"
  }

  private static func template(_ size: Int, _ mark: String) -> String {
    "resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }\n"
      + "  Get: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: { Type: MOCK, RequestTemplates: { application/json: \(mark)\(letters(size)) } } } }\n"
  }

  /// A protected method with a path of so many letters.
  private static func path(_ size: Int, _ mark: String) -> String {
    "resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }\n"
      + "  Part: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: \(mark)\(letters(size)) } }\n"
      + "  Get: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref Api, ResourceId: !Ref Part, HttpMethod: GET, AuthorizationType: AWS_IAM, Integration: { Type: MOCK } } }\n"
  }

  private static func filter(_ policy: String) -> String {
    "topics:\n  news: { subscriptions: { to: queues.jobs, filter: \(policy) } }\nqueues:\n  jobs: {}\n"
  }

  private static func retries(_ count: String, delay: Int) -> String {
    "resources:\n  Sub:\n    Type: AWS::SNS::Subscription\n    Properties:\n      TopicArn: \"arn:aws:sns:eu-west-1:123456789012:news\"\n      Protocol: https\n      Endpoint: \"https://shop.example/news\"\n"
      + "      DeliveryPolicy: { healthyRetryPolicy: { numRetries: \(count), minDelayTarget: \(delay), maxDelayTarget: \(delay) } }\n"
  }

  /// A topic for large messages.
  private static func large(_ subscriptions: String) -> String {
    "resources:\n  News: { Type: AWS::SNS::Topic, Properties: { MaximumMessageSize: 262145, Subscription: [\(subscriptions)] } }\n"
  }

  private static func many(_ count: Int) -> String {
    (1...count).map {
      "\($0 == 101 ? "↓" : ""){ Protocol: sqs, Endpoint: \"arn:aws:sqs:eu-west-1:123456789012:q\($0)\" }"
    }.joined(separator: ", ")
  }
}
