import Denials
import Policy
import Source
import Template
import Validators

/// The policies of a stack as they are deployed, ready to be asked.
struct StackPolicies {
  let context: CheckContext

  init(_ context: CheckContext) { self.context = context }

  /// Asks whether somebody may do something on a resource, of this stack or not.
  ///
  /// - Parameter isOpen: whether policies that lie outside of the stack may say anything; otherwise they say nothing.
  func ask(
    _ party: Party, _ action: String, on resource: PartialText, of target: Resource?,
    context given: [String: [PartialText]] = [:], isOpen: Bool = false
  ) -> StackAnswer {
    var values = given
    // AWS's clients speak TLS unless they are told not to.
    if !given.keys.contains(where: { $0.lowercased() == "aws:securetransport" }) {
      values["aws:SecureTransport"] = ["true"]
    }
    if party.principal.form == .service, party.source == nil, !isOpen {
      values["aws:SourceAccount"] = [context.policies.account]
    }
    if let source = party.source {
      values["aws:SourceArn"] = [source]
      values["aws:SourceAccount"] = [source.literal.flatMap(account) ?? context.policies.account]
    }
    if let function = party.function.flatMap({ context.resolver.arn(of: $0) }) {
      values["lambda:SourceFunctionArn"] = [function]
    }
    let request = AccessRequest(
      action: action, resource: resource, resourceAccount: owner(of: resource, target), principal: party.principal,
      context: values, isContextComplete: false)
    var placed: [PolicyLayer: [AttachedPolicy]] = [:]
    if let role = party.role {
      placed[.identity] = context.policies.ofRole[role.logicalID]
      placed[.boundary] = context.policies.boundaryOfRole[role.logicalID].map { [$0] }
    }
    if let target { placed[.resource] = context.policies.ofResource[target.logicalID] }
    var set = PolicySet(
      identity: (placed[.identity] ?? []).map(\.compiled), resource: (placed[.resource] ?? []).map(\.compiled),
      boundary: placed[.boundary].map { $0.map(\.compiled) })
    if isOpen {
      if party.role == nil, party.principal.account != nil {
        set.identity.append(Self.unknown("the policies of \(party.shown)", .identity))
      }
      if target == nil, isForeign(resource, to: party) {
        set.resource.append(Self.unknown("the policy of \(resource)", .resource))
      }
    }
    return StackAnswer(request: request, derivation: set.explain(request), placed: placed, party: party, target: target)
  }

  /// A policy of which nothing is known.
  private static func unknown(_ name: String, _ kind: PolicyKind) -> CompiledPolicy {
    var document = PolicyDocument([], span: Span(SourceID(0), 0, 0))
    document.unknownStatements.append(Hole(name))
    return CompiledPolicy(document, as: kind)
  }

  /// Whether a resource is known to be of another account than the one who asks.
  private func isForeign(_ resource: PartialText, to party: Party) -> Bool {
    guard let owner = resource.literal.flatMap(account)?.literal, let own = party.principal.account?.literal else {
      return false
    }
    return owner != own
  }

  /// The account of a resource: of this stack, where its ARN does not say it.
  private func owner(of resource: PartialText, _ target: Resource?) -> PartialText? {
    if let literal = resource.literal, let account = account(of: literal) { return account }
    return target == nil ? nil : context.policies.account
  }

  private func account(of arn: String) -> PartialText? {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count == 6 && !parts[4].isEmpty ? PartialText(String(parts[4])) : nil
  }
}

/// What a stack's policies say to a question.
struct StackAnswer {
  let request: AccessRequest
  let derivation: Derivation
  /// The policies that took part, in the order of the derivation's documents.
  let placed: [PolicyLayer: [AttachedPolicy]]
  let party: Party
  let target: Resource?

  var decision: Decision { derivation.decision }

  /// Whether it is denied for sure.
  var isDenied: Bool {
    switch decision.outcome {
    case .implicitDeny, .explicitDeny: true
    case .allow, .depends: false
    }
  }

  /// The policy that a statement stands in.
  func policy(_ layer: PolicyLayer, of statement: Derivation.Considered) -> AttachedPolicy? {
    let policies = placed[layer] ?? []
    return policies.indices.contains(statement.document) ? policies[statement.document] : nil
  }

  /// The statements of a layer with an effect that hold, or may hold.
  func statements(_ layer: PolicyLayer, _ effect: PolicyStatement.Effect, _ truth: Truth = .yes) -> [Derivation
    .Considered]
  {
    derivation.layers.filter { $0.layer == layer }.flatMap(\.statements).filter {
      $0.statement.effect == effect && $0.matches == truth
    }
  }
}
