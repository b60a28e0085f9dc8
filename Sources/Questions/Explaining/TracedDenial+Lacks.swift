import Denials
import Diagnostics
import Policy
import Source
import Template
import Validators

extension TracedDenial {
  /// A statement is missing: which layer's, and what to add.
  func lack(_ answer: StackAnswer) -> Diagnostic {
    guard let party, party.role != nil || party.principal.form == .service else { return outsider(answer) }
    if isTrust { return trustLack(answer) }
    switch answer.decision.deniedBy ?? .identity {
    case .resource: return resourceLack(answer)
    case .boundary: return boundaryLack(answer, party)
    case .identity where party.role != nil: return roleLack(answer, party)
    case .identity, .session, .endpoint, .serviceControl, .resourceControl: return outsider(answer)
    }
  }

  private var isTrust: Bool {
    denial.policyType == .trust
      || (found?.resource.type == "AWS::IAM::Role"
        && deniedActions.contains { $0.lowercased().hasPrefix("sts:assumerole") })
  }

  /// The role's policies lack it.
  private func roleLack(_ answer: StackAnswer, _ party: Party) -> Diagnostic {
    guard let role = party.role else { return outsider(answer) }
    let offer = change.forRole(role, of: party.function)
    var label = "nothing in its `access:` allows it"
    if role.origin == .declared || party.function == nil {
      let count =
        policies.context.policies.ofRole[role.logicalID]?.reduce(0) { $0 + $1.compiled.document.statements.count } ?? 0
      label =
        count == 0
        ? "this role allows nothing"
        : "this role has \(count) statement\(count == 1 ? ", which does not allow it" : "s, none of which allows it")"
    }
    var notes = nearMiss(answer, .identity)
    if role.origin == .declared, let function = party.function {
      notes.append(
        .init("`\(function.label)` runs with it", at: function.properties.entry("Role")?.value.span ?? function.span))
    }
    var help = offer.help
    if let account = foreignAccount {
      help.append("the resource is of account \(account): its own policy must admit the role as well")
    }
    return Diagnostic(
      .identityPolicyLacks, message, at: place, label: label, notes: notes, consequences: facts + remarks,
      help: help, fixes: offer.fixes)
  }

  /// What the message says otherwise.
  private var remarks: [String] {
    guard let type = denial.policyType, type != .identity else { return [] }
    if type == .resource {
      return [
        "AWS names the resource's policy also where that leaves it to the account, and the caller's policies lack it"
      ]
    }
    return [
      "the message names \(type.rawValue == "permissions boundary" ? "a permissions boundary" : "the \(type.rawValue)"), which this stack's role does not lack it in"
    ]
  }

  /// The statement that comes near, if one part of it is all that is in the way.
  func nearMiss(_ answer: StackAnswer, _ layer: PolicyLayer) -> [Diagnostic.Note] {
    guard let near = answer.derivation.nearestMiss(in: layer), near.mismatches.count == 1,
      let part = near.mismatches.first, part.element != "Action"
    else { return [] }
    return [.init(part.words(ShownNames(policies.context)), at: part.span)]
  }

  /// The boundary leaves it out.
  private func boundaryLack(_ answer: StackAnswer, _ party: Party) -> Diagnostic {
    let policy = answer.placed[.boundary]?.first
    let owner = policy?.owner
    let offer = owner.flatMap { $0.type == "AWS::IAM::ManagedPolicy" ? change.forBoundary($0) : nil }
    return Diagnostic(
      .boundaryLacks, message, at: owner?.span ?? place, label: "this boundary does not allow it",
      notes: [.init("this is who it limits", at: place)] + nearMiss(answer, .boundary), consequences: facts,
      help: offer?.help ?? denial.help, fixes: offer?.fixes ?? [])
  }

  /// The resource's policy does not admit it.
  private func resourceLack(_ answer: StackAnswer) -> Diagnostic {
    let held = answer.placed[.resource] ?? []
    let near = nearMiss(answer, .resource)
    let principal = denial.principalForPolicy ?? answer.party.nameForPolicy
    var offer = SmallestChange.Offer(help: denial.help)
    if let resource = found?.resource, let principal {
      offer = change.forResource(
        admitting: principal, source: sourceText, named: answer.party.entryName(for: resource))
    }
    return Diagnostic(
      .resourcePolicyLacks, message, at: near.first?.span ?? found?.resource.span ?? place,
      label: near.first?.message
        ?? (found == nil
          ? "this is who asks" : held.isEmpty ? "it has no policy" : "no statement of its policy admits it"),
      notes: found != nil && party?.role != nil ? [.init("this is who asks", at: place)] : [],
      consequences: facts, help: offer.help, fixes: offer.fixes)
  }

  /// The role's trust policy does not name him.
  private func trustLack(_ answer: StackAnswer) -> Diagnostic {
    let principal = denial.principalForPolicy ?? answer.party.nameForPolicy
    var offer = SmallestChange.Offer(help: denial.help)
    let role = found?.resource.type == "AWS::IAM::Role" ? found?.resource : nil
    if let role, let principal { offer = change.forTrust(role, admitting: principal) }
    let near = nearMiss(answer, .resource)
    return Diagnostic(
      .trustPolicyLacks, message, at: near.first?.span ?? role?.span ?? place,
      label: near.first?.message ?? "this role does not trust `\(principal?.name ?? "the caller")`",
      consequences: facts, help: offer.help, fixes: offer.fixes)
  }

  /// He who asks is of another stack, or of none: his policies are not known here.
  func outsider(_ answer: StackAnswer) -> Diagnostic {
    var finding = Diagnostic(
      denial.rule, message, at: place, label: "this was to be called, by someone outside of the stack",
      consequences: facts, help: denial.help)
    if denial.policyType == .resource || denial.policyType == .trust, found != nil {
      return isTrust ? trustLack(answer) : resourceLack(answer)
    }
    finding.help.append("his own policies are not of this stack")
    return finding
  }

  /// The source of a delivery, as the stack's file writes its ARN.
  private var sourceText: FlowText? {
    guard let source = denial.source?.value ?? party?.source?.literal ?? party?.source?.description else { return nil }
    var names = DeployedNames(stack)
    guard let found = names.resource(arn: source), let path = stack.path(of: found.resource) else {
      return .text(source)
    }
    return .text("${\(path).arn}\(found.rest)")
  }
}

extension Party {
  /// How a policy names him.
  var nameForPolicy: (family: PrincipalClause.Family, name: String)? {
    switch principal.form {
    case .service: (.service, principal.name.description)
    case .federated: (.federated, principal.name.description)
    case .session, .federatedUser: (.aws, (principal.parent ?? principal.name).description)
    case .account, .user, .role, .anonymous: (.aws, principal.name.description)
    }
  }
}
