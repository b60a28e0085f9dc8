import Diagnostics
import Policy
import Source
import Spec
import Template

/// A role that a resource names for a service to act with.
struct RoleUse {
  /// The resource that names it.
  let holder: Resource
  /// Where it is named.
  let value: Value
  /// The service principal that assumes it.
  let service: String
}

extension CheckContext {
  /// The roles of arrows, each once for each place that names it: a function's role is another rule's.
  var roleUsesOfWires: [RoleUse] {
    var seen: Set<Span> = []
    return wires.compactMap { wire in
      guard let value = wire.role, let holder = resource(wire.via),
        let row = WirePermission.for(wire: wire.kind.rawValue).first(where: { $0.side == .role }),
        row.principal != TrustPolicy.lambda, seen.insert(value.span).inserted
      else { return nil }
      return RoleUse(holder: holder, value: value, service: row.principal)
    }
  }

  /// The role, where it is one of this template that is known whole.
  func role(of use: RoleUse) -> Resource? {
    resource(reader.resource(namedBy: use.value)).flatMap { $0.type == "AWS::IAM::Role" && isWhole($0) ? $0 : nil }
  }
}

extension PermissionContext {
  /// Whether a role lets a service assume it for a resource. The account is the deployment's; what else a service says of
  /// its source is known of some.
  func decideTrust(_ service: String, role: Resource, for holder: Resource) -> Decision {
    let decision = decideTrust(exactly: service, role: role, for: holder)
    guard decision.outcome == .implicitDeny else { return decision }
    let trust = TrustPolicy(context.resolver.document(role["AssumeRolePolicyDocument"] ?? .object(role.span, [:])))
    let others = (trust?.names(of: service) ?? []).map { decideTrust(exactly: $0, role: role, for: holder) }
    return others.first { $0.outcome != .implicitDeny } ?? decision
  }

  private func decideTrust(exactly service: String, role: Resource, for holder: Resource) -> Decision {
    var values: [String: [PartialText]] = ["aws:SourceAccount": [account]]
    if let source = trustedSource(service, holder) { values["aws:SourceArn"] = [source] }
    let request = AccessRequest(
      action: "sts:AssumeRole",
      resource: context.resolver.arn(of: role) ?? PartialText(Hole(role.logicalID)),
      resourceAccount: account, principal: .service(PartialText(service)), context: values, isContextComplete: false)
    return context.policies.set(ofResource: role.logicalID).decide(request)
  }

  /// What a service gives as `aws:SourceArn` when it assumes a role, where AWS says so.
  private func trustedSource(_ service: String, _ holder: Resource) -> PartialText? {
    switch Self.trustedSources[String(service.before("."))] {
    case "via": return context.resolver.arn(of: holder)
    case "schedule-group":
      // A schedule acts for its group: `arn:…:scheduler:region:account:schedule-group/name`.
      guard let arn = context.resolver.arn(of: holder) else { return nil }
      let group = holder["GroupName"].map { context.resolver.text($0) ?? PartialText(Hole("group")) }
      var text = PartialText("")
      for part in arn.parts {
        guard case .literal(let literal) = part, let mark = literal.firstRange(ofASCII: ":schedule/") else {
          text.append(part)
          continue
        }
        text.append(.literal(String(literal[..<mark.lowerBound]) + ":schedule-group/"))
        break
      }
      text.append(group ?? "default")
      return text
    default: return nil
    }
  }
}

extension PermissionContext {
  /// What the source is of a service that assumes a role, by the service's word, where AWS says so.
  private static let trustedSources: [String: String] = Dictionary(
    WirePermission.all.filter { $0.side == .role && $0.condition != nil }.compactMap { row in
      row.conditionValue.map { (String(row.principal.before(".")), $0) }
    }, uniquingKeysWith: { first, _ in first })
}

/// A service that a role is to trust, as its author would write it.
struct TrustOffer {
  let role: Resource
  let service: String
  let sources: SourceMap

  /// A statement more in the trust policy of a role that is written as CloudFormation has it.
  var fix: Fix? {
    guard role.origin == .declared, let entry = role.properties.entry("AssumeRolePolicyDocument"),
      sources.text(entry.keySpan).contains("AssumeRolePolicyDocument"), let statements = entry.value["Statement"]
    else { return nil }
    let statement = FlowText.map([
      ("Effect", .text("Allow")), ("Principal", .map([("Service", .text(service))])),
      ("Action", .text("sts:AssumeRole")),
    ])
    return ValueEdits(sources: sources).append([statement], to: statements).map {
      Fix("let `\(role.label)` trust `\(service)`", safe: false, edits: $0)
    }
  }
}
