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

  /// Types that are items of the plan.
  private static let items: [String: @Sendable (inout PlanBuilder, Resource, inout PropertyReader) -> Void] = [
    "AWS::ApiGateway::RestApi": { $0.addRestAPI($1, &$2) },
    "AWS::ApiGatewayV2::Api": { $0.addAPI($1, &$2) },
    "AWS::DynamoDB::Table": { $0.addTable($1, &$2) },
    "AWS::Events::EventBus": { $0.addBus($1, &$2) },
    "AWS::Events::Rule": { $0.addRule($1, &$2) },
    "AWS::IAM::Role": { $0.addRole($1, &$2) },
    "AWS::Lambda::EventSourceMapping": { $0.addMapping($1, &$2) },
    "AWS::Lambda::Function": { $0.addFunction($1, &$2) },
    "AWS::Lambda::LayerVersion": { $0.addLayer($1, &$2) },
    "AWS::Logs::LogGroup": { $0.addLogGroup($1, &$2) },
    "AWS::SNS::Topic": { $0.addTopic($1, &$2) },
    "AWS::SQS::Queue": { $0.addQueue($1, &$2) },
  ]

  /// Types that belong to an item, and are added when all items are there.
  private static let parts: [String: @Sendable (inout PlanBuilder, Resource, inout PropertyReader) -> Void] = [
    "AWS::ApiGateway::Method": { $0.attachMethod($1, &$2) },
    "AWS::ApiGateway::Stage": { $0.attachRestStage($1, &$2) },
    "AWS::ApiGatewayV2::Route": { $0.attachRoute($1, &$2) },
    "AWS::ApiGatewayV2::Stage": { $0.attachStage($1, &$2) },
    "AWS::Events::EventBusPolicy": { $0.attachBusPolicy($1, &$2) },
    "AWS::IAM::ManagedPolicy": { $0.attachRolePolicy($1, &$2) },
    "AWS::IAM::Policy": { $0.attachRolePolicy($1, &$2) },
    "AWS::IAM::RolePolicy": { $0.attachRolePolicy($1, &$2) },
    "AWS::Lambda::Alias": { $0.attachAlias($1, &$2) },
    "AWS::Lambda::EventInvokeConfig": { $0.attachInvokeConfig($1, &$2) },
    "AWS::Lambda::Permission": { $0.attachPermission($1, &$2) },
    "AWS::Lambda::Version": { $0.attachVersion($1, &$2) },
    "AWS::SNS::Subscription": { $0.attachSubscription($1, &$2) },
    "AWS::SNS::TopicPolicy": { $0.attachTopicPolicy($1, &$2) },
    "AWS::SQS::QueuePolicy": { $0.attachQueuePolicy($1, &$2) },
  ]

  /// Types that are read with the resource that refers to them, or that have nothing to do once the stack stands.
  private static let readElsewhere: Set<String> = [
    // Of REST and WebSocket APIs, which are told as a whole.
    "AWS::ApiGateway::ApiKey", "AWS::ApiGateway::Authorizer", "AWS::ApiGateway::Deployment",
    "AWS::ApiGateway::GatewayResponse", "AWS::ApiGateway::Model", "AWS::ApiGateway::RequestValidator",
    "AWS::ApiGateway::Resource", "AWS::ApiGateway::UsagePlan", "AWS::ApiGateway::UsagePlanKey",
    "AWS::ApiGatewayV2::RouteResponse",
    "AWS::ApiGatewayV2::Deployment", "AWS::ApiGatewayV2::Integration", "AWS::CDK::Metadata",
    "AWS::Scheduler::ScheduleGroup", "AWS::StepFunctions::StateMachineAlias", "AWS::StepFunctions::StateMachineVersion",
    // Parts of a network, which is said not to stand.
    "AWS::EC2::EIP", "AWS::EC2::FlowLog", "AWS::EC2::InternetGateway", "AWS::EC2::NatGateway", "AWS::EC2::Route",
    "AWS::EC2::RouteTable", "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet", "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::VPCEndpoint", "AWS::EC2::VPCGatewayAttachment",
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
    for table in [Self.items, Self.parts] {
      for resource in made {
        guard let add = table[resource.type] else { continue }
        var reader = reader(resource)
        add(&self, resource, &reader)
        reader.finish()
        note(reader.notes, of: resource)
      }
    }
    for resource in made
    where Self.items[resource.type] == nil && Self.parts[resource.type] == nil
      && !Self.readElsewhere.contains(resource.type) && !Self.partsOfNotLocal.contains(resource.type)
    {
      unsupported(resource, Self.notLocal[resource.type] ?? "`\(resource.type)` does not run locally")
    }
    addOutputs()
  }

  /// A reader of a resource's properties.
  func reader(_ resource: Resource) -> PropertyReader {
    PropertyReader(resolver.resolve(Value(.map(resource.properties), resource.span)), text: text)
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
      var reader = PropertyReader(resolver.resolve(Value(.map(output.attributes), output.name.span)), text: text)
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
