/// What one resource must be for another.
extension LimitCase {
  static let relations = [
    LimitCase("LAM-058", past: alias("!Ref FFunction", "↓"), at: alias("!Ref Live", "")),
    LimitCase("XSV-006", past: bucket("", "↓"), at: bucket(", DependsOn: May", "") + may),
    LimitCase("XSV-008", past: bucket("", "↓") + may, at: bucket(", DependsOn: May", "") + may),
    LimitCase(
      "COG-020", past: pool("↓"),
      at: oneFunction + "userPools: { customers: { triggers: { preSignUp: functions.f } } }\n"),
    LimitCase(
      "COG-026", past: roles("↓guests"), at: roles("unauthenticated")),
    LimitCase("EV2-008", past: subscriber("↓", ""), at: subscriber("", ", SqsParameters: { MessageGroupId: all }")),
    LimitCase("EVB-002", past: rule("↓", "State: ENABLED"), at: rule("", "ScheduleExpression: rate(1 day)")),
    LimitCase("AGW-032", past: domain("↓\"arn:aws:acm:eu-west-1"), at: domain("\"arn:aws:acm:us-east-1")),
    LimitCase(
      "AGW-032", past: regional("↓\"arn:aws:acm:us-east-1"), at: regional("\"arn:aws:acm:eu-west-1"),
      region: "eu-west-1"),
    LimitCase("SQS-020", past: failed("↓", "us-east-1"), at: failed("", "eu-west-1"), region: "eu-west-1"),
    LimitCase("LAM-081", past: polled("↓", "us-east-1"), at: polled("", "eu-west-1"), region: "eu-west-1"),
    LimitCase("EV2-008", past: delivering("↓", "sqs:ReceiveMessage"), at: delivering("", "sqs:SendMessage")),
    LimitCase("EVB-017", past: copying("↓", "lambda"), at: copying("", "events")),
    LimitCase("AGW-035", past: account("↓", "lambda"), at: account("", "apigateway")),
    LimitCase(
      "AG2-010", past: http("↓ApiKeyRequired: true"), at: http("AuthorizationType: NONE")),
    LimitCase("S3-001", past: cold("↓29d"), at: cold("30d")),
    LimitCase("LAM-125", past: edge("↓java21"), at: edge("python3.13")),
    LimitCase(
      "LAM-124", past: edge("python3.13", arn: "↓\"arn:aws:lambda:eu-west-1:123456789012:function:f:1\""),
      at: edge("python3.13")),
    LimitCase("AGW-034", past: link("↓", "app"), at: link("", "net")),
    LimitCase(
      "AGW-041", past: authorizer("↓JWT"),
      at: authorizer(
        "JWT, JwtConfiguration: { DefaultAlgorithms: [RS256], Issuers: [{ Issuer: \"https://id.example\", Audiences: [shop] }] }"
      )),
    LimitCase(
      "AG2-030", past: live("↓30s"), at: live("29s")),
  ]

  private static let oneFunction =
    "functions:\n  f: { \(LimitCase.function), onFailure: queues.failed, timeout: 3s }\nqueues: { failed: { retention: 14d } }\n"

  /// A rule to an alias, with a permission on something.
  private static func alias(_ admitted: String, _ mark: String) -> String {
    oneFunction + """
      resources:
        Live: { Type: AWS::Lambda::Alias, Properties: { Name: live, FunctionName: !Ref FFunction, FunctionVersion: "1" } }
        Tick: { Type: AWS::Events::Rule, Properties: { ScheduleExpression: rate(1 day), Targets: [{ Id: f, Arn: !Ref \(mark)Live }] } }
        May: { Type: AWS::Lambda::Permission, Properties: { FunctionName: \(admitted), Action: lambda:InvokeFunction, Principal: events.amazonaws.com, SourceArn: !GetAtt Tick.Arn } }

      """
  }

  private static func bucket(_ more: String, _ mark: String) -> String {
    oneFunction
      + "resources:\n  Lake: { Type: AWS::S3::Bucket, Properties: { BucketName: lake-of-the-shop, NotificationConfiguration: { LambdaConfigurations: [{ Event: \"s3:ObjectCreated:*\", Function: !GetAtt \(mark)FFunction.Arn }] } }\(more) }\n"
  }

  private static let may =
    "  May: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref FFunction, Action: lambda:InvokeFunction, Principal: s3.amazonaws.com, SourceArn: \"arn:aws:s3:::lake-of-the-shop\", SourceAccount: !Ref AWS::AccountId } }\n"

  private static func pool(_ mark: String) -> String {
    oneFunction
      + "resources:\n  Customers: { Type: AWS::Cognito::UserPool, Properties: { LambdaConfig: { PreSignUp: !GetAtt \(mark)FFunction.Arn } } }\n"
  }

  private static func roles(_ kind: String) -> String {
    "resources:\n  Roles: { Type: AWS::Cognito::IdentityPoolRoleAttachment, Properties: { IdentityPoolId: \"eu-west-1:0a1b2c3d\", Roles: { \(kind): \"arn:aws:iam::123456789012:role/visitor\" } } }\n"
  }

  private static func subscriber(_ mark: String, _ more: String) -> String {
    "resources:\n  Jobs: { Type: AWS::EventsV2::Subscriber, Properties: { Name: jobs, EventBusArn: \"arn:aws:events:eu-west-1:123456789012:event-busv2/shop/0a1b2c3d4e5f6a7b8c9d0e1f2\", Type: FIFO, InvokeConfiguration: { TargetArn: \(mark)\"arn:aws:sqs:eu-west-1:123456789012:jobs.fifo\", RoleArn: \"arn:aws:iam::123456789012:role/jobs\"\(more) } } }\n"
  }

  private static func rule(_ mark: String, _ property: String) -> String {
    "resources:\n  \(mark)Tick: { Type: AWS::Events::Rule, Properties: { \(property) } }\n"
  }

  private static func domain(_ arn: String) -> String {
    "resources:\n  Domain: { Type: AWS::ApiGateway::DomainName, Properties: { DomainName: api.shop.example, CertificateArn: \(arn):123456789012:certificate/0a1b2c3d\" } }\n"
  }

  private static func regional(_ arn: String) -> String {
    "resources:\n  Domain: { Type: AWS::ApiGateway::DomainName, Properties: { DomainName: api.shop.example, RegionalCertificateArn: \(arn):123456789012:certificate/0a1b2c3d\", EndpointConfiguration: { Types: [REGIONAL] } } }\n"
  }

  private static func failed(_ mark: String, _ region: String) -> String {
    "queues:\n  jobs: { deadLetter: { to: \(mark)\"arn:aws:sqs:\(region):123456789012:failed\", maxReceiveCount: 5 } }\n"
  }

  private static func polled(_ mark: String, _ region: String) -> String {
    "functions:\n  f: { \(LimitCase.function), consumes: { queue: \(mark)\"arn:aws:sqs:\(region):123456789012:jobs\" } }\n"
  }

  private static func delivering(_ mark: String, _ action: String) -> String {
    "queues:\n  jobs: { retention: 4d }\nroles:\n  delivering: { trusts: events.amazonaws.com, allow: { actions: \(action), on: queues.jobs } }\nresources:\n"
      + "  Jobs: { Type: AWS::EventsV2::Subscriber, Properties: { Name: jobs, EventBusArn: \"arn:aws:events:eu-west-1:123456789012:event-busv2/shop/0a1b2c3d4e5f6a7b8c9d0e1f2\", Type: UNORDERED, InvokeConfiguration: { TargetArn: !GetAtt \(mark)JobsQueue.Arn, RoleArn: !GetAtt DeliveringRole.Arn } } }\n"
  }

  private static func copying(_ mark: String, _ service: String) -> String {
    "resources:\n  Copy: { Type: AWS::Events::Rule, Properties: { EventPattern: { source: [shop] }, Targets: [{ Id: a, Arn: \"arn:aws:kinesis:eu-west-1:123456789012:stream/clicks\", RoleArn: !GetAtt \(mark)CallerRole.Arn }] } }\n"
      + "roles:\n  caller: { trusts: \(service).amazonaws.com, allow: { actions: kinesis:PutRecord, on: \"*\" } }\n"
  }

  private static func account(_ mark: String, _ service: String) -> String {
    "resources:\n  Account: { Type: AWS::ApiGateway::Account, Properties: { CloudWatchRoleArn: !GetAtt \(mark)LoggingRole.Arn } }\n"
      + "roles:\n  logging: { trusts: \(service).amazonaws.com, allow: { actions: logs:PutLogEvents, on: \"*\" } }\n"
  }

  private static func http(_ property: String) -> String {
    "resources:\n  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: shop, ProtocolType: HTTP } }\n"
      + "  Orders: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /orders, \(property) } }\n"
  }

  private static func cold(_ days: String) -> String {
    "buckets:\n  lake: { lifecycle: { transitions: [{ to: standardIA, after: \(days) }] } }\n"
  }

  /// A distribution with a function at its edge.
  private static func edge(_ runtime: String, arn: String = "!Ref One") -> String {
    "resources:\n  F: { Type: AWS::Lambda::Function, Properties: { Role: \"arn:aws:iam::123456789012:role/edge\", Runtime: \(runtime), Handler: index.f, Code: { S3Bucket: code, S3Key: f.zip } } }\n"
      + "  One: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref F } }\n"
      + "  Site: { Type: AWS::CloudFront::Distribution, Properties: { DistributionConfig: { Enabled: true, DefaultCacheBehavior: { TargetOriginId: site, ViewerProtocolPolicy: https-only, LambdaFunctionAssociations: [{ EventType: origin-request, LambdaFunctionARN: \(arn) }] } } } }\n"
  }

  private static func link(_ mark: String, _ kind: String) -> String {
    "resources:\n  Link: { Type: AWS::ApiGateway::VpcLink, Properties: { Name: shop, TargetArns: [\(mark)\"arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/\(kind)/shop/50dc6c495c0c9188\"] } }\n"
  }

  private static func authorizer(_ type: String) -> String {
    "resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }\n"
      + "  Staff: { Type: AWS::ApiGateway::Authorizer, Properties: { RestApiId: !Ref Api, Name: staff, IdentitySource: method.request.header.Authorization, Type: \(type) } }\n"
  }

  private static func live(_ timeout: String) -> String {
    "functions:\n  f: { \(LimitCase.function), timeout: \(timeout) }\napis:\n  live: { protocol: websocket, routes: { $connect: functions.f } }\n"
  }
}
