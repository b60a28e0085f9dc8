import Source
import Spec
import Template

/// A push: a service delivers to a resource, whose policy must admit it.
struct Arrow {
  /// The kind of source as the names of wires have it: `rule`, `topic`, `bucket`, `rule-dead-letter`.
  let from: String
  /// The ARN that `aws:SourceArn` must be.
  let sourceARN: Value
  /// Where the arrow is written.
  let span: Span

  /// What goes to a dead-letter queue when this arrow fails.
  func deadLetter(at span: Span) -> Arrow { Arrow(from: "\(from)-dead-letter", sourceARN: sourceARN, span: span) }
}

/// The resource at the end of an arrow, for names of derived resources.
struct ArrowEnd {
  /// What it is called in a derived logical id.
  let name: String
  /// What it is; nil where its text does not say.
  let kind: WireEnd?
}

extension StackLowering {
  /// The entry that a reference names, by the logical id in it.
  func declared(of reference: Value) -> Declared? {
    guard let call = reference.intrinsic else { return nil }
    let id = call.function == .ref ? call.argument.string : call.argument(0)?.string
    return id.flatMap(declarations.owner)
  }

  /// What stands at the end of an arrow; a place outside the stack is named by its text.
  func arrowEnd(of target: Value) -> ArrowEnd? {
    if let declared = declared(of: target) {
      return ArrowEnd(
        name: name(of: target, declared), kind: declared.resourceType.flatMap { WireEnd(resourceType: $0) })
    }
    let text = target.string ?? target.intrinsic?.argument.string ?? target.intrinsic?.argument(0)?.string ?? ""
    guard let last = text.split(separator: ":").last else { return nil }
    return ArrowEnd(name: LogicalID.pascalCase(String(last)), kind: WireEnd(arn: PartialText(text)))
  }

  /// What an entry, or its alias that a reference names, is called in a derived logical id: `CheckoutLive`.
  private func name(of target: Value, _ declared: Declared) -> String {
    let alias = declared.aliasNames.first {
      target.intrinsic?.argument.string == Self.aliasID(function: declared.logicalID, $0)
    }
    return LogicalID.pascalCase(declared.key) + LogicalID.pascalCase(alias ?? "")
  }

  /// Lets a service deliver to a resource of this stack, as the wire's rows for the target's side say, and use the key
  /// that the target is encrypted with. What lies outside has its own policy.
  mutating func admit(_ arrow: Arrow, to target: Value, from source: Entry) {
    guard let declared = declared(of: target), let end = declared.resourceType.flatMap(WireEnd.init(resourceType:))
    else { return }
    let rows = WirePermission.for(wire: "\(arrow.from)-\(end.rawValue)")
    let admission = rows.filter { $0.side == .resource && $0.when == "always" }
    if let first = admission.first {
      let conditions = conditions(admission, arrow)
      if end == .function {
        addPermission(arrow, principal: first.principal, conditions, to: target, declared, from: source)
      } else {
        let arn = arn(of: declared, at: arrow.span).map { [$0] } ?? []
        grant(statement(arrow, first, on: arn, conditions, from: source), in: .resource(declared.logicalID))
      }
    }
    guard let key = encryptionKey(of: target) else { return }
    for row in rows where row.side == .key && row.when == "target-encrypted" {
      grant(
        statement(arrow, row, on: [.string("*", arrow.span)], conditions([row], arrow), from: source),
        in: .resource(key.logicalID))
    }
  }

  /// The condition keys that narrow a statement, each with its operator and value.
  private func conditions(_ rows: [WirePermission], _ arrow: Arrow) -> [(key: String, operation: String, value: Value)]
  {
    rows.compactMap { row in
      guard let key = row.condition, let operation = row.conditionOperator, let word = row.conditionValue else {
        return nil
      }
      return (key, operation, value(ofCondition: word, arrow))
    }
  }

  private func value(ofCondition word: String, _ arrow: Arrow) -> Value {
    switch word {
    case "source", "source-execute-api", "source-authorizer": arrow.sourceARN
    case "account": .ref("AWS::AccountId", arrow.span)
    default: .string(word, arrow.span)
    }
  }

  private func statement(
    _ arrow: Arrow, _ row: WirePermission, on resources: [Value],
    _ conditions: [(key: String, operation: String, value: Value)], from source: Entry
  ) -> Statement {
    var blocks = ValueMap()
    for condition in conditions {
      var block = blocks[condition.operation]?.map ?? ValueMap()
      block.set(condition.key, at: arrow.span, condition.value)
      blocks.set(condition.operation, at: arrow.span, Value(.map(block), arrow.span))
    }
    return Statement(
      actions: row.actions.map { Name($0, arrow.span) }, resources: resources,
      principal: .object(arrow.span, ["Service": .string(row.principal, arrow.span)]),
      condition: blocks.isEmpty ? nil : Value(.map(blocks), arrow.span),
      existence: condition(of: source), span: arrow.span)
  }

  private mutating func addPermission(
    _ arrow: Arrow, principal: String, _ conditions: [(key: String, operation: String, value: Value)],
    to target: Value, _ function: Declared, from source: Entry
  ) {
    let from = LogicalID.pascalCase(source.name) + arrow.permissionSuffix
    let id = "\(from)To\(name(of: target, function))Permission"
    var permission = derived(id, "AWS::Lambda::Permission", from: source, at: arrow.span)
    permission.properties.set("Action", at: arrow.span, .string("lambda:InvokeFunction", arrow.span))
    permission.properties.set("FunctionName", at: arrow.span, target)
    permission.properties.set("Principal", at: arrow.span, .string(principal, arrow.span))
    for (key, property) in [("aws:SourceArn", "SourceArn"), ("aws:SourceAccount", "SourceAccount")] {
      guard let condition = conditions.first(where: { $0.key == key }) else { continue }
      permission.properties.set(property, at: arrow.span, condition.value)
    }
    permission.condition = condition(of: source)
    // Two targets of one rule may be the same function, which needs to admit the rule once.
    guard permissions[id] != arrow.sourceARN.signature else { return }
    permissions[id] = arrow.sourceARN.signature
    add(permission)
  }
}

extension Arrow {
  /// Tells the permissions of one API's routes apart, `PostOrders`, and a rule's from those of a topic of the same name.
  var permissionSuffix: String {
    guard from == "api" else { return LogicalID.pascalCase(from) }
    guard let text = sourceARN.intrinsic?.argument.string else { return "" }
    let route = text.split(separator: "/").dropFirst(2).map { $0 == "*" ? "Any" : String($0) }
    return route.map { LogicalID.pascalCase($0.lowercased()) }.joined()
  }
}
