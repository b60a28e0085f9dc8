import Policy
import Source
public import Spec
public import Template
import Validators

/// What becomes of a resource.
public struct ResourceChange: Sendable {
  /// The kinds of change.
  public enum Kind: String, Sendable {
    case added, removed, changed
    /// The same resource under another logical id: one is made, and the other deleted.
    case renamed
    /// The same logical id for another type, which CloudFormation refuses.
    case retyped
  }

  /// The kind.
  public let kind: Kind
  /// The resource before, where there was one.
  public let old: Resource?
  /// The resource after, where there is one.
  public let new: Resource?
  /// What differs.
  public let properties: [PropertyChange]
  /// Resources that came or went with it, being derived from it.
  public internal(set) var derived: [Resource] = []

  /// The resource, after where it is there.
  public var resource: Resource? { new ?? old }

  /// What the changes do to it together.
  public var effect: PropertyChange.Effect { properties.map(\.effect).max() ?? .update }

  /// Whether the resource of before is gone afterwards, or may be.
  public var isGone: Bool {
    switch kind {
    case .removed, .renamed: true
    case .added, .retyped: false
    case .changed: effect != .update
    }
  }

  /// Whether CloudFormation leaves the resource of before where it is, though it is no more of the stack.
  public var isKept: Bool {
    // A resource that goes is kept by the policy that the stack had before the update.
    switch kind {
    case .removed, .renamed: keeps(old?.attributes["DeletionPolicy"])
    case .changed: keeps(new?.attributes["UpdateReplacePolicy"])
    case .added, .retyped: false
    }
  }

  private func keeps(_ policy: Value?) -> Bool {
    policy?.string.map { ["Retain", "RetainExceptOnCreate", "Snapshot"].contains($0) } ?? false
  }

  /// Whether the resource of before is gone for sure, or a value that identifies it was edited.
  public var isGoneForSure: Bool {
    kind != .changed || effect == .replace
      || properties.contains { $0.effect == .mayReplace && $0.old != nil && $0.new != nil }
  }

  /// What is lost with it; nil if nothing is.
  public var loss: StatefulType? { isGone && !isKept ? old.flatMap { StatefulType.of($0.type) } : nil }
}

/// Finds what becomes of the resources of a stack.
struct ResourceChanges {
  let old: ComparedStack
  let new: ComparedStack
  /// Places of policies that are compared by what they mean.
  private let policies: Set<Span>
  /// Places of names that packing makes of what code holds, where it was not packed.
  private let unpacked: Set<String>

  init(_ old: ComparedStack, _ new: ComparedStack) {
    self.old = old
    self.new = new
    policies = Set(
      [old, new].map(\.context.policies).flatMap { policies in
        [policies.ofRole, policies.ofResource].flatMap { $0.values.flatMap { $0 } } + policies.boundaryOfRole.values
      }.filter { $0.compiled.document.unknownStatements.isEmpty }.map(\.span))
    unpacked = Set(
      [old, new].flatMap(\.template.artifacts).filter { $0.objectName == "\($0.owner).zip" }.map {
        "\($0.owner)/\(([$0.property] + $0.keyPath).joined(separator: "/"))"
      })
  }

  /// The changes: of what is there after, in its order, then of what is gone.
  var all: [ResourceChange] {
    var changes: [ResourceChange] = []
    var removed = old.template.resources.filter { new.template[$0.logicalID] == nil }
    for resource in new.template.resources {
      if let before = old.template[resource.logicalID] {
        if let change = change(before, resource) { changes.append(change) }
      } else if let index = removed.firstIndex(where: { isSame($0, resource) }) {
        changes.append(ResourceChange(kind: .renamed, old: removed.remove(at: index), new: resource, properties: []))
      } else {
        changes.append(ResourceChange(kind: .added, old: nil, new: resource, properties: []))
      }
    }
    changes += removed.map { ResourceChange(kind: .removed, old: $0, new: nil, properties: []) }
    return Self.folding(changes)
  }

  /// Derived resources that come or go are told of with the one that they are derived from.
  private static func folding(_ changes: [ResourceChange]) -> [ResourceChange] {
    var kept: [ResourceChange] = []
    var folded: [ResourceChange] = []
    for change in changes {
      let isDerived = change.resource?.origin == .derived && (change.kind == .added || change.kind == .removed)
      // What is lost is told by itself: the log events of a function.
      if isDerived, change.loss == nil { folded.append(change) } else { kept.append(change) }
    }
    for change in folded {
      guard let resource = change.resource else { continue }
      let maker = kept.firstIndex { other in
        let isAlike = other.kind == change.kind || (other.kind == .renamed && change.kind == .added)
        guard isAlike, let maker = other.resource, maker.origin == .declared else { return false }
        return maker.extent.source == resource.span.source && maker.extent.start <= resource.span.start
          && resource.span.end <= maker.extent.end
      }
      if let maker { kept[maker].derived.append(resource) } else { kept.append(change) }
    }
    return kept
  }

  private func change(_ before: Resource, _ after: Resource) -> ResourceChange? {
    guard before.type == after.type else {
      return ResourceChange(kind: .retyped, old: before, new: after, properties: [])
    }
    var properties = properties(before, after)
    if let type = ResourceType.named(after.type) {
      for index in properties.indices { properties[index].effect = properties[index].effect(on: type) }
    }
    properties += attributes(before, after)
    guard !properties.isEmpty else { return nil }
    return ResourceChange(kind: .changed, old: before, new: after, properties: properties)
  }

  private func properties(_ before: Resource, _ after: Resource) -> [PropertyChange] {
    let policies = policies(of: before).union(policies(of: after))
    func told(_ resource: Resource) -> ValueMap {
      ValueMap(resource.properties.entries.filter { !policies.contains($0.key) })
    }
    return PropertyChange.between(old.resolve(told(before), before), new.resolve(told(after), after)).filter { change in
      !unpacked.contains("\(after.logicalID)/\(change.name)")
    }
  }

  /// The properties that hold policies: those are compared by what they allow.
  private func policies(of resource: Resource) -> Set<String> {
    guard resource.type != "AWS::IAM::Role" else {
      return ["AssumeRolePolicyDocument", "Policies", "ManagedPolicyArns", "PermissionsBoundary"]
    }
    return Set(
      resource.properties.entries.filter { entry in
        // The values of a derived resource share one place: only the property's name tells them apart.
        let document = entry.value["PolicyDocument"] ?? entry.value
        return Self.ofPolicies.contains(entry.key) && policies.contains(document.span)
      }.map(\.key))
  }

  /// The properties that hold policies which take part in decisions.
  private static let ofPolicies: Set<String> = [
    "PolicyDocument", "KeyPolicy", "Policy", "ResourcePolicy", "ResourcePolicyDocument", "Statement",
  ]

  /// What stands beside the properties.
  private func attributes(_ before: Resource, _ after: Resource) -> [PropertyChange] {
    var changes: [PropertyChange] = []
    for key in ["DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy", "UpdatePolicy"] {
      let values = (before.attributes[key].map(old.resolve), after.attributes[key].map(new.resolve))
      switch values {
      case (nil, nil): continue
      case (let a?, let b?): changes += PropertyChange.between(a, b, at: [key])
      case (let a, let b): changes.append(PropertyChange(path: [key], old: a, new: b))
      }
    }
    let names = (before.condition, after.condition)
    if names.0?.text != names.1?.text {
      changes.append(PropertyChange(path: ["Condition"], old: names.0.map(Self.datum), new: names.1.map(Self.datum)))
    }
    return changes
  }

  private static func datum(_ name: Name) -> Datum { Datum(.string(PartialText(name.text)), name.span) }

  /// Whether two resources are the same but for their logical ids.
  private func isSame(_ before: Resource, _ after: Resource) -> Bool {
    guard before.type == after.type, before.origin == after.origin, !before.properties.isEmpty else { return false }
    let values = (
      old.resolve(before.properties, before), new.resolve(after.properties, after)
    )
    return values.0.meaning == values.1.meaning
  }
}
