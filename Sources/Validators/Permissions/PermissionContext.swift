import Policy
import Source
import Spec
import Template

/// A policy document of the template, and where it applies.
struct AttachedPolicy: Sendable {
  /// The document, ready to be asked.
  let compiled: CompiledPolicy
  /// The resource that holds it.
  let owner: Resource
  /// Where the document, or the permission, is written.
  let span: Span
}

/// What the template's policies allow: the policies of each role, and of each resource that has some.
struct PermissionContext: Sendable {
  let context: CheckContext
  private var ofRole: [String: [AttachedPolicy]] = [:]
  private var ofResource: [String: [AttachedPolicy]] = [:]
  /// The account of the deployment.
  let account: PartialText

  init(_ context: CheckContext) {
    self.context = context
    account = context.resolver.text(.ref("AWS::AccountId", Span(SourceID(0), 0, 0))) ?? "*"
    for resource in context.template.resources { collect(resource) }
  }

  /// The policies of a role.
  func policies(ofRole id: String) -> [AttachedPolicy] { ofRole[id] ?? [] }

  /// The policies on a queue, topic, function, alias or bus.
  func policies(onResource id: String) -> [AttachedPolicy] { ofResource[id] ?? [] }

  /// The execution role of a function, if it is of this template.
  func role(of function: Resource) -> Resource? {
    context.resource(function["Role"].flatMap(context.reader.resource(namedBy:))).flatMap {
      $0.type == "AWS::IAM::Role" ? $0 : nil
    }
  }

  /// Whether a role may do something; what a template cannot know leaves it open.
  func decide(role: Resource, action: String, resource: PartialText) -> Decision {
    let arn = context.resolver.arn(of: role) ?? PartialText(parts: [.hole(Hole(role.logicalID))])
    let request = AccessRequest(
      action: action, resource: resource, principal: .role(arn, account: account), isContextComplete: false)
    return PolicySet(identity: policies(ofRole: role.logicalID).map(\.compiled)).decide(request)
  }

  /// Whether a resource admits a service that delivers on behalf of a source.
  func decide(
    service: String, action: String, resource: PartialText, id: String, sourceARN: PartialText
  ) -> Decision {
    let request = AccessRequest(
      action: action, resource: resource, resourceAccount: account, principal: .service(PartialText(service)),
      context: ["aws:SourceArn": [sourceARN], "aws:SourceAccount": [account]], isContextComplete: false)
    return PolicySet(resource: policies(onResource: id).map(\.compiled)).decide(request)
  }
}

extension PermissionContext {
  private mutating func collect(_ resource: Resource) {
    switch resource.type {
    case "AWS::IAM::Role": collectRole(resource)
    case "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy": collectRolePolicy(resource)
    case "AWS::SQS::QueuePolicy": collectResourcePolicy(resource, targets: "Queues")
    case "AWS::SNS::TopicPolicy": collectResourcePolicy(resource, targets: "Topics")
    case "AWS::Lambda::Permission": collectPermission(resource)
    default: break
    }
  }

  private mutating func collectRole(_ role: Resource) {
    for policy in role["Policies"]?.list ?? [] {
      if let document = policy["PolicyDocument"] { add(document, of: role, toRole: role.logicalID) }
    }
    for arn in role["ManagedPolicyArns"]?.list ?? [] {
      if let id = context.reader.resource(namedBy: arn), context.template[id]?.type == "AWS::IAM::ManagedPolicy" {
        if let document = context.template[id]?["PolicyDocument"] { add(document, of: role, toRole: role.logicalID) }
      } else {
        addManaged(arn, to: role)
      }
    }
  }

  /// A managed policy from outside the template: AWS's own are in the table, others are not known.
  private mutating func addManaged(_ arn: Value, to role: Resource) {
    let text = context.resolver.text(arn) ?? PartialText(parts: [.hole(Hole("…"))])
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

  private mutating func collectRolePolicy(_ policy: Resource) {
    guard let document = policy["PolicyDocument"] else { return }
    let roles = (policy["Roles"]?.list ?? []) + (policy["RoleName"].map { [$0] } ?? [])
    for role in roles {
      if let id = context.reader.resource(namedBy: role) { add(document, of: policy, toRole: id) }
    }
  }

  private mutating func add(_ document: Value, of owner: Resource, toRole id: String) {
    let read = PolicyDocument(reading: context.resolver.resolve(document))
    ofRole[id, default: []].append(
      AttachedPolicy(compiled: CompiledPolicy(read, as: .identity), owner: owner, span: document.span))
  }

  private mutating func collectResourcePolicy(_ policy: Resource, targets: String) {
    guard let document = policy["PolicyDocument"] else { return }
    let read = PolicyDocument(reading: context.resolver.resolve(document))
    let attached = AttachedPolicy(
      compiled: CompiledPolicy(read, as: .resource), owner: policy, span: document.span)
    for target in policy[targets]?.list ?? [] {
      if let id = context.reader.resource(namedBy: target) { ofResource[id, default: []].append(attached) }
    }
  }

  /// A permission is one statement of its function's policy (Lambda API Reference, AddPermission).
  private mutating func collectPermission(_ permission: Resource) {
    guard let function = permission["FunctionName"] else { return }
    let id = context.reader.resource(namedBy: function)
    guard let id, let target = context.template[id], let arn = context.resolver.arn(of: target) else { return }
    let document = PolicyDocument(reading: LambdaPermission(permission, context.resolver).document(on: arn))
    ofResource[id, default: []].append(
      AttachedPolicy(compiled: CompiledPolicy(document, as: .resource), owner: permission, span: permission.span))
  }
}
