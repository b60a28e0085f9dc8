import Frontends
import Source
import Template

/// The template that is imported, with what its resources are to each other.
struct ImportedTemplate {
  let template: StackTemplate
  /// The same with its code packed, as a stack file builds to it.
  let packed: StackTemplate
  /// The resources that refer to one, by logical id, each once.
  private(set) var users: [String: [String]] = [:]

  /// The sections by the types of their resources.
  static let kinds: [String: ResourceKind] = {
    var kinds = Dictionary(
      ResourceKind.allCases.map { ($0.resourceType, $0) }, uniquingKeysWith: { first, _ in first })
    kinds["AWS::ApiGateway::RestApi"] = .apis
    return kinds
  }()

  /// - Parameter template: The template with the paths of its code.
  init(_ template: StackTemplate, packed: StackTemplate) {
    self.template = template
    self.packed = packed
    for resource in template.resources {
      var targets: Set<String> = []
      Value(.map(resource.properties), resource.span).forEachReference { targets.insert($0.target.text) }
      for target in targets where template[target] != nil { users[target, default: []].append(resource.logicalID) }
    }
  }

  /// The resources of a type whose property refers to a resource, with `Ref` or an attribute.
  func resources(_ type: String, _ property: String, of id: String) -> [Resource] {
    (users[id] ?? []).compactMap { template[$0] }.filter { $0.type == type && $0[property]?.firstTarget == id }
  }

  /// What alone acts with a role, beside the policies that are attached to it; nil if several do.
  func holder(ofRole id: String) -> Resource? {
    let holders = (users[id] ?? []).compactMap { template[$0] }.filter { !Self.policies.contains($0.type) }
    return holders.count == 1 ? holders[0] : nil
  }

  private static let policies: Set<String> = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy"]

  /// Whether a resource can follow from an entry: of types that no section has, of roles those that a section would make,
  /// and of log groups those that something else writes to.
  func mayFollow(_ resource: Resource, _ choices: ImportChoices) -> Bool {
    let id = resource.logicalID
    if choices.ownEntry.contains(id) || choices.raw.contains(id) { return false }
    switch Self.kinds[resource.type] {
    case nil: return true
    case .roles:
      guard resource["ManagedPolicyArns"] == nil, resource["RoleName"] == nil, let holder = holder(ofRole: id) else {
        return false
      }
      return Self.actors.contains(holder.type) && !choices.raw.contains(holder.logicalID)
        && (holder.type != Self.function || hasPolicy(id))
    case .logs:
      let writers = (users[id] ?? []).compactMap { template[$0] }.filter { Self.writers.contains($0.type) }
      return writers.count == 1 && !choices.raw.contains(writers[0].logicalID)
    default: return false
    }
  }

  func mayFollow(_ id: String, _ choices: ImportChoices) -> Bool {
    template[id].map { mayFollow($0, choices) } ?? false
  }

  private static let function = "AWS::Lambda::Function"

  /// What a role is made for.
  private static let actors: Set<String> = [
    function, "AWS::StepFunctions::StateMachine", "AWS::Scheduler::Schedule", "AWS::Pipes::Pipe",
    "AWS::KinesisFirehose::DeliveryStream", "AWS::Events::Rule", "AWS::SNS::Subscription", "AWS::SNS::Topic",
    "AWS::ApiGateway::Method", "AWS::ApiGatewayV2::Integration", "AWS::Logs::SubscriptionFilter",
    "AWS::KinesisAnalyticsV2::Application", "AWS::Events::ApiDestination", "AWS::ApiGateway::Account",
    "AWS::EC2::FlowLog",
  ]
  /// What a log group is made for.
  private static let writers: Set<String> = [
    function, "AWS::StepFunctions::StateMachine", "AWS::Pipes::Pipe", "AWS::KinesisFirehose::DeliveryStream",
    "AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Stage", "AWS::EC2::FlowLog",
    "AWS::KinesisAnalyticsV2::Application", "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption",
  ]

  /// The policy of its own that a role's statements stand in, as a derived role has it.
  func policy(ofRole id: String) -> Resource? {
    let all = (users[id] ?? []).compactMap { template[$0] }.filter { $0.type == "AWS::IAM::Policy" }
    return all.count == 1 ? all[0] : nil
  }

  private func hasPolicy(_ id: String) -> Bool { policy(ofRole: id) != nil }
}
