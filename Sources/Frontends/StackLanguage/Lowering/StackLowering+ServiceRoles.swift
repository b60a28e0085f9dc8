import Source
import Spec
import Template
import YAML

/// The ends of a wire, for the role that a service acts with.
struct WireEnds {
  /// Where events come from, by reference or ARN.
  var source: Value?
  /// Where they go.
  var target: Value?
  /// Words of the table's `when` that hold besides `always`: `qualified`, `credentials-set`.
  var holding: Set<String> = []
}

extension StackLowering {
  /// The role that a service assumes for an entry that is no function, made when it is first asked for; a role that the
  /// entry names is its own and takes nothing.
  ///
  /// - Returns: Its logical id; ``grant(_:in:)`` it what the arrows need with `.serviceRole`.
  mutating func serviceRole(_ suffix: String, of entry: Entry, for service: String, at span: Span) -> String {
    let id = "\(LogicalID.pascalCase(entry.name))\(suffix)"
    guard !hasMade(id) else { return id }
    var role = derived(id, "AWS::IAM::Role", from: entry, at: span)
    role.properties.set(
      "AssumeRolePolicyDocument", at: span, Self.trustPolicy(services: [.string(service, span)], at: span))
    role.condition = condition(of: entry)
    add(role)
    return id
  }

  /// Grants what a wire's rows ask of the role that a service acts with.
  mutating func grant(_ wire: Wire.Kind, _ ends: WireEnds, to role: PolicyTarget, at span: Span) {
    for statement in statements(of: wire.rawValue, ends, at: span) { grant(statement, in: role) }
  }

  /// The statements that a wire needs of the role that a service acts with (`Tools/facts/tables/permissions.json`).
  func statements(of wire: String, _ ends: WireEnds, at span: Span) -> [Statement] {
    WirePermission.for(wire: wire).compactMap { row in
      guard row.side == .role, holds(row.when, ends), let resource = resource(row.on, ends, at: span) else {
        return nil
      }
      return Statement(actions: row.actions.map { Name($0, span) }, resources: [resource], span: span)
    }
  }

  private func holds(_ word: String, _ ends: WireEnds) -> Bool {
    switch word {
    case "always": true
    case "target-encrypted": ends.target.flatMap(encryptionKey) != nil
    case "source-encrypted": ends.source.flatMap(encryptionKey) != nil
    default: ends.holding.contains(word)
    }
  }

  /// What a row's statement is about; nil where the ends do not say (`Docs/facts.md`, "The hand-kept tables").
  private func resource(_ on: String, _ ends: WireEnds, at span: Span) -> Value? {
    func key(_ end: Value?) -> Value? {
      end.flatMap(encryptionKey).map { .getAtt($0.logicalID, "Arn", span) }
    }
    switch on {
    case "*": return .string("*", span)
    case "source", "log-group": return on == "source" ? ends.source : ends.target
    case "source-stream":
      return ends.source.map { source in
        declared(of: source).map { .getAtt($0.logicalID, "StreamArn", span) } ?? source
      }
    case "source-key": return key(ends.source)
    case "target-key": return key(ends.target)
    case "source-execution": return ends.source.flatMap { executions(of: $0, at: span) }
    case "target-execution": return ends.target.flatMap { executions(of: $0, at: span) }
    default: break
    }
    if on.hasPrefix("target") { return ends.target?.appending(String(on.dropFirst("target".count))) }
    guard let rule = on.split(separator: ":", maxSplits: 1).last, on.hasPrefix("managed-rule:") else { return nil }
    return .sub("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/\(rule)", span)
  }

  /// The executions of a state machine: `arn:…:states:region:account:execution:name:id`.
  private func executions(of machine: Value, at span: Span) -> Value? {
    guard let declared = declared(of: machine) else {
      return machine.string.map { .string($0.replacing(":stateMachine:", with: ":execution:") + ":*", span) }
    }
    // The name, and not the ARN: text cannot be cut in a template.
    return .sub(
      "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:${\(declared.logicalID).Name}:*", span)
  }

  /// The entry of `keys:` that encrypts the resource a reference names.
  func encryptionKey(of reference: Value) -> Declared? {
    guard let declared = declared(of: reference) else { return nil }
    let layers = [declared.node] + (defaults[declared.section.name].map { [$0] } ?? [])
    let node = layers.lazy.compactMap { $0.kind == .mapping ? $0["encryptionKey"] : nil }.first
    guard let path = node?.text, let key = declarations[path], key.section.kind == .keys else { return nil }
    return key
  }
}
