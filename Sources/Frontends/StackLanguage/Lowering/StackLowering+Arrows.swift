import Source
import Template

/// A push: a service delivers to a resource, whose policy must admit it.
struct Arrow {
  /// The service principal.
  let principal: String
  /// The ARN that `aws:SourceArn` must equal.
  let sourceARN: Value
  /// `ArnEquals` or `ArnLike`.
  let operation: String
  /// Where the arrow is written.
  let span: Span

  /// The same arrow written elsewhere.
  func at(_ span: Span) -> Arrow {
    Arrow(principal: principal, sourceARN: sourceARN, operation: operation, span: span)
  }
}

/// The resource at the end of an arrow, for names of derived resources.
struct ArrowEnd {
  /// What it is called in a derived logical id.
  let name: String
  /// Whether it is a queue; else a function.
  let isQueue: Bool
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
      return ArrowEnd(name: name(of: target, declared), isQueue: declared.resourceType == "AWS::SQS::Queue")
    }
    let text = target.string ?? target.intrinsic?.argument.string ?? target.intrinsic?.argument(0)?.string ?? ""
    guard let last = text.split(separator: ":").last else { return nil }
    return ArrowEnd(name: LogicalID.pascalCase(String(last)), isQueue: text.contains(":sqs:"))
  }

  /// What an entry, or its alias that a reference names, is called in a derived logical id: `CheckoutLive`.
  private func name(of target: Value, _ declared: Declared) -> String {
    let alias = declared.aliasNames.first {
      target.intrinsic?.argument.string == Self.aliasID(function: declared.logicalID, $0)
    }
    return LogicalID.pascalCase(declared.key) + LogicalID.pascalCase(alias ?? "")
  }

  /// Lets a service deliver to a resource of this stack. What lies outside has its own policy.
  mutating func admit(_ arrow: Arrow, to target: Value, from source: Entry) {
    guard let declared = declared(of: target), let kind = declared.section.kind else { return }
    switch kind {
    case .queues:
      grant(
        statement(arrow, "sqs:SendMessage", on: .getAtt(declared.logicalID, "Arn", arrow.span), from: source),
        in: .queue(declared.logicalID))
    case .topics:
      grant(
        statement(arrow, "sns:Publish", on: .ref(declared.logicalID, arrow.span), from: source),
        in: .topic(declared.logicalID))
    case .functions: addPermission(arrow, to: target, declared, from: source)
    case .layers, .roles, .buses, .rules, .apis, .tables: break
    }
  }

  private func statement(_ arrow: Arrow, _ action: String, on resource: Value, from source: Entry) -> Statement {
    Statement(
      actions: [Name(action, arrow.span)], resources: [resource],
      principal: .object(arrow.span, ["Service": .string(arrow.principal, arrow.span)]),
      condition: .object(
        arrow.span, [arrow.operation: .object(arrow.span, ["aws:SourceArn": arrow.sourceARN])]),
      existence: condition(of: source), span: arrow.span)
  }

  private mutating func addPermission(_ arrow: Arrow, to target: Value, _ function: Declared, from source: Entry) {
    let from = LogicalID.pascalCase(source.name) + arrow.permissionSuffix
    let id = "\(from)To\(name(of: target, function))Permission"
    var permission = derived(id, "AWS::Lambda::Permission", from: source, at: arrow.span)
    permission.properties.set("Action", at: arrow.span, .string("lambda:InvokeFunction", arrow.span))
    permission.properties.set("FunctionName", at: arrow.span, target)
    permission.properties.set("Principal", at: arrow.span, .string(arrow.principal, arrow.span))
    permission.properties.set("SourceArn", at: arrow.span, arrow.sourceARN)
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
    if principal == "events.amazonaws.com" { return "Rule" }
    if principal == "sns.amazonaws.com" { return "Topic" }
    guard let text = sourceARN.intrinsic?.argument.string else { return "" }
    let route = text.split(separator: "/").dropFirst(2).map { $0 == "*" ? "Any" : String($0) }
    return route.map { LogicalID.pascalCase($0.lowercased()) }.joined()
  }
}
