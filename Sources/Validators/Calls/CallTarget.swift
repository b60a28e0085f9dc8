import Handlers
import Policy
import Source
import Spec
import Template

/// What a call of a handler is on.
struct CallTarget {
  /// The resource of the stack; nil where it is not known.
  let resource: Resource?
  /// The ARN; of a resource that is not known, one that may be any of the service's.
  let arn: PartialText
  /// Whether the action is on this and nothing else.
  let isKnown: Bool

  /// The same for a statement: the resource with what follows its ARN, or the ARN; nil where that cannot be written.
  func subject(_ context: CheckContext) -> StatementSubject? {
    if arn == "*" { return .everything }
    guard let resource, let own = context.resolver.arn(of: resource) else {
      return arn.holes.allSatisfy({ $0.name.hasPrefix("AWS::") }) ? .text(arn.description) : nil
    }
    guard arn.description.hasPrefix(own.description) else { return nil }
    let rest = arn.description.dropFirst(own.description.count)
    return .part(of: .resource(resource.logicalID), rest: String(rest).replacing("${\(Self.anything.name)}", with: "*"))
  }

  /// The rest of a name that the code does not say.
  static let anything = Hole("any")
}

extension PermissionContext {
  /// What a call's action is on.
  func target(of call: SDKCall, action: String, by function: Resource) -> CallTarget {
    let types = Set(IAMAction.named(action)?.resourceTypes.map(\.type.name) ?? [])
    // "If the column is empty, you must specify all resources" (Service Authorization Reference, Actions table).
    guard !types.isEmpty else { return CallTarget(resource: nil, arn: "*", isKnown: true) }
    let rows = SDKParameter.all.filter {
      $0.prefix == call.prefix && types.contains($0.resource) && call.arguments[$0.name] != nil
    }
    let rest = rows.first { !$0.suffix.isEmpty }
    guard let row = rows.first(where: \.suffix.isEmpty) ?? rest, let named = call.arguments[row.name],
      let found = resource(named, ofType: row.resourceType, by: function)
    else { return anything(of: call.prefix) }
    guard let rest else { return CallTarget(resource: found.resource, arn: found.arn, isKnown: true) }
    var arn = found.arn
    arn.append(.literal(rest.suffix))
    if rest.name != row.name, case .text(let text)? = call.arguments[rest.name] {
      arn.append(.literal(text))
    } else {
      arn.append(.hole(CallTarget.anything))
    }
    return CallTarget(resource: found.resource, arn: arn, isKnown: true)
  }

  /// Any resource of a service, whoever owns it.
  private func anything(of prefix: String) -> CallTarget {
    var arn: PartialText = "arn:"
    let isS3 = prefix == "s3"
    arn.append(.hole(Hole("any partition")))
    arn.append(.literal(":\(prefix):"))
    if !isS3 { arn.append(.hole(Hole("any region"))) }
    arn.append(.literal(":"))
    if !isS3 { arn.append(.hole(Hole("any account"))) }
    arn.append(.literal(":"))
    arn.append(.hole(Hole("any resource")))
    return CallTarget(resource: nil, arn: arn, isKnown: false)
  }

  /// What an argument names: by a variable of the environment, an ARN, a URL or a name.
  private func resource(
    _ argument: SDKCall.Argument, ofType type: String, by function: Resource
  ) -> (resource: Resource?, arn: PartialText)? {
    switch argument {
    case .unknown: return nil
    case .text(let text): return resource(PartialText(text), ofType: type)
    case .variable(let name):
      guard let value = function["Environment"]?["Variables"]?[name] else { return nil }
      if let id = context.reader.resource(namedBy: value), let resource = context.template[id], resource.type == type {
        return context.resolver.arn(of: resource).map { (resource, $0) }
      }
      return context.resolver.text(value).flatMap { resource($0, ofType: type) }
    }
  }

  private func resource(_ text: PartialText, ofType type: String) -> (resource: Resource?, arn: PartialText)? {
    let resolver = context.resolver
    for resource in context.resources(type) {
      guard let arn = resolver.arn(of: resource) else { continue }
      let reference = resolver.text(.ref(resource.logicalID, resource.span))
      if arn == text || reference == text || resolver.physicalName(of: resource) == text { return (resource, arn) }
    }
    guard text.literal?.hasPrefix("arn:") == true else { return nil }
    return (nil, text)
  }

  /// Whether a role may call something, the policies on it and the role's boundary included.
  func decide(role: Resource, action: String, on target: CallTarget) -> Decision {
    let arn = context.resolver.arn(of: role) ?? PartialText(Hole(role.logicalID))
    let owned = target.resource.map { policies(onResource: $0.logicalID) } ?? []
    let others = target.isKnown ? [] : policiesOnAnything
    let request = AccessRequest(
      action: action, resource: target.arn, resourceAccount: target.resource == nil ? nil : account,
      principal: .role(arn, account: account), isContextComplete: false)
    return PolicySet(
      identity: policies(ofRole: role.logicalID).map(\.compiled), resource: (owned + others).map(\.compiled),
      boundary: context.policies.boundaryOfRole[role.logicalID].map { [$0.compiled] }
    ).decide(request)
  }

  /// The policies on every resource but roles and keys: one of them may be on what is called.
  private var policiesOnAnything: [AttachedPolicy] {
    context.policies.ofResource.keys.sorted().flatMap { policies(onResource: $0) }.filter {
      $0.compiled.kind == .resource
    }
  }
}
