import Denials
import Diagnostics
import Policy
import Source
import Spec
import Template
import YAML

/// The least that makes a call allowed, as the author of the stack would write it: an edit where the file can take one, the
/// statement in words where not.
struct SmallestChange {
  let stack: AskedStack
  /// The actions, as AWS's tables spell them.
  let actions: [String]
  /// On what.
  let target: ChangeTarget

  /// What is offered.
  struct Offer {
    var fixes: [Fix] = []
    var help: [String] = []
  }

  private var edits: NodeEdits { NodeEdits(sources: stack.sources) }

  /// What lets a role do it.
  func forRole(_ role: Resource, of function: Resource?) -> Offer {
    if role.origin == .derived, let function, function.reference.hasPrefix("functions.") {
      return forAccess(of: function)
    }
    if role.reference.hasPrefix("roles."), let node = stack.node(of: role) { return forNamed(role, node) }
    if let node = stack.node(of: role)?.entry("Properties")?.value { return forRaw(role, node) }
    return Offer(help: ["add to a policy of `\(role.label)`:  `\(statement(in: role.span.source).yaml)`"])
  }

  // MARK: A function whose role is derived

  private func forAccess(of function: Resource) -> Offer {
    let exact: FlowText = .map([("allow", .oneOrMany(actions)), ("on", target.onText)])
    let word = target.verb(for: actions).map { ($0.verb, FlowText.map([($0.verb, target.wholeText)]), $0.isExact) }
    var offers: [(title: String, item: FlowText)] = []
    if let word, word.2 {
      offers = [("let `\(function.label)` \(word.0) `\(target.shown)`", word.1)]
    } else {
      offers = [("allow `\(function.label)` exactly this", exact)]
      if let word { offers.append(("or all that `\(word.0)` stands for", word.1)) }
    }
    let fixes = offers.compactMap { offer in
      accessEdits(offer.item, function).map { Fix(offer.title, safe: true, edits: $0) }
    }
    guard fixes.isEmpty else { return Offer(fixes: fixes) }
    let lines = offers.map { "`- \($0.item.yaml)`" }.joined(separator: ", or ")
    return Offer(help: ["add to `access:` of `\(function.reference)`:  \(lines)"])
  }

  private func accessEdits(_ item: FlowText, _ function: Resource) -> [Edit]? {
    guard let node = stack.node(of: function), node.kind == .mapping else { return nil }
    if let access = node["access"] { return edits.append(item, to: access) }
    // Lines of its own would stand in the place of those that `defaults:` gives.
    guard !stack.template.accesses.contains(where: { $0.function == function.logicalID }) else { return nil }
    return edits.add("access", .list(item), to: node)
  }

  // MARK: A role that is written out

  private func forNamed(_ role: Resource, _ node: Node) -> Offer {
    let item: FlowText = .map([("actions", .oneOrMany(actions)), ("on", target.onText)])
    let change = node["allow"].map { edits.append(item, to: $0) } ?? edits.add("allow", .list(item), to: node)
    guard let change else {
      return Offer(help: ["add to `allow:` of `\(role.reference)`:  `- \(item.yaml)`"])
    }
    return Offer(fixes: [Fix("allow `\(role.label)` exactly this", safe: true, edits: change)])
  }

  private func forRaw(_ role: Resource, _ properties: Node) -> Offer {
    let statement = statement(in: role.span.source)
    let document: FlowText = .map([("Version", .raw("\"2012-10-17\"")), ("Statement", .list([statement]))])
    let policy: FlowText = .map([("PolicyName", .text("\(role.logicalID)More")), ("PolicyDocument", document)])
    var change: [Edit]?
    if let policies = properties["Policies"], policies.kind == .sequence, let first = policies.items.first {
      change = first.statements.flatMap { edits.append(statement, to: $0) } ?? edits.append(policy, to: policies)
    } else if properties["Policies"] == nil {
      change = edits.add("Policies", .list(policy), to: properties)
    }
    guard let change else { return Offer(help: ["add to a policy of `\(role.label)`:  `\(statement.yaml)`"]) }
    return Offer(fixes: [Fix("allow `\(role.label)` exactly this", safe: true, edits: change)])
  }

  /// The statement as a policy of CloudFormation has it.
  private func statement(in source: SourceID) -> FlowText {
    OfferedStatement(actions: actions, resource: target.templateText(isJSON: edits.isJSON(source))).flow
  }

  /// What widens a permissions boundary.
  func forBoundary(_ policy: Resource) -> Offer {
    let statement = statement(in: policy.span.source)
    guard let statements = stack.node(of: policy)?.entry("Properties")?.value.statements,
      let change = edits.append(statement, to: statements)
    else { return Offer(help: ["add to the boundary `\(policy.label)`:  `\(statement.yaml)`"]) }
    return Offer(fixes: [Fix("let the boundary `\(policy.label)` include it", safe: false, edits: change)])
  }
}

extension Node {
  /// The statements of a policy that is written here, or in whose `PolicyDocument` they stand.
  fileprivate var statements: Node? {
    guard kind == .mapping, tag == nil else { return nil }
    if let document = self["PolicyDocument"] { return document.statements }
    return self["Statement"]
  }

  /// The statements of a role's trust policy.
  fileprivate var trustStatements: Node? {
    guard kind == .mapping, tag == nil else { return nil }
    return self["AssumeRolePolicyDocument"]?.statements
  }
}

extension SmallestChange {
  /// Kinds of resources that an entry of `policies:` can be for.
  private static let sections: Set<String> = [
    "queues", "topics", "functions", "layers", "buses", "buckets", "keys", "streams", "tables", "apis",
  ]

  /// What makes the resource's own policy admit somebody. `source` is what a service acts for, as the stack writes it.
  func forResource(
    admitting principal: (family: PrincipalClause.Family, name: String), source: FlowText?, named name: String
  ) -> Offer {
    let statement = OfferedStatement(
      principal: principal, actions: actions, resource: .text(target.arn), sourceARN: source
    ).flow
    let rest = Offer(help: ["add to its policy:  `\(statement.yaml)`"])
    guard let path = target.path, let section = path.split(separator: ".").first,
      Self.sections.contains(String(section)), let root = stack.root
    else { return rest }
    var members: [(key: String, value: FlowText)] = [("on", .text(path)), ("allow", .oneOrMany(actions))]
    switch principal.family {
    case .service:
      members.append(("to", .map([("service", .text(principal.name))])))
      let condition: FlowText =
        source.map { .map([("ArnLike", .map([("aws:SourceArn", $0)]))]) }
        ?? .map([("StringEquals", .map([("aws:SourceAccount", .text("${aws.accountId}"))]))])
      if takesCondition(principal.name) { members.append(("when", condition)) }
    case .aws where principal.name != "*": members.append(("to", .map([("arn", .text(principal.name))])))
    case .aws, .federated, .canonicalUser: return rest
    }
    let entry = FlowText.map(members)
    let change =
      root["policies"].map { edits.add(entry: name, entry, to: $0) }
      ?? edits.add("policies", .entry(name, entry), to: root)
    guard let change else { return Offer(help: ["add under `policies:`  `\(name): \(entry.yaml)`"]) }
    return Offer(fixes: [Fix("admit `\(principal.name)` to `\(target.shown)`", safe: true, edits: change)])
  }

  /// Whether a condition works where a service does this: an event of EventBridge's for a topic carries no keys.
  private func takesCondition(_ service: String) -> Bool {
    !WirePermission.all.contains { row in
      row.side == .resource && row.condition == nil && row.principal == service
        && row.actions.contains { actions.contains($0) }
    }
  }

  /// What makes a role's trust policy admit somebody.
  func forTrust(_ role: Resource, admitting principal: (family: PrincipalClause.Family, name: String)) -> Offer {
    let statement = OfferedStatement(principal: principal, actions: actions).flow
    let node = stack.node(of: role)
    var change: [Edit]?
    var words = "add to the trust policy of `\(role.label)`:  `\(statement.yaml)`"
    if role.reference.hasPrefix("roles."), let node, principal.family == .service || principal.family == .aws {
      words = "add to `trusts:` of `\(role.reference)`:  `\(principal.name)`"
      change = node["trusts"].flatMap { edits.append(.text(principal.name), to: $0) }
    } else if let statements = node?.entry("Properties")?.value.trustStatements {
      change = edits.append(statement, to: statements)
    }
    guard let change else { return Offer(help: [words]) }
    return Offer(fixes: [Fix("let `\(role.label)` trust `\(principal.name)`", safe: false, edits: change)])
  }
}
