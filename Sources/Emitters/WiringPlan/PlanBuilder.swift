import Source
import Template
import Wiring

/// The state of making a plan.
struct PlanBuilder {
  /// The plan so far.
  var plan: WiringPlan
  let template: StackTemplate
  let place: LocalPlace
  let resolver: Resolver
  let wires: WireReader
  let text: PlanText
  private let sources: SourceMap
  /// Integrations that were read already, since several routes may name one.
  var notedIntegrations: Set<String> = []
  /// Parts of what the plan does not hold, which were told one by one.
  var outsiders: Set<String> = []

  /// What describes a resource of a type.
  typealias Describing = @Sendable (inout PlanBuilder, Resource, inout PropertyReader) -> Void

  /// Types that are items of the plan.
  private static let items: [String: Describing] = [
    "AWS::ApiGateway::ApiKey": { $0.addAPIKey($1, &$2) },
    "AWS::ApiGateway::DomainName": { $0.addDomain($1, &$2) },
    "AWS::ApiGateway::DomainNameV2": { $0.addDomain($1, &$2) },
    "AWS::ApiGateway::RestApi": { $0.addRestAPI($1, &$2) },
    "AWS::ApiGateway::UsagePlan": { $0.addUsagePlan($1, &$2) },
    "AWS::ApiGatewayV2::Api": { $0.addAPI($1, &$2) },
    "AWS::ApiGatewayV2::DomainName": { $0.addDomain($1, &$2) },
    "AWS::ApplicationAutoScaling::ScalableTarget": { $0.addScaling($1, &$2) },
    "AWS::CloudWatch::Alarm": { $0.addAlarm($1, &$2) },
    "AWS::CloudWatch::CompositeAlarm": { $0.addAlarm($1, &$2) },
    "AWS::Cognito::IdentityPool": { $0.addIdentityPool($1, &$2) },
    "AWS::Cognito::UserPool": { $0.addUserPool($1, &$2) },
    "AWS::DynamoDB::Table": { $0.addTable($1, &$2) },
    "AWS::EC2::VPC": { $0.addNetwork($1, &$2) },
    "AWS::Events::ApiDestination": { $0.addAPIDestination($1, &$2) },
    "AWS::Events::Connection": { $0.addConnection($1, &$2) },
    "AWS::Events::EventBus": { $0.addBus($1, &$2) },
    "AWS::Events::Rule": { $0.addRule($1, &$2) },
    "AWS::IAM::Role": { $0.addRole($1, &$2) },
    "AWS::KMS::Key": { $0.addKey($1, &$2) },
    "AWS::Kinesis::Stream": { $0.addStream($1, &$2) },
    "AWS::KinesisAnalyticsV2::Application": { $0.addAnalytics($1, &$2) },
    "AWS::KinesisFirehose::DeliveryStream": { $0.addDeliveryStream($1, &$2) },
    "AWS::Lambda::EventSourceMapping": { $0.addMapping($1, &$2) },
    "AWS::Lambda::Function": { $0.addFunction($1, &$2) },
    "AWS::Lambda::LayerVersion": { $0.addLayer($1, &$2) },
    "AWS::Logs::LogGroup": { $0.addLogGroup($1, &$2) },
    "AWS::Pipes::Pipe": { $0.addPipe($1, &$2) },
    "AWS::S3::Bucket": { $0.addBucket($1, &$2) },
    "AWS::SNS::Topic": { $0.addTopic($1, &$2) },
    "AWS::SQS::Queue": { $0.addQueue($1, &$2) },
    "AWS::Scheduler::Schedule": { $0.addSchedule($1, &$2) },
    "AWS::Scheduler::ScheduleGroup": { $0.addScheduleGroup($1, &$2) },
    "AWS::StepFunctions::StateMachine": { $0.addStateMachine($1, &$2) },
  ]

  /// Types that belong to an item, and are added when all items are there.
  private static let parts: [String: Describing] = [
    "AWS::ApiGateway::Authorizer": { $0.attachRestAuthorizer($1, &$2) },
    "AWS::ApiGateway::BasePathMapping": { $0.attachDomainMapping($1, &$2) },
    "AWS::ApiGateway::BasePathMappingV2": { $0.attachDomainMapping($1, &$2) },
    "AWS::ApiGateway::Deployment": { $0.attachRestPart($1, &$2) },
    "AWS::ApiGateway::GatewayResponse": { $0.attachRestPart($1, &$2) },
    "AWS::ApiGateway::Method": { $0.attachMethod($1, &$2) },
    "AWS::ApiGateway::Model": { $0.attachRestPart($1, &$2) },
    "AWS::ApiGateway::RequestValidator": { $0.attachRestPart($1, &$2) },
    "AWS::ApiGateway::Resource": { $0.attachRestResource($1, &$2) },
    "AWS::ApiGateway::Stage": { $0.attachRestStage($1, &$2) },
    "AWS::ApiGateway::UsagePlanKey": { $0.attachUsagePlanKey($1, &$2) },
    "AWS::ApiGatewayV2::ApiMapping": { $0.attachDomainMapping($1, &$2) },
    "AWS::ApiGatewayV2::Authorizer": { $0.attachAuthorizer($1, &$2) },
    "AWS::ApiGatewayV2::Deployment": { $0.attachDeployment($1, &$2) },
    "AWS::ApiGatewayV2::Integration": { $0.attachIntegration($1, &$2) },
    "AWS::ApiGatewayV2::Route": { $0.attachRoute($1, &$2) },
    "AWS::ApiGatewayV2::Stage": { $0.attachStage($1, &$2) },
    "AWS::ApplicationAutoScaling::ScalingPolicy": { $0.attachScalingPolicy($1, &$2) },
    "AWS::Cognito::IdentityPoolRoleAttachment": { $0.attachIdentityRoles($1, &$2) },
    "AWS::Cognito::UserPoolClient": { $0.attachUserPoolClient($1, &$2) },
    "AWS::Cognito::UserPoolDomain": { $0.attachUserPoolPart($1, &$2) },
    "AWS::Cognito::UserPoolGroup": { $0.attachUserPoolGroup($1, &$2) },
    "AWS::Cognito::UserPoolIdentityProvider": { $0.attachUserPoolPart($1, &$2) },
    "AWS::Cognito::UserPoolResourceServer": { $0.attachUserPoolPart($1, &$2) },
    "AWS::EC2::EIP": { $0.attachNetworkPart($1, &$2) },
    "AWS::EC2::FlowLog": { $0.attachNetworkPart($1, &$2) },
    "AWS::EC2::InternetGateway": { $0.attachNetworkPart($1, &$2) },
    "AWS::EC2::NatGateway": { $0.attachNetworkPart($1, &$2) },
    "AWS::EC2::RouteTable": { $0.attachRouteTable($1, &$2) },
    "AWS::EC2::SecurityGroup": { $0.attachSecurityGroup($1, &$2) },
    "AWS::EC2::Subnet": { $0.attachSubnet($1, &$2) },
    "AWS::EC2::VPCEndpoint": { $0.attachEndpoint($1, &$2) },
    "AWS::EC2::VPCGatewayAttachment": { $0.attachNetworkPart($1, &$2) },
    "AWS::EventSchemas::Discoverer": { $0.attachDiscoverer($1, &$2) },
    "AWS::Events::Archive": { $0.attachArchive($1, &$2) },
    "AWS::Events::EventBusPolicy": { $0.attachBusPolicy($1, &$2) },
    "AWS::IAM::ManagedPolicy": { $0.attachRolePolicy($1, &$2) },
    "AWS::IAM::Policy": { $0.attachRolePolicy($1, &$2) },
    "AWS::IAM::RolePolicy": { $0.attachRolePolicy($1, &$2) },
    "AWS::KMS::Alias": { $0.attachKeyAlias($1, &$2) },
    "AWS::Kinesis::ResourcePolicy": { $0.attachStreamPolicy($1, &$2) },
    "AWS::Kinesis::StreamConsumer": { $0.attachConsumer($1, &$2) },
    "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption": { $0.attachAnalyticsLog($1, &$2) },
    "AWS::Lambda::Alias": { $0.attachAlias($1, &$2) },
    "AWS::Lambda::EventInvokeConfig": { $0.attachInvokeConfig($1, &$2) },
    "AWS::Lambda::LayerVersionPermission": { $0.attachLayerPermission($1, &$2) },
    "AWS::Lambda::Permission": { $0.attachPermission($1, &$2) },
    "AWS::Lambda::Url": { $0.attachURL($1, &$2) },
    "AWS::Lambda::Version": { $0.attachVersion($1, &$2) },
    "AWS::Logs::LogStream": { $0.attachLogStream($1, &$2) },
    "AWS::Logs::MetricFilter": { $0.attachMetricFilter($1, &$2) },
    "AWS::Logs::SubscriptionFilter": { $0.attachLogSubscription($1, &$2) },
    "AWS::S3::BucketPolicy": { $0.attachBucketPolicy($1, &$2) },
    "AWS::SNS::Subscription": { $0.attachSubscription($1, &$2) },
    "AWS::SNS::TopicPolicy": { $0.attachTopicPolicy($1, &$2) },
    "AWS::SQS::QueuePolicy": { $0.attachQueuePolicy($1, &$2) },
  ]

  /// Types that belong to a part, and are added when all parts are there.
  private static let partsOfParts: [String: Describing] = [
    "AWS::ApiGatewayV2::RouteResponse": { $0.attachRouteResponse($1, &$2) },
    "AWS::EC2::Route": { $0.attachNetworkRoute($1, &$2) },
    "AWS::EC2::SubnetRouteTableAssociation": { $0.attachTableSubnet($1, &$2) },
    "AWS::StepFunctions::StateMachineAlias": { $0.attachMachineAlias($1, &$2) },
    "AWS::StepFunctions::StateMachineVersion": { $0.attachMachineVersion($1, &$2) },
  ]

  init(_ template: StackTemplate, sources: SourceMap, place: LocalPlace) {
    self.template = template
    self.sources = sources
    self.place = place
    wires = WireReader(template, place.deployment)
    resolver = wires.resolver
    text = PlanText(place)
    plan = WiringPlan(stack: place.stack)
    plan.region = place.region
    plan.account = place.account
    plan.partition = place.partition
  }

  /// Makes the plan.
  mutating func build() {
    addParameters()
    let made = template.resources.filter { exists($0) }
    for table in Self.tables {
      for resource in made {
        guard let add = table[resource.type] else { continue }
        var reader = reader(resource)
        add(&self, resource, &reader)
        tell(resource, &reader)
      }
    }
    for resource in made where !Self.tables.contains(where: { $0[resource.type] != nil }) {
      guard Meaningless.types[resource.type] == nil else { continue }
      describe(resource)
      unsupported(resource, "`\(resource.type)` does not run locally")
    }
    addOutputs()
  }

  /// The tables, in the order in which they are gone through.
  private static let tables = [items, parts, partsOfParts]

  /// Says what the run does not do with a resource: all of it, or some of its properties.
  private mutating func tell(_ resource: Resource, _ reader: inout PropertyReader) {
    guard !outsiders.contains(resource.logicalID) else { return }
    if let why = Self.notLocal[resource.type] { return unsupported(resource, why) }
    guard !Self.partsOfNotLocal.contains(resource.type) else { return }
    reader.finish()
    note(reader.notes, of: resource)
  }

  /// A reader of a resource's properties.
  func reader(_ resource: Resource) -> PropertyReader {
    PropertyReader(
      resolver.resolve(Value(.map(resource.properties), resource.span)),
      meaningless: Meaningless.properties(of: resource.type), text: text)
  }

  /// The place of a span.
  func planPlace(_ span: Span) -> Place? {
    guard let file = sources[span.source], let start = sources.start(of: span) else { return nil }
    return Place(file: file.path, line: start.line, column: start.column)
  }

  /// How the stack file refers to a resource; nil for one that follows from others, and in a template.
  func path(_ resource: Resource) -> String? {
    resource.origin == .declared && resource.reference != resource.logicalID ? resource.reference : nil
  }

  /// Says that the plan does not act on a resource.
  mutating func unsupported(_ resource: Resource, _ why: String) {
    plan.unsupported.append(
      Unsupported(
        id: resource.logicalID, type: resource.type, property: nil, why: why, place: planPlace(resource.span)))
  }

  /// Says what of a resource the plan does not act on.
  mutating func note(_ notes: [PropertyReader.Note], of resource: Resource) {
    for note in notes {
      plan.unsupported.append(
        Unsupported(
          id: resource.logicalID, type: resource.type, property: note.path, why: note.why, place: planPlace(note.span)))
    }
  }

  /// A text that is known in full or stands as it is; used for names and ARNs.
  func known(_ text: PartialText) -> String { self.text.render(text, edge: .placeholder).0 }

  /// The physical name of a resource.
  func name(_ resource: Resource) -> String { known(resolver.physicalName(of: resource)) }

  /// The ARN of a resource.
  func arn(_ resource: Resource) -> String { resolver.arn(of: resource).map(known) ?? "" }

  /// What the template generated for an attribute.
  func generated(_ resource: Resource, _ attribute: String) -> String {
    place.deployment.generated["\(resource.logicalID).\(attribute)"].map(known) ?? ""
  }

  /// Whether a resource is made. One whose condition cannot be decided is left out, and said.
  private mutating func exists(_ resource: Resource) -> Bool {
    guard let condition = resource.condition else { return true }
    if let holds = resolver.condition(named: condition.text) { return holds }
    unsupported(resource, "left out: its condition `\(condition.text)` depends on what is not known here")
    return false
  }

  private mutating func addParameters() {
    for parameter in template.parameters {
      let isSecret = parameter.attributes["NoEcho"]?.bool == true
      let value = resolver.literal(.ref(parameter.name.text, parameter.name.span))
      plan.parameters.append(
        ParameterPlan(
          name: parameter.name.text, value: isSecret ? nil : value, place: planPlace(parameter.name.span)))
    }
  }

  private mutating func addOutputs() {
    for output in template.outputs {
      if let name = output.attributes["Condition"]?.string, resolver.condition(named: name) == false { continue }
      var reader = PropertyReader(
        resolver.resolve(Value(.map(output.attributes), output.name.span)), meaningless: Meaningless.withinObjects,
        text: text)
      let value = reader.text("Value", edge: .placeholder) ?? ""
      let export = reader.object("Export") { $0.text("Name") } ?? nil
      reader.skip("Condition")
      reader.finish()
      plan.outputs.append(
        OutputPlan(name: output.name.text, value: value, export: export, place: planPlace(output.name.span)))
      for note in reader.notes {
        plan.unsupported.append(
          Unsupported(
            id: output.name.text, type: nil, property: note.path, why: note.why, place: planPlace(note.span)))
      }
    }
  }
}
