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
    if call.function == .sub { return declared(ofARN: call) }
    let id = call.function == .ref ? call.argument.string : call.argument(0)?.string
    return id.flatMap(declarations.owner)
  }

  /// The entry whose ARN a text is, for the kinds whose types have no attribute for it.
  private func declared(ofARN call: Intrinsic) -> Declared? {
    guard let text = call.argument.string, let start = text.lastIndex(of: "{"), text.hasSuffix("}") else { return nil }
    let id = String(text[text.index(after: start)...].dropLast())
    guard let declared = declarations.owner(of: id),
      case .sub(let form)? = declared.section.kind?.arnSource, form.replacing("${Id}", with: "${\(id)}") == text
    else { return nil }
    return declared
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
      target.intrinsic?.argument.string == Self.aliasID(of: declared.logicalID, $0)
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
    // Several rows of one principal are conditions of one statement.
    for first in admission where admission.first(where: { $0.principal == first.principal }) == first {
      let conditions = conditions(admission.filter { $0.principal == first.principal }, arrow)
      if end == .function {
        addPermission(arrow, principal: first.principal, conditions, to: target, declared, from: source)
      } else {
        let arn = arn(of: declared, at: arrow.span).map { [$0] } ?? []
        grant(statement(arrow, first, on: arn, conditions, from: source), in: .resource(declared.logicalID))
      }
    }
    guard let key = encryptionKey(of: target) else { return }
    admitUse(of: key, rows.filter { $0.side == .key && $0.when == "target-encrypted" }, arrow, from: source)
  }

  /// Lets a service use the key that an entry itself is encrypted with, as the rows of `wire` say.
  mutating func admitOwnKey(_ wire: String, sourceARN: Value, of entry: Entry) {
    guard let value = entry.value("encryptionKey", &self), let key = declared(of: value), key.section.kind == .keys
    else { return }
    admitUse(
      of: key, WirePermission.for(wire: wire).filter { $0.side == .key },
      Arrow(from: wire, sourceARN: sourceARN, span: value.span), from: entry)
  }

  private mutating func admitUse(of key: Declared, _ rows: [WirePermission], _ arrow: Arrow, from source: Entry) {
    let any = Arrow(from: arrow.from, sourceARN: patternForKey(arrow), span: arrow.span)
    for row in rows {
      grant(
        statement(any, row, on: [.string("*", arrow.span)], conditions([row], any) + account(any), from: source),
        in: .resource(key.logicalID))
    }
  }

  /// The ARN of any resource of the source's kind in this account and region: what delivers to an encrypted target is made
  /// after the key, which so cannot name it.
  private func patternForKey(_ arrow: Arrow) -> Value {
    guard let type = declared(of: arrow.sourceARN)?.resourceType, let arn = ResourceIdentity.of(type)?.arnTemplate
    else { return arrow.sourceARN }
    let text = arn.replacing("${Partition}", with: "${AWS::Partition}").replacing("${Region}", with: "${AWS::Region}")
      .replacing("${Account}", with: "${AWS::AccountId}").replacing("${Name}", with: "*").replacing("${Ref}", with: "*")
    return text.contains("${Property.") ? arrow.sourceARN : .sub(text, arrow.span)
  }

  /// A bucket's ARN has no account, so that a pattern for buckets needs another condition.
  private func account(_ arrow: Arrow) -> [(key: String, operation: String, value: Value)] {
    arrow.from == "bucket"
      ? [("aws:SourceAccount", "StringEquals", .ref("AWS::AccountId", arrow.span))] : []
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

  /// The logical id of the permission that admits an arrow to a function.
  func permissionID(_ arrow: Arrow, to target: Value, _ function: Declared, from source: Entry) -> String {
    let from = LogicalID.pascalCase(source.name) + arrow.permissionSuffix
    return "\(from)To\(name(of: target, function))Permission"
  }

  private mutating func addPermission(
    _ arrow: Arrow, principal: String, _ conditions: [(key: String, operation: String, value: Value)],
    to target: Value, _ function: Declared, from source: Entry
  ) {
    let id = permissionID(arrow, to: target, function, from: source)
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
    guard from == "api" || from == "api-authorizer" else { return LogicalID.pascalCase(from) }
    guard let text = sourceARN.intrinsic?.argument.string else { return "" }
    // `…/authorizers/${ShopStaffAuthorizer}`: the authorizer's own id.
    if from == "api-authorizer" { return LogicalID.pascalCase(String(text.split(separator: "/").last ?? "")) }
    let route = text.split(separator: "/").dropFirst(2).map { $0 == "*" ? "Any" : String($0) }
    return route.map { LogicalID.pascalCase($0.lowercased()) }.joined()
  }
}
