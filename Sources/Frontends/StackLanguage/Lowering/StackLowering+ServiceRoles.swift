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

  /// Grants a derived role the use of the key that encrypts the entry itself, as the rows of `wire` say.
  mutating func grantOwnKey(_ wire: String, of entry: Entry, to role: String) {
    guard let span = entry.keySpan("encryptionKey") else { return }
    for statement in statements(of: wire, WireEnds(source: ref(entry)), at: span) {
      grant(statement, in: .serviceRole(role))
    }
  }

  /// The statements that a wire needs of the role that a service acts with (`Tools/facts/tables/permissions.json`).
  func statements(of wire: String, _ ends: WireEnds, at span: Span) -> [Statement] {
    var joined: [(on: String, statements: [Statement])] = []
    for row in WirePermission.for(wire: wire) {
      let asked = statements(of: row, ends, at: span)
      guard !asked.isEmpty else { continue }
      if let index = joined.firstIndex(where: { $0.on == row.on }) {
        // What is needed and what is listed beside it is one statement.
        joined[index].statements = zip(joined[index].statements, asked).map { $0.joined(with: $1) }
      } else {
        joined.append((row.on, asked))
      }
    }
    return joined.flatMap(\.statements)
  }

  /// The statement that a row asks of the role, if it does.
  func statements(of row: WirePermission, _ ends: WireEnds, at span: Span) -> [Statement] {
    guard row.side == .role, holds(row.when, ends), let resource = resource(row.on, ends, at: span) else { return [] }
    return [Statement(actions: row.actions.map { Name($0, span) }, resources: [resource], span: span)]
  }

  private func holds(_ word: String, _ ends: WireEnds) -> Bool {
    switch word {
    case "always", "listed": true
    case "target-encrypted": ends.target.flatMap(encryptionKeyNode) != nil
    case "source-encrypted": ends.source.flatMap(encryptionKeyNode) != nil
    default: ends.holding.contains(word)
    }
  }

  /// What a row's statement is about; nil where the ends do not say (`Docs/facts.md`, "The hand-kept tables").
  private func resource(_ on: String, _ ends: WireEnds, at span: Span) -> Value? {
    func key(_ end: Value?) -> Value? { end.flatMap { encryptionKeyARN(of: $0, at: span) } }
    switch on {
    case "*": return .string("*", span)
    // The secret of an EventBridge connection, whose name EventBridge makes.
    case "connection-secret":
      return .sub(
        "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:events!connection/*", span)
    case "source", "log-group": return on == "source" ? ends.source : ends.target
    case "source-stream":
      return ends.source.flatMap { stream(of: $0, at: span) }
    // What encrypts a function's variables; where it is the key of an end, the rows say which.
    case "key": return ends.target
    case "source-key": return key(ends.source)
    case "target-key": return key(ends.target)
    case "source-execution": return ends.source.flatMap { executions(of: $0, at: span) }
    case "target-execution": return ends.target.flatMap { executions(of: $0, at: span) }
    default: break
    }
    if on.hasPrefix("target") { return ends.target?.appending(String(on.dropFirst("target".count))) }
    if on.hasPrefix("source/") { return ends.source?.appending(String(on.dropFirst("source".count))) }
    guard let rule = on.split(separator: ":", maxSplits: 1).last, on.hasPrefix("managed-rule:") else { return nil }
    return .sub("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/\(rule)", span)
  }

  /// A table's stream, or the stream that a consumer reads; what is outside is named by its ARN.
  private func stream(of source: Value, at span: Span) -> Value? {
    if let declared = declared(of: source) {
      return declared.section.kind == .streams
        ? arn(of: declared, at: span) : .getAtt(declared.logicalID, "StreamArn", span)
    }
    guard let text = source.string, let consumer = text.firstRange(of: "/consumer/") else { return source }
    return .string(String(text[..<consumer.lowerBound]), span)
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
    guard let path = encryptionKeyNode(of: reference)?.text, let key = declarations[path], key.section.kind == .keys
    else { return nil }
    return key
  }

  /// The ARN of the customer's key, of this stack or another, that encrypts the resource a reference names.
  func encryptionKeyARN(of reference: Value, at span: Span) -> Value? {
    if let key = encryptionKey(of: reference) { return .getAtt(key.logicalID, "Arn", span) }
    guard let text = encryptionKeyNode(of: reference)?.text, text.hasPrefix("arn:") else { return nil }
    return text.contains("${aws.") ? .sub(text.replacingPseudoParameters(), span) : .string(text, span)
  }

  /// What `encryptionKey:` of the resource that a reference names holds.
  private func encryptionKeyNode(of reference: Value) -> Node? {
    guard let declared = declared(of: reference) else { return nil }
    let layers = [declared.node] + (defaults[declared.section.name].map { [$0] } ?? [])
    return layers.lazy.compactMap { $0.kind == .mapping ? $0["encryptionKey"] : nil }.first { $0.kind == .scalar }
  }
}

extension String {
  /// The text with `${aws.region}` and its like as CloudFormation has them.
  fileprivate func replacingPseudoParameters() -> String {
    StackLowering.pseudoParameters.reduce(self) { text, parameter in
      text.replacing("${aws.\(parameter.name)}", with: "${\(parameter.pseudo)}")
    }
  }
}
