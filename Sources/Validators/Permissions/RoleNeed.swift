import Policy
import Source
import Spec
import Template

/// Something that a function's role must allow.
struct RoleNeed {
  /// The function.
  let function: Resource
  /// Its role, which is of this template.
  let role: Resource
  /// IAM actions.
  let actions: [String]
  /// The ARN they apply to.
  let resource: PartialText
  /// What it applies to, as the stack refers to it; the ARN for what is outside.
  let target: String

  /// The actions that the role does not allow; what depends on a value that is not known counts as allowed.
  func missing(_ permissions: PermissionContext) -> [String] {
    actions.filter { action in
      switch permissions.decide(role: role, action: action, resource: resource).outcome {
      case .allow, .depends: false
      case .implicitDeny, .explicitDeny: true
      }
    }
  }
}

extension PermissionContext {
  /// What a function's role must allow at an arrow of this function, by the wire table.
  func needs(of wire: Wire) -> [RoleNeed] {
    WirePermission.for(wire: wire.kind.rawValue).compactMap { row in
      guard row.side == .role, row.when == "always" else { return nil }
      let holder = wire.kind == .eventSourceQueue ? wire.target : wire.source
      let other = row.on == "source" ? wire.source : wire.target
      guard let function = context.function(holder), let role = role(of: function), let arn = arn(of: other),
        !context.incomplete.contains(role.logicalID)
      else { return nil }
      return RoleNeed(
        function: function, role: role, actions: Array(row.actions), resource: arn, target: name(of: other))
    }
  }

  /// The ARN of an end of an arrow.
  func arn(of endpoint: Wire.Endpoint) -> PartialText? {
    switch endpoint {
    case .resource(let id): context.template[id].flatMap(context.resolver.arn)
    case .external(let arn): arn
    }
  }

  /// An end of an arrow as the stack refers to it.
  func name(of endpoint: Wire.Endpoint) -> String {
    switch endpoint {
    case .resource(let id): context.template[id]?.reference ?? id
    case .external(let arn): arn.description
    }
  }

  /// An end of an arrow in a message.
  func label(of endpoint: Wire.Endpoint) -> String {
    switch endpoint {
    case .resource(let id): context.template[id]?.label ?? id
    case .external(let arn): arn.description
    }
  }

  /// The place of a role's policies, for a note, and what they allow so far.
  func note(on role: Resource) -> (text: String, span: Span) {
    let place = role.properties.entry("Policies")?.keySpan ?? role.span
    let count = policies(ofRole: role.logicalID).reduce(0) { $0 + $1.compiled.document.statements.count }
    return (
      count == 0
        ? "`\(role.label)` allows nothing"
        : "`\(role.label)` has \(count) statement\(count == 1 ? "" : "s"), none of which allows it", place
    )
  }
}
