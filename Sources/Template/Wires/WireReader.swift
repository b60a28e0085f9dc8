import Source

/// Works out the arrows of a template from its resources. A class for the same reason as ``Resolver``.
public final class WireReader: Sendable {
  /// Works out values.
  public let resolver: Resolver
  let template: StackTemplate
  private let index = ARNIndex()

  /// The resource types that make arrows, each with the reader of its arrows.
  private static let readers: [String: @Sendable (WireReader, Resource) -> [Wire]] = [
    "AWS::ApiGateway::Authorizer": { $0.wires(ofAuthorizer: $1) },
    "AWS::ApiGateway::Method": { $0.wires(ofMethod: $1) },
    "AWS::ApiGateway::RestApi": { $0.wires(ofDefinition: $1) },
    "AWS::ApiGatewayV2::Api": { $0.wires(ofDefinition: $1) },
    "AWS::ApiGatewayV2::Authorizer": { $0.wires(ofAuthorizer: $1) },
    "AWS::ApiGatewayV2::Route": { $0.wires(ofRoute: $1) },
    "AWS::DynamoDB::Table": { $0.wires(ofTable: $1) },
    "AWS::Events::EventBus": { $0.wires(ofBus: $1) },
    "AWS::CloudWatch::Alarm": { $0.wires(ofAlarm: $1) },
    "AWS::CloudWatch::CompositeAlarm": { $0.wires(ofAlarm: $1) },
    "AWS::Cognito::UserPool": { $0.wires(ofUserPool: $1) },
    "AWS::EC2::FlowLog": { $0.wires(ofFlowLog: $1) },
    "AWS::Events::Rule": { $0.wires(ofRule: $1) },
    "AWS::KinesisAnalyticsV2::Application": { $0.wires(ofAnalytics: $1) },
    "AWS::KinesisFirehose::DeliveryStream": { $0.wires(ofDeliveryStream: $1) },
    "AWS::Lambda::EventInvokeConfig": { $0.wires(ofInvokeConfig: $1) },
    "AWS::Lambda::EventSourceMapping": { $0.wires(ofMapping: $1) },
    "AWS::Lambda::Function": { $0.wires(ofFunction: $1) },
    "AWS::Pipes::Pipe": { $0.wires(ofPipe: $1) },
    "AWS::Logs::SubscriptionFilter": { $0.wires(ofLogSubscription: $1) },
    "AWS::S3::Bucket": { $0.wires(ofBucket: $1) },
    "AWS::SNS::Subscription": { $0.wires(ofSubscription: $1) },
    "AWS::SQS::Queue": { $0.wires(ofQueue: $1) },
    "AWS::Scheduler::Schedule": { $0.wires(ofSchedule: $1) },
    "AWS::StepFunctions::StateMachine": { $0.wires(ofStateMachine: $1) },
  ]

  /// Makes a reader of one template.
  public init(_ template: StackTemplate, _ deployment: Deployment = Deployment()) {
    self.template = template
    resolver = Resolver(template, deployment)
  }

  /// The arrows, in source order of the resources that make them.
  public var wires: [Wire] { template.resources.flatMap { Self.readers[$0.type]?(self, $0) ?? [] } }

  /// What a value names: a resource of this template if it refers to one or spells its ARN.
  public func endpoint(_ value: Value) -> Wire.Endpoint {
    if let id = resource(namedBy: value) { return .resource(id) }
    return .external(resolver.text(value) ?? PartialText(Hole("…")))
  }

  /// The resource that a value names by reference, by its ARN, or as a function's alias or version.
  public func resource(namedBy value: Value) -> String? {
    if let call = value.intrinsic {
      switch call.function {
      case .ref: if let id = call.argument.string, template[id] != nil { return id }
      case .getAtt: if let id = call.argument(0)?.string, template[id] != nil { return id }
      case .ifElse:
        guard let name = call.argument(0)?.string, let holds = resolver.condition(named: name) else { break }
        return call.argument(holds ? 1 : 2).flatMap(resource(namedBy:))
      default: break
      }
    }
    return resolver.text(value).flatMap(resource(arn:))
  }

  /// The resource that has an ARN.
  func resource(arn: PartialText) -> String? { index.id(of: arn, resolver) }

  /// The function behind a logical id: the function itself, or the one an alias or version belongs to.
  public func function(_ id: String) -> String? {
    var id = id
    // An alias names a function or its ARN; whatever names more than this ends nowhere.
    for _ in 0..<Self.longestNaming {
      guard let resource = template[id] else { return nil }
      if resource.type == "AWS::Lambda::Function" { return id }
      guard resource.type == "AWS::Lambda::Alias" || resource.type == "AWS::Lambda::Version",
        let next = resource["FunctionName"].flatMap(self.resource(namedBy:))
      else { return nil }
      id = next
    }
    return nil
  }

  /// Steps from an alias or version to its function that are followed.
  private static let longestNaming = 4

  /// The type of the resource at an end; the service of its ARN decides for what is outside.
  public func end(_ endpoint: Wire.Endpoint) -> WireEnd? {
    switch endpoint {
    case .resource(let id): template[id].flatMap { WireEnd(resourceType: $0.type) }
    case .external(let arn): WireEnd(arn: arn)
    }
  }

  /// The execution role of the function, alias or version at an end.
  func executionRole(_ endpoint: Wire.Endpoint) -> Value? {
    endpoint.resourceID.flatMap(function).flatMap { template[$0]?["Role"] }
  }
}
