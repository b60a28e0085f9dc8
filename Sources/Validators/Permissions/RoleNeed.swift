import Policy
import Source
import Spec
import Template

/// Something that a role must allow, with which a service acts for a resource.
struct RoleNeed {
  /// The resource that names the role: a function, a rule, a pipe.
  let holder: Resource
  /// Its role, which is of this template.
  let role: Resource
  /// IAM actions.
  let actions: [String]
  /// The ARN they apply to.
  let resource: PartialText
  /// What it applies to, as the stack refers to it; the ARN for what is outside.
  let target: String
  /// What it applies to, for a statement that is offered.
  let subject: StatementSubject?
  /// Whether the source is read, and not the target written to.
  let isPull: Bool
  /// Whether AWS lists it for the arrow, and no document says that the arrow fails without it.
  var isListed = false
  /// Where else AWS's own examples allow what is listed, though it takes no resource: at the ends of the arrow.
  var ends: [PartialText] = []

  /// What the role lacks of it, to be offered.
  func lack(_ missing: [String]) -> RoleOffer.Lack {
    RoleOffer.Lack(actions: missing, subject: subject, shown: target)
  }

  /// The actions that the role does not allow; what depends on a value that is not known counts as allowed.
  func missing(_ permissions: PermissionContext) -> [String] {
    guard let first = actions.first else { return [] }
    let calls = ([resource] + ends).map { permissions.request(role: role, action: first, resource: $0) }
    let policies = permissions.context.policies.set(ofRole: role.logicalID)
    return actions.filter { action in
      calls.allSatisfy { call in
        switch policies.decide(call.asking(for: action)).outcome {
        case .allow, .depends: false
        case .implicitDeny, .explicitDeny: true
        }
      }
    }
  }
}

extension PermissionContext {
  /// What a role must allow at an arrow, by the wire table.
  func needs(of wire: Wire) -> [RoleNeed] {
    guard let role = context.resource(wire.role.flatMap(context.reader.resource(namedBy:))),
      role.type == "AWS::IAM::Role", !context.incomplete.contains(role.logicalID), let holder = holder(of: wire)
    else { return [] }
    return WirePermission.for(wire: wire.kind.rawValue).compactMap { row in
      let isListed = row.when == "listed"
      guard row.side == .role, row.when == "always" || isListed else { return nil }
      let isPull = row.on.hasPrefix("source") && row.on != "source-execution"
      let other = isPull ? wire.source : wire.target
      guard let resource = resource(row.on, source: wire.source, target: wire.target) else { return nil }
      return RoleNeed(
        holder: holder, role: role, actions: row.actions, resource: resource,
        target: row.on == "*" ? "*" : name(of: other),
        subject: subject(row.on, source: wire.source, target: wire.target), isPull: isPull, isListed: isListed,
        ends: isListed ? Self.ends.compactMap { self.resource($0, source: wire.source, target: wire.target) } : [])
    }
  }

  /// The ends of an arrow, in the words of the wire table.
  static let ends = ["source", "source-stream", "target"]

  /// Who names the role: the function at an end of the arrow whose execution role it is, else what makes the arrow.
  private func holder(of wire: Wire) -> Resource? {
    let functions = [wire.target, wire.source].compactMap(context.function)
    return functions.first { $0["Role"]?.span == wire.role?.span } ?? context.resource(wire.via)
  }

  /// The ARN that a row of the wire table is about; nil where it is not known (`Docs/facts.md`).
  func resource(_ on: String, source: Wire.Endpoint, target: Wire.Endpoint?) -> PartialText? {
    switch on {
    case "*": return "*"
    case "source": return arn(of: source)
    case "key": return target.flatMap(arn(of:))
    case "source-stream":
      if let stream = context.reader.stream(ofConsumer: source) { return arn(of: stream) }
      guard case .external(let arn) = source else {
        return arn(of: source).map { $0.appending("/stream/", Hole("label")) }
      }
      return arn.description.contains("/consumer/") ? nil : arn
    // The group's ARN ends in `:*`, which stands for its streams.
    case "log-group": return target.flatMap(arn(of:))
    case "target-execution": return target.flatMap(arn(of:)).flatMap(executions)
    case "source-execution": return arn(of: source).flatMap(executions)
    case "connection-secret": return arn("secretsmanager", "secret:events!connection/", Hole("any"))
    default: break
    }
    if on.hasPrefix("managed-rule:") { return arn("events", "rule/" + on.dropFirst("managed-rule:".count), nil) }
    let isSource = on.hasPrefix("source/")
    guard isSource || on == "target" || on.hasPrefix("target/") || on.hasPrefix("target:"),
      var arn = (isSource ? source : target).flatMap({ self.arn(of: $0) })
    else { return nil }
    let rest = on.dropFirst("target".count)
    if !rest.isEmpty { arn = arn.appending(String(rest.dropLast()), Hole("any")) }
    return arn
  }

  /// An execution of a state machine.
  private func executions(of machine: PartialText) -> PartialText? {
    var arn = PartialText("")
    for part in machine.parts {
      guard case .literal(let text) = part else {
        arn.append(part)
        continue
      }
      arn.append(.literal(text.replacing(":stateMachine:", with: ":execution:")))
    }
    return arn.appending(":", Hole("any"))
  }

  /// The ARN of something of this account and region.
  private func arn(_ service: String, _ name: String, _ rest: Hole?) -> PartialText? {
    let text = "arn:${AWS::Partition}:\(service):${AWS::Region}:${AWS::AccountId}:\(name)"
    let arn = context.resolver.text(.sub(text, Span(SourceID(0), 0, 0)))
    return rest.map { hole in arn.map { $0.appending("", hole) } } ?? arn
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

extension PartialText {
  /// The text with more behind it, of which the end is not known.
  fileprivate func appending(_ text: String, _ hole: Hole) -> PartialText {
    PartialText(parts: parts + [.literal(text), .hole(hole)])
  }
}
