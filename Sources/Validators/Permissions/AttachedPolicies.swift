public import Policy
public import Source
import Spec
public import Template

/// A policy document of the template, and where it applies.
public struct AttachedPolicy: Sendable {
  /// The document, ready to be asked.
  public let compiled: CompiledPolicy
  /// The resource that holds it.
  public let owner: Resource
  /// Where the document, or the permission, is written.
  public let span: Span
}

/// The policies of each role of a template, and those of each resource that has some.
public struct AttachedPolicies: Sendable {
  /// The identity policies of a role, by its logical id.
  public private(set) var ofRole: [String: [AttachedPolicy]] = [:]
  /// The policies on a resource, by its logical id: of a role, its trust policy.
  public private(set) var ofResource: [String: [AttachedPolicy]] = [:]
  /// The permissions boundary of a role, by its logical id.
  public private(set) var boundaryOfRole: [String: AttachedPolicy] = [:]
  /// The same as sets of the engine, to be asked.
  private var sets: (ofRole: [String: PolicySet], ofResource: [String: PolicySet]) = ([:], [:])
  /// The account of the deployment.
  public let account: PartialText
  private let template: StackTemplate
  private let reader: WireReader

  /// Reads every policy of a template.
  init(_ template: StackTemplate, _ reader: WireReader) {
    self.template = template
    self.reader = reader
    account = reader.resolver.text(.ref("AWS::AccountId", Span(SourceID(0), 0, 0))) ?? "*"
    for resource in template.resources { collect(resource) }
    sets.ofRole = ofRole.mapValues { PolicySet(identity: $0.map(\.compiled)) }
    sets.ofResource = ofResource.mapValues { PolicySet(resource: $0.map(\.compiled)) }
  }

  /// The identity policies of a role, to be asked.
  func set(ofRole id: String) -> PolicySet { sets.ofRole[id] ?? PolicySet() }

  /// The policies on a resource, to be asked.
  func set(ofResource id: String) -> PolicySet { sets.ofResource[id] ?? PolicySet() }

  private mutating func collect(_ resource: Resource) { Self.collectors[resource.type]?(&self, resource) }

  /// How the policies of each type are read that has some.
  private static let collectors: [String: @Sendable (inout AttachedPolicies, Resource) -> Void] = [
    "AWS::IAM::Role": { $0.collectRole($1) },
    "AWS::IAM::Policy": { $0.collectRolePolicy($1) },
    "AWS::IAM::ManagedPolicy": { $0.collectRolePolicy($1) },
    "AWS::IAM::RolePolicy": { $0.collectRolePolicy($1) },
    "AWS::SQS::QueuePolicy": { $0.collectResourcePolicy($1, targets: "Queues") },
    "AWS::SNS::TopicPolicy": { $0.collectResourcePolicy($1, targets: "Topics") },
    "AWS::S3::BucketPolicy": { $0.collectResourcePolicy($1, targets: "Bucket") },
    "AWS::KMS::Key": { $0.collectOwnPolicy(of: $1, $1["KeyPolicy"], as: .key) },
    "AWS::Events::EventBus": { $0.collectOwnPolicy(of: $1, $1["Policy"]) },
    "AWS::Events::EventBusPolicy": { $0.collectBusPolicy($1) },
    "AWS::ApiGateway::RestApi": { $0.collectOwnPolicy(of: $1, $1["Policy"]) },
    "AWS::DynamoDB::Table": { $0.collectOwnPolicy(of: $1, $1["ResourcePolicy"]?["PolicyDocument"]) },
    "AWS::Kinesis::ResourcePolicy": { $0.collectNamedPolicy($1, "ResourceArn") },
    "AWS::SecretsManager::ResourcePolicy": { $0.collectNamedPolicy($1, "SecretId") },
    "AWS::Logs::LogGroup": { $0.collectOwnPolicy(of: $1, $1["ResourcePolicyDocument"]) },
    "AWS::Logs::ResourcePolicy": { $0.collectLogsPolicy($1) },
    "AWS::Lambda::Permission": { $0.collectPermission($1) },
  ]

  private mutating func collectRole(_ role: Resource) {
    collectOwnPolicy(of: role, role["AssumeRolePolicyDocument"], as: .trust)
    if let boundary = role["PermissionsBoundary"] { collectBoundary(boundary, of: role) }
    for policy in role["Policies"]?.list ?? [] {
      if let document = policy["PolicyDocument"] { add(document, of: role, toRole: role.logicalID) }
    }
    for arn in role["ManagedPolicyArns"]?.list ?? [] {
      if let id = reader.resource(namedBy: arn), template[id]?.type == "AWS::IAM::ManagedPolicy" {
        if let document = template[id]?["PolicyDocument"] { add(document, of: role, toRole: role.logicalID) }
      } else {
        addManaged(arn, to: role)
      }
    }
  }

  /// A managed policy from outside the template: AWS's own are in the table, others are not known.
  private mutating func addManaged(_ arn: Value, to role: Resource) {
    let text = reader.resolver.text(arn) ?? PartialText(Hole("…"))
    var document: PolicyDocument
    if let datum = AWSManagedPolicies.document(arn: text, at: arn.span) {
      document = PolicyDocument(reading: datum)
    } else {
      document = PolicyDocument([], span: arn.span)
      document.unknownStatements.append(Hole("managed policy \(text)"))
    }
    let compiled = CompiledPolicy(document, as: .identity)
    ofRole[role.logicalID, default: []].append(AttachedPolicy(compiled: compiled, owner: role, span: arn.span))
  }

  /// A boundary is a managed policy: one of the template, one of AWS's own, or one of which nothing is known.
  private mutating func collectBoundary(_ arn: Value, of role: Resource) {
    let id = reader.resource(namedBy: arn)
    let text = reader.resolver.text(arn) ?? PartialText(Hole("…"))
    var document = PolicyDocument([], span: arn.span)
    var owner = role
    if let policy = id.flatMap({ template[$0] }), let own = policy["PolicyDocument"] {
      document = PolicyDocument(reading: reader.resolver.document(own))
      owner = policy
    } else if let datum = AWSManagedPolicies.document(arn: text, at: arn.span) {
      document = PolicyDocument(reading: datum)
    } else {
      document.unknownStatements.append(Hole("managed policy \(text)"))
    }
    boundaryOfRole[role.logicalID] = AttachedPolicy(
      compiled: CompiledPolicy(document, as: .boundary), owner: owner, span: document.span)
  }

  private mutating func collectRolePolicy(_ policy: Resource) {
    guard let document = policy["PolicyDocument"] else { return }
    let roles = (policy["Roles"]?.list ?? []) + (policy["RoleName"].map { [$0] } ?? [])
    for role in roles {
      if let id = reader.resource(namedBy: role) { add(document, of: policy, toRole: id) }
    }
  }

  private mutating func add(_ document: Value, of owner: Resource, toRole id: String) {
    let read = PolicyDocument(reading: reader.resolver.document(document))
    ofRole[id, default: []].append(
      AttachedPolicy(compiled: CompiledPolicy(read, as: .identity), owner: owner, span: document.span))
  }

  private mutating func collectResourcePolicy(_ policy: Resource, targets: String) {
    guard let document = policy["PolicyDocument"] else { return }
    let read = PolicyDocument(reading: reader.resolver.document(document))
    let attached = AttachedPolicy(
      compiled: CompiledPolicy(read, as: .resource), owner: policy, span: document.span)
    for target in policy[targets]?.listOrSelf ?? [] {
      if let id = reader.resource(namedBy: target) { ofResource[id, default: []].append(attached) }
    }
  }

  /// A policy that stands in the resource itself.
  private mutating func collectOwnPolicy(of resource: Resource, _ document: Value?, as kind: PolicyKind = .resource) {
    guard let document else { return }
    let read = PolicyDocument(reading: reader.resolver.document(document))
    ofResource[resource.logicalID, default: []].append(
      AttachedPolicy(compiled: CompiledPolicy(read, as: kind), owner: resource, span: document.span))
  }

  /// A policy that is a resource of its own, for one that it names.
  private mutating func collectNamedPolicy(_ policy: Resource, _ target: String) {
    guard let document = policy["ResourcePolicy"], let id = policy[target].flatMap(reader.resource(namedBy:)) else {
      return
    }
    let read = PolicyDocument(reading: reader.resolver.document(document))
    ofResource[id, default: []].append(
      AttachedPolicy(compiled: CompiledPolicy(read, as: .resource), owner: policy, span: document.span))
  }

  /// A statement of a bus's policy is a resource of its own (CloudFormation, AWS::Events::EventBusPolicy).
  private mutating func collectBusPolicy(_ policy: Resource) {
    guard let statement = policy["Statement"], let id = policy["EventBusName"].flatMap(reader.resource(namedBy:)) else {
      return
    }
    let member = Datum.Member(
      key: "Statement", keySpan: statement.span, value: reader.resolver.document(statement))
    var read = PolicyDocument(reading: Datum(.map([member]), statement.span))
    read.version = Spanned(PolicyDocument.currentVersion, statement.span)
    ofResource[id, default: []].append(
      AttachedPolicy(compiled: CompiledPolicy(read, as: .resource), owner: policy, span: statement.span))
  }

  /// A policy of CloudWatch Logs is of the whole account: its statements name log groups. In a text it is not read.
  private mutating func collectLogsPolicy(_ policy: Resource) {
    guard let value = policy["PolicyDocument"] else { return }
    var document = PolicyDocument(reading: reader.resolver.document(value))
    if value.map == nil {
      document = PolicyDocument([], span: value.span)
      document.unknownStatements.append(Hole("policy \(policy.logicalID)"))
    }
    let attached = AttachedPolicy(
      compiled: CompiledPolicy(document, as: .resource), owner: policy, span: value.span)
    for group in template.resources(ofType: "AWS::Logs::LogGroup") {
      ofResource[group.logicalID, default: []].append(attached)
    }
  }

  /// A permission is one statement of its function's policy (Lambda API Reference, AddPermission).
  private mutating func collectPermission(_ permission: Resource) {
    guard let function = permission["FunctionName"] else { return }
    let id = reader.resource(namedBy: function)
    guard let id, let target = template[id], let arn = reader.resolver.arn(of: target) else { return }
    let document = PolicyDocument(reading: LambdaPermission(permission, reader.resolver).document(on: arn))
    ofResource[id, default: []].append(
      AttachedPolicy(compiled: CompiledPolicy(document, as: .resource), owner: permission, span: permission.span))
  }
}
