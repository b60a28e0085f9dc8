import Driver
import Source
import Spec
import Template

/// What is wrong with the permissions of a cell.
enum Fault: String, CaseIterable, Sendable {
  case none = "right"
  case roleSide = "role side missing"
  case policySide = "policy side missing"
  case source = "wrong aws:SourceArn"
  case account = "wrong account"
  case key = "KMS missing"

  /// An account that is not the deployment's.
  static let stranger = "210987654321"
}

/// A template with a fault, and the place where lint must find it; or why there is no such fault.
enum Cell {
  /// The template, and whether the fault is found where the role is named, instead of at the arrow.
  case stack(StackTemplate, atRole: Bool)
  case impossible(String)
}

/// Makes the faults of a wire in the template that has it right.
struct FaultyStack {
  let right: StackTemplate
  let wire: Wire
  private let reader: WireReader
  private let rows: [WirePermission]

  init?(_ wireCase: WireCase) {
    guard let right = wireCase.template else { return nil }
    reader = WireReader(right, WireCell.options.deployment)
    guard let wire = reader.wires.first(where: { $0.kind.rawValue == wireCase.wire }) else { return nil }
    self.right = right
    self.wire = wire
    rows = Array(WirePermission.for(wire: wireCase.wire))
  }

  func cell(_ fault: Fault) -> Cell {
    switch fault {
    case .none: .stack(right, atRole: false)
    case .roleSide: roleSide
    case .policySide: policySide
    case .source: source
    case .account: account
    case .key: key
    }
  }

  // MARK: What the wire has

  private var role: Resource? {
    guard rows.contains(where: { $0.side == .role && $0.when == "always" }) else { return nil }
    return wire.role.flatMap(reader.resource(namedBy:)).flatMap { right[$0] }
  }
  private func rows(_ side: WirePermission.Side) -> [WirePermission] {
    rows.filter { $0.side == side && $0.when == "always" }
  }
  private func actions(_ rows: [WirePermission]) -> Set<String> { Set(rows.flatMap { Array($0.actions) }) }
  private var keyRows: [WirePermission] { rows.filter { $0.when.hasSuffix("-encrypted") } }

  // MARK: The faults

  private var roleSide: Cell {
    guard let role else {
      return .impossible("the service delivers on its own behalf, and the target's policy alone decides")
    }
    let lost = actions(rows(.role))
    return .stack(
      right.editingStatements(ofRole: role.logicalID, reader) { isOfOther($0) ? $0 : $0.without(lost) }, atRole: false)
  }

  /// Whether a statement of the role is for another wire: it names a resource that is no end of this one.
  private func isOfOther(_ statement: ValueMap) -> Bool {
    guard let id = statement["Resource"].flatMap(reader.resource(namedBy:)) else { return false }
    return id != wire.source.resourceID && id != wire.target.resourceID
  }

  private var policySide: Cell {
    if let role {
      let service = Value.string("ec2.amazonaws.com", role.span)
      return .stack(
        right.editingTrust(of: role) { $0.setting("Principal", .object(role.span, ["Service": service])) }, atRole: true
      )
    }
    if wire.kind == .alarmToTopic {
      return .impossible("the policy that every topic has at first lets alarms of the account publish")
    }
    return .stack(right.editingAdmissions(of: wire, services, reader) { _ in nil }, atRole: false)
  }

  private var source: Cell {
    let row = rows.first { $0.condition == "aws:SourceArn" && $0.side != .key }
    guard row != nil else {
      return .impossible(
        role == nil
          ? "EventBridge gives no key with which a policy could tell its rules apart"
          : "no document says which ARN the service gives when it assumes the role")
    }
    if let role {
      let other = Value.string("arn:aws:none:us-east-1:000000000000:other", role.span)
      return .stack(
        right.editingTrust(of: role) { $0.condition("ArnLike", "aws:SourceArn", other) }, atRole: true)
    }
    guard let arn = text(of: wire.source) else { return .impossible("the source has no ARN") }
    let other = Value.string(Self.neighbour(of: arn), wire.span)
    return .stack(
      right.editingAdmissions(of: wire, services, reader) { $0.sourceARN(other) }, atRole: false)
  }

  private var account: Cell {
    let stranger = Value.string(Fault.stranger, wire.span)
    guard let role else {
      guard rows.contains(where: { $0.condition != nil && $0.side == .resource }) else {
        return .impossible("EventBridge gives no key with which a policy could tell its rules apart")
      }
      return .stack(
        right.editingAdmissions(of: wire, services, reader) { $0.sourceAccount(stranger) }, atRole: false)
    }
    // A statement that is about the same in another account; where it cannot name one, the trust that does.
    let wanted = actions(rows(.role).filter { $0.on != "*" })
    guard !wanted.isEmpty, let arn = subject, !arn.hasPrefix("arn:aws:s3:::") else {
      return .stack(
        right.editingTrust(of: role) { $0.condition("StringEquals", "aws:SourceAccount", stranger) }, atRole: true)
    }
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let other = Value.string("arn:aws:\(parts[2]):\(parts[3]):\(Fault.stranger):*", wire.span)
    return .stack(
      right.editingStatements(ofRole: role.logicalID, reader) { statement in
        statement.actions.isDisjoint(with: wanted) || isOfOther(statement)
          ? statement : statement.setting("Resource", other)
      }, atRole: false)
  }

  private var key: Cell {
    guard let row = keyRows.first else {
      return .impossible("no end of the wire is encrypted with a key that the wire uses")
    }
    let lost = actions(keyRows)
    if row.side == .role {
      guard let role else { return .impossible("the wire has no role") }
      return .stack(right.editingStatements(ofRole: role.logicalID, reader) { $0.without(lost) }, atRole: false)
    }
    return .stack(
      right.editingKeyPolicies { statement in
        statement.principalService == row.principal ? nil : statement
      }, atRole: false)
  }

  private var services: Set<String> { Set(rows(.resource).map(\.principal)) }

  /// What the role's statements are about.
  private var subject: String? {
    let on = rows(.role).first { $0.on != "*" }?.on ?? "target"
    return text(of: on.hasPrefix("source") ? wire.source : wire.target)
  }

  /// The ARN at an end of an arrow, with its holes.
  private func text(of end: Wire.Endpoint) -> String? {
    switch end {
    case .resource(let id): right[id].flatMap(reader.resolver.arn)?.description
    case .external(let arn): arn.description
    }
  }

  /// Another resource of the same kind.
  private static func neighbour(of arn: String) -> String {
    var parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6 else { return arn + "-other" }
    let kind =
      parts[5].contains("/")
      ? parts[5].prefix { $0 != "/" } + "/" : parts[5].contains(":") ? parts[5].prefix { $0 != ":" } + ":" : ""
    if parts[5].hasPrefix("\(kind)${") {
      // An id that AWS makes up could be any, so that only the region tells the two apart.
      parts[3] = "eu-west-1"
    }
    parts[5] = kind + "other"
    return parts.joined(separator: ":")
  }
}
