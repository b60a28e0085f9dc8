public import Source
import Spec
public import Template

/// Something that must be allowed for an arrow to work: to a role of the template, or to a service on its own behalf.
public struct WireNeed: Sendable {
  /// To whom.
  public enum Asker: Sendable {
    /// A role, and the resource that names it: a function, a rule, a pipe.
    case role(Resource, holder: Resource)
    /// A service principal, and the ARN that it acts for.
    case service(String, source: PartialText)
  }

  /// To whom.
  public let asker: Asker
  /// IAM actions.
  public let actions: [String]
  /// On what: an ARN, or `*`.
  public let resource: PartialText
  /// The resource of the template that this is, or is a part of.
  public let target: Resource?
  /// The arrow.
  public let wire: Wire
}

extension CheckContext {
  /// All that the arrows need, by the wire table, in their order. What is needed only sometimes is left out.
  public var wireNeeds: [WireNeed] {
    let permissions = PermissionContext(self)
    return wires.flatMap { wire in permissions.roleNeeds(wire) + permissions.serviceNeeds(wire) }
  }
}

extension PermissionContext {
  fileprivate func roleNeeds(_ wire: Wire) -> [WireNeed] {
    needs(of: wire).map { need in
      let end = context.resource(need.isPull ? wire.source : wire.target)
      return WireNeed(
        asker: .role(need.role, holder: need.holder), actions: need.actions, resource: need.resource,
        target: need.resource.literal == "*" ? nil : end, wire: wire)
    }
  }

  fileprivate func serviceNeeds(_ wire: Wire) -> [WireNeed] {
    guard let source = sourceARN(of: wire), let resource = arn(of: wire.target), wire.role == nil else { return [] }
    return WirePermission.for(wire: wire.kind.rawValue).compactMap { row in
      guard row.side == .resource, row.when == "always" else { return nil }
      return WireNeed(
        asker: .service(row.principal, source: source), actions: row.actions, resource: resource,
        target: context.resource(wire.target), wire: wire)
    }
  }
}
