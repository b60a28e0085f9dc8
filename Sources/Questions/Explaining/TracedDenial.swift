public import Denials
import Diagnostics
import Policy
import Source
import Spec
import Template
import Validators

/// A denial with what the stack knows of it: the role and function behind the principal, the resource's declaration, and
/// the decision made again.
public struct TracedDenial {
  let denial: Denial
  let stack: AskedStack
  let party: Party?
  let found: DeployedNames.Found?
  let policies: StackPolicies
  /// The actions, as AWS's tables spell them.
  let actions: [String]
  /// The ARN, or `*`.
  let resource: PartialText
  /// What the stack's policies say to each action.
  let answers: [StackAnswer]
  /// What holds of the template's conditions where it is deployed, as far as the denial tells that: elsewhere it would be allowed.
  private(set) var deployedWhere: [ConditionFact] = []

  /// Traces a denial.
  ///
  /// Where the stack's answer depends on its conditions, AWS's own answer tells which of its deployments this is.
  public init(_ denial: Denial, in stack: AskedStack) {
    self.init(asWritten: denial, in: stack)
    guard case .depends? = answer?.decision.outcome else { return }
    // What the message tells of the parameters is known by now.
    let traced = policies.context.resolver.conditionWorlds.compactMap { world in
      let traced = TracedDenial(asWritten: denial, in: stack.asked(in: world))
      return traced.answer.map { (world: world, traced: traced, answer: $0) }
    }
    let denied = traced.indices.filter { traced[$0].answer.isDenied }
    guard let first = denied.first ?? traced.indices.first,
      traced.allSatisfy({ $0.answer.isDenied || $0.answer.decision.isAllowed })
    else { return }
    self = traced[first].traced
    if !denied.isEmpty { deployedWhere = traced.map(\.world).facts(telling: denied) }
  }

  /// Traces a denial to what is written, whatever its conditions are.
  private init(asWritten denial: Denial, in stack: AskedStack) {
    var names = DeployedNames(stack)
    var party = names.party(of: denial, stack)
    let arn = denial.resourceForPolicy ?? denial.resource?.value
    let found = arn.flatMap { names.resource(arn: $0) }
    if let source = denial.source?.value { _ = names.resource(arn: source) }
    // A resource of the stack tells where the stack is, if nobody else did.
    if found != nil, let arn { Self.learnPlace(arn, &names) }
    let policies = StackPolicies(stack.context(names.deployment))
    var resource = PartialText(arn ?? "*")
    var actions = denial.spelledActions
    var place = found
    var answers: [StackAnswer] = []
    let suspects = policies.suspects(denial, found?.resource)
    if let suspect = suspects.first(where: { policies.ask($0).contains(where: \.isDenied) }) ?? suspects.first {
      (party, resource, actions) = (suspect.party, suspect.resource, suspect.actions)
      place = found ?? suspect.target.map { DeployedNames.Found(resource: $0, rest: "") }
      answers = policies.ask(suspect)
    } else if let party {
      if actions.isEmpty { actions = Self.actions(of: party, on: found?.resource) }
      answers = actions.map { policies.ask(party, $0, on: resource, of: found?.resource) }
    }
    self.answers = answers
    self.actions = actions
    self.resource = resource
    self.denial = denial
    self.stack = stack
    self.party = party
    self.found = place
    self.policies = policies
  }

  /// What a service calls to deliver to a resource, by the wire table.
  private static func actions(of party: Party, on target: Resource?) -> [String] {
    guard let end = target.flatMap({ WireEnd(resourceType: $0.type) }) else { return [] }
    let service = party.principal.name.literal ?? ""
    let sources = ["events.amazonaws.com": "rule", "s3.amazonaws.com": "bucket", "sns.amazonaws.com": "topic"]
    guard let source = sources[service] else { return [] }
    return WirePermission.for(wire: "\(source)-\(end.rawValue)").filter { $0.side == .resource && $0.when == "always" }
      .flatMap(\.actions)
  }

  private static func learnPlace(_ arn: String, _ names: inout DeployedNames) {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, !parts[4].isEmpty, names.deployment.account == nil else { return }
    names.place(account: parts[4], partition: parts[1], region: parts[3].isEmpty ? nil : parts[3])
  }

  /// Whether anything that the message names is of this stack.
  public var isOfStack: Bool { party?.role != nil || found != nil }

  /// Whether the stack's policies allow all that was denied.
  public var isAllowedByStack: Bool { !answers.isEmpty && answers.allSatisfy(\.decision.isAllowed) }

  /// The actions that are denied here as well; all of them if none is.
  var deniedActions: [String] {
    let denied = zip(actions, answers).filter { $1.isDenied }.map(\.0)
    return denied.isEmpty ? actions : denied
  }

  /// The answer that decides: the first that is denied, else the first that depends on something, else the first.
  var answer: StackAnswer? {
    answers.first { $0.isDenied } ?? answers.first { !$0.decision.isAllowed } ?? answers.first
  }

  var target: ChangeTarget {
    ChangeTarget(resource.description, resource.literal == "*" ? nil : found, in: stack)
  }

  var change: SmallestChange { SmallestChange(stack: stack, actions: deniedActions, target: target) }
}

extension StackPolicies {
  /// What the policies say to each action of a suspect.
  fileprivate func ask(_ suspect: Suspect) -> [StackAnswer] {
    suspect.actions.map { ask(suspect.party, $0, on: suspect.resource, of: suspect.target) }
  }
}
