import Diagnostics
import Source
import Spec
import Template
import YAML

extension StackLowering {
  /// Grants the roles that are made for state machines what the definitions call. Every resource must be there, since a
  /// call may name any of them.
  mutating func grantMachineCalls() {
    guard !machineRoles.isEmpty else { return }
    let reader = WireReader(unfinished)
    for (entry, role) in machineRoles {
      guard let machine = resource(made: entry.logicalID) else { continue }
      var own: [Statement] = []
      for call in reader.calls(ofStateMachine: machine) { grant(call, of: entry, to: role, own: &own) }
      addOwnPolicy(of: entry, role, own)
      if machine["LoggingConfiguration"]?["Destinations"] != nil {
        let span = entry.keySpan("logging") ?? entry.span
        grant(.stateMachineToLogGroup, WireEnds(), to: .serviceRole(role), at: logSpan(machine) ?? span)
      }
      if entry.bool("tracing") == true, let span = entry.keySpan("tracing") {
        for statement in statements(of: "state-machine-tracing", WireEnds(), at: span) {
          grant(statement, in: .serviceRole(role))
        }
      }
    }
  }

  private func logSpan(_ machine: Resource) -> Span? {
    machine["LoggingConfiguration"]?["Destinations"]?.list?.first?["CloudWatchLogsLogGroup"]?["LogGroupArn"]?.span
  }

  /// Grants one call. What is about the machine itself is collected in `own`.
  private mutating func grant(_ call: StateMachineCall, of entry: Entry, to role: String, own: inout [Statement]) {
    let target = value(of: call.scope, at: call.span)
    if target.isOpen { findings.report(.openCall(call, at: call.span)) }
    switch call.need {
    case .action(let action):
      grant(
        Statement(actions: [Name(action, call.span)], resources: [target.value], span: call.span),
        in: .serviceRole(role))
    case .rows(let rows):
      let ends = WireEnds(source: ref(entry), target: target.value)
      for row in WirePermission.for(wire: rows) where row.side == .role {
        for statement in statements(of: row, ends, at: call.span) {
          if row.on.hasPrefix("source") || target.isSelf(entry) {
            own.append(statement)
          } else {
            grant(statement, in: .serviceRole(role))
          }
        }
      }
    }
  }

  /// What a statement is about the machine itself stands in a policy that is made after it: the machine needs its role to be
  /// made, so the role cannot name the machine.
  private mutating func addOwnPolicy(of entry: Entry, _ role: String, _ own: [Statement]) {
    guard let span = own.first?.span, let declared = entry.declared else { return }
    var policy = derived("\(entry.logicalID)Policy", "AWS::IAM::Policy", from: entry, at: span)
    policy.properties.set("PolicyName", at: span, .string(policy.logicalID, span))
    policy.properties.set("Roles", at: span, .list([.ref(role, span)], span))
    policy.condition = condition(of: entry)
    policy.properties.set(
      "PolicyDocument", at: span, Statement.document(Statement.merged(own), at: span, under: policy.condition))
    add(policy, order: declared.order)
  }

  /// The ARN of what a call applies to, for a statement.
  private func value(of scope: StateMachineCall.Scope, at span: Span) -> CallTarget {
    switch scope {
    case .everything: return CallTarget(value: .string("*", span))
    case .open: return CallTarget(value: .string("*", span), isOpen: true)
    case .target(let endpoint): return target(endpoint, at: span)
    case .contents(let endpoint):
      let target = target(endpoint, at: span)
      return target.isOpen ? target : CallTarget(value: target.value.appending("/*"), id: target.id)
    }
  }

  private func target(_ endpoint: Wire.Endpoint, at span: Span) -> CallTarget {
    switch endpoint {
    case .resource(let id):
      guard let declared = declarations.owner(of: id) else { return CallTarget(value: .ref(id, span), id: id) }
      if declared.logicalID != id { return CallTarget(value: .ref(id, span), id: id) }
      return CallTarget(value: arn(of: declared, at: span) ?? .ref(id, span), id: id)
    case .external(let arn):
      guard arn.description.hasPrefix("arn:"), let value = writtenOut(arn, at: span) else {
        return CallTarget(value: .string("*", span), isOpen: true)
      }
      return CallTarget(value: value)
    }
  }

  /// A text of which only parameters are not known; nil where something else is not.
  private func writtenOut(_ text: PartialText, at span: Span) -> Value? {
    if let literal = text.literal { return .string(literal, span) }
    var written = ""
    for part in text.parts {
      switch part {
      case .literal(let literal): written += literal.replacingDollarBraces()
      case .hole(let hole):
        guard Deployment.pseudoParameters.contains(hole.name) || declarations["parameters.\(hole.name)"] != nil else {
          return nil
        }
        written += "${\(hole.name)}"
      }
    }
    return .sub(written, span)
  }
}

/// The resource of a statement about a call.
private struct CallTarget {
  /// Its ARN, or `*`.
  let value: Value
  /// The resource's logical id, if it is of this stack.
  var id: String?
  /// Whether the definition does not say what is called.
  var isOpen = false

  /// Whether the machine calls itself.
  func isSelf(_ entry: Entry) -> Bool { id == entry.logicalID }
}
