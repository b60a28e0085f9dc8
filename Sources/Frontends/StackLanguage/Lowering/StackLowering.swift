import Diagnostics
import Source
import Template
import YAML

/// The state of lowering one stack: what is declared, what was made so far, what was found wrong.
struct StackLowering {
  /// The files around the stack.
  let files: any ProjectFiles
  /// All entries.
  var declarations = Declarations()
  /// The template so far, without resources.
  var template: StackTemplate
  /// What was found.
  var findings = Findings()
  /// What every entry of a section starts from.
  var defaults: [String: Node] = [:]
  /// The files that hold definitions of state machines, by path.
  var definitionFiles: [String: SyntaxTree] = [:]
  /// The state machines whose role is derived, each with that role, by logical ids.
  var machineRoles: [(machine: Entry, role: String)] = []

  /// Resources by the entry that made them necessary; put in order at the end.
  private var made: [(order: Int, resource: Resource)] = []
  private var takenIDs: [String: Span] = [:]
  private var positions: [String: Int] = [:]
  /// What each derived permission of a function admits, by logical id.
  var permissions: [String: String] = [:]
  /// Statements by the resource whose policy takes them, in the order they were asked for.
  private(set) var statements: [PolicyTarget: [Statement]] = [:]
  /// The policies in the order they were first asked for.
  private(set) var policyOrder: [PolicyTarget] = []
  /// Deployments of REST APIs, made at the end.
  var deployments: [RestDeployment] = []
  /// What is said of derived resources, by the logical ids that they would have.
  var derivedEntries: [Entry] = []
  /// The entry that is being lowered.
  var currentOrder = 0

  init(source: SourceID, files: any ProjectFiles) {
    self.files = files
    self.template = StackTemplate(source: source)
  }

  /// Adds a resource that belongs to the current entry; a logical id that is taken is reported.
  mutating func add(_ resource: Resource, order: Int? = nil) {
    if let earlier = takenIDs[resource.logicalID] {
      findings.report(.logicalIDTaken(resource.logicalID, at: resource.span, earlier: earlier))
      return
    }
    takenIDs[resource.logicalID] = resource.span
    positions[resource.logicalID] = made.count
    made.append((order ?? currentOrder, resource))
  }

  /// Whether a resource of this id was added.
  func hasMade(_ id: String) -> Bool { takenIDs[id] != nil }

  /// A resource that was added before.
  func resource(made id: String) -> Resource? { positions[id].map { made[$0].resource } }

  /// Changes a resource that was added before.
  mutating func update(_ id: String, _ change: (inout Resource) -> Void) {
    guard let index = positions[id] else { return }
    change(&made[index].resource)
  }

  /// Asks for a statement in a policy.
  mutating func grant(_ statement: Statement, in target: PolicyTarget) {
    if statements[target] == nil { policyOrder.append(target) }
    var statement = statement
    if statement.existence == nil { statement.existence = condition(ofFirst: statement.resources) }
    statements[target, default: []].append(statement)
  }

  /// The condition of the first entry that some ARNs name.
  private func condition(ofFirst resources: [Value]) -> Name? {
    resources.lazy.compactMap { self.declared(of: $0) }.first.flatMap { $0.condition }
  }

  /// The template as far as it is made.
  var unfinished: StackTemplate {
    var template = template
    for element in made { template.add(element.resource) }
    return template
  }

  /// The template with all resources, in source order.
  mutating func finish() -> StackTemplate {
    let ordered = made.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
    for (_, element) in ordered { template.add(element.resource) }
    return template
  }
}

/// A policy that statements are collected for.
enum PolicyTarget: Hashable {
  /// The role that is derived for a function, by the function's logical id.
  case functionRole(String)
  /// A role that a service assumes for something else than a function, by the role's logical id.
  case serviceRole(String)
  /// The policy of a resource, by the resource's logical id.
  case resource(String)
}

/// A policy statement that the lowering makes.
struct Statement {
  /// `Allow` or `Deny`.
  var effect = "Allow"
  /// IAM actions.
  let actions: [Name]
  /// ARNs.
  let resources: [Value]
  /// The principal, in a resource policy.
  var principal: Value?
  /// The condition block.
  var condition: Value?
  /// The condition of the resource it is about: without that resource the statement must not be there either.
  var existence: Name?
  /// The line that asks for it.
  let span: Span

  /// The same statement about other resources.
  func about(_ resources: [Value]) -> Statement {
    Statement(
      effect: effect, actions: actions, resources: resources, principal: principal, condition: condition,
      existence: existence, span: span)
  }

  /// The same statement with the actions of another too, in the order of their names.
  func joined(with other: Statement) -> Statement {
    Statement(
      effect: effect,
      actions: (actions + other.actions).sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) },
      resources: resources, principal: principal, condition: condition, existence: existence, span: span)
  }

  /// As CloudFormation has it.
  var value: Value {
    func oneOrMany(_ values: [Value]) -> Value { values.count == 1 ? values[0] : .list(values, span) }
    return .object(
      span,
      [
        "Effect": .string(effect, span),
        "Principal": principal,
        "Action": oneOrMany(actions.map { .string($0.text, $0.span) }),
        "Resource": oneOrMany(resources),
        "Condition": condition,
      ])
  }

  /// The statement, or nothing when what it is about does not exist; `owner` is the condition of the policy itself.
  private func value(under owner: Name?) -> Value {
    guard let existence, existence.text != owner?.text else { return value }
    let arguments: [Value] = [.string(existence.text, existence.span), value, .ref("AWS::NoValue", span)]
    return .call(.ifElse, .list(arguments, span), span)
  }

  /// A policy document of the current policy language version.
  static func document(_ statements: [Statement], at span: Span, under owner: Name? = nil) -> Value {
    .object(
      span,
      [
        "Version": .string("2012-10-17", span),
        "Statement": .list(statements.map { $0.value(under: owner) }, span),
      ])
  }
}
