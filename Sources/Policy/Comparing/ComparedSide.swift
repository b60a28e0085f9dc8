public import Source

/// What holds for one principal on one side of a comparison: its own policies, and those of resources.
public struct ComparedSide: Sendable {
  /// Who asks; nil if there is no such principal on this side, and so nothing is allowed to it.
  public var principal: Principal?
  /// The principal's own policies.
  public var identity: [CompiledPolicy]
  /// The permissions boundary.
  public var boundary: [CompiledPolicy]?
  /// The resources that may have policies, by a name that both sides share.
  public var resources: [String: ComparedResource]
  /// The account of the resources.
  public var account: PartialText
  /// Whether the principal stands for many, so that what AWS derives from who asks may be anything.
  public var isAnyone = false
  /// An account that a principal who stands for many is not of.
  public var notOfAccount: PartialText?

  /// Gathers policies.
  public init(
    principal: Principal?, identity: [CompiledPolicy] = [], boundary: [CompiledPolicy]? = nil,
    resources: [String: ComparedResource] = [:], account: PartialText
  ) {
    self.principal = principal
    self.identity = identity
    self.boundary = boundary
    self.resources = resources
    self.account = account
  }
}

/// A resource of one side with its policies.
public struct ComparedResource: Sendable {
  /// Its ARN.
  public var arn: PartialText
  /// The policies on it.
  public var policies: [CompiledPolicy]

  /// Names a resource.
  public init(arn: PartialText, policies: [CompiledPolicy]) {
    self.arn = arn
    self.policies = policies
  }
}

/// One statement of one side, ready to be asked by itself.
public final class ComparedStatement: Sendable {
  /// The side it is of.
  public let side: PolicyComparison.Side
  /// The layer that its policy is in.
  public let layer: PolicyLayer
  /// The resource whose policy it is of; nil in the other layers.
  public let resource: String?
  /// The position of its policy in the layer, or among those of its resource.
  public let policy: Int
  /// The statement.
  public let statement: PolicyStatement
  let compiled: CompiledPolicy
  let hasVariables: Bool
  /// What it says, whatever the order in which it says it.
  let meaning: String

  init(
    _ statement: PolicyStatement, of document: PolicyDocument, _ kind: PolicyKind, side: PolicyComparison.Side,
    layer: PolicyLayer, resource: String?, policy: Int
  ) {
    self.side = side
    self.layer = layer
    self.resource = resource
    self.policy = policy
    self.statement = statement
    var own = document
    own.statements = [statement]
    own.unknownStatements = []
    compiled = CompiledPolicy(own, as: kind)
    hasVariables = document.hasVariables
    meaning = "\(layer) \(resource ?? "") \(kind) \(hasVariables) \(statement.meaning)"
  }

  /// How the statement meets a request, as far as its action, resource and principal go.
  func meets(_ request: AccessRequest, hasBoundary: Bool, upTo last: CompiledStatement.Part) -> Truth {
    guard !compiled.document.statements.isEmpty else { return .no }
    let statement = compiled.statement(0)
    var unknowns = Unknowns()
    var truth = Truth.yes
    _ = statement.compare(request, hasBoundary: hasBoundary, &unknowns) { part, found in
      truth = truth & found
      return part != last
    }
    return truth
  }
}

extension PolicyStatement {
  /// The key of a condition that stands for a part of which nothing is known, so that the same unknown part is the same
  /// on both sides.
  public static let unknownKey = "stackc:unknown/"

  /// The statement with its unknown parts as conditions, which hold or do not. One whose effect is not known is two.
  var withUnknownPartsAsConditions: [PolicyStatement] {
    guard !unknownParts.isEmpty else { return [self] }
    var known = self
    known.unknownParts = []
    func adding(_ value: String) -> PolicyStatement {
      var copy = known
      copy.conditions += unknownParts.map { hole in
        Condition(
          Spanned("StringEquals", span), Spanned(Self.unknownKey + hole.name, span), [Spanned(PartialText(value), span)]
        )
      }
      return copy
    }
    guard effect == nil else { return [adding("holds")] }
    return Effect.allCases.map { effect in
      var copy = adding(effect.rawValue)
      copy.effect = effect
      return copy
    }
  }

  /// Everything it says in one text, lists in a fixed order.
  fileprivate var meaning: String {
    func list(_ texts: [String]) -> String {
      Set(texts).sorted().map { "\($0.utf8.count):\($0)" }.joined(separator: ",")
    }
    func element(_ element: Element?, _ text: (String) -> String) -> String {
      element.map { "\($0.isNegated) \(list($0.values.map { text($0.value.description) }))" } ?? "-"
    }
    let who = principal.map { "\($0.isNegated) \(list($0.entries.map { "\($0.family) \($0.value)" }))" } ?? "-"
    let conditions = conditions.map { condition in
      let name = "\(condition.comparison.value) \(condition.key.value)".lowercased()
      return "\(name) \(list(condition.values.map(\.value.description)))"
    }
    return [
      effect?.rawValue ?? "-", who, element(actions) { $0.lowercased() }, element(resources) { $0 }, list(conditions),
    ].joined(separator: "|")
  }
}

extension ComparedSide {
  /// Every statement, in the order of layers and policies.
  func statements(as side: PolicyComparison.Side) -> [ComparedStatement] {
    guard principal != nil else { return [] }
    var found: [ComparedStatement] = []
    func add(_ policies: [CompiledPolicy], _ layer: PolicyLayer, _ resource: String? = nil) {
      for (index, policy) in policies.enumerated() {
        for statement in policy.document.statements.flatMap(\.withUnknownPartsAsConditions) {
          found.append(
            ComparedStatement(
              statement, of: policy.document, policy.kind, side: side, layer: layer, resource: resource, policy: index))
        }
      }
    }
    add(identity, .identity)
    add(boundary ?? [], .boundary)
    for (id, resource) in resources.sorted(by: { $0.key < $1.key }) { add(resource.policies, .resource, id) }
    return found
  }
}
