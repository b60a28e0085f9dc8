import Denials
public import Diagnostics
import Policy
import Source
import Template

extension TracedDenial {
  /// The answer, as one finding at the line of the stack that decides it.
  public var finding: Diagnostic {
    guard isOfStack, denial.wording?.isNoPolicy != true else { return notOfStack }
    switch denial.policyType {
    case .serviceControl, .resourceControl, .session: return outer
    case .endpoint: return outer
    case .identity, .resource, .boundary, .trust, nil: break
    }
    if denial.isThroughServiceControl { return outer }
    guard let answer else { return atTarget }
    switch answer.decision.outcome {
    case .explicitDeny: return deny(answer)
    case .implicitDeny: return denial.effect == .explicit ? contradiction(answer) : lack(answer)
    case .allow: return contradiction(answer)
    case .depends where answer.party.role == nil && answer.party.principal.account != nil: return outsider(answer)
    case .depends: return condition(answer)
    }
  }

  // MARK: What every answer says

  /// `functions.upload` may not call `sns:Publish` on `topics.news`.
  var message: String {
    let who = party.map { "`\($0.shown)`" } ?? denial.who
    let actions = deniedActions.map { "`\($0)`" }.joined(separator: ", ")
    let call = actions.isEmpty ? "do this" : "call \(actions)"
    return "\(who) may not \(call)\(target.arn == "*" ? "" : " on `\(target.shown)`")"
  }

  var facts: [String] {
    var facts = ["who: \(denial.who)\(ofStack)", "what: \(denial.what)\(foundAs)", "decided by: \(denial.decision)"]
    if let wording = denial.wording { facts.append("that is, \(wording.meaning)") }
    if denial.encoded != nil { facts.append("the rest of the message is encoded, and only AWS can read it") }
    if let answer { facts.append("by this stack: \(answer.words)") }
    if !deployedWhere.isEmpty {
      facts.append("deployed\(deployedWhere.phrase), it seems: elsewhere, this stack allows it")
    }
    return facts
  }

  private var ofStack: String {
    guard let party, let role = party.role else {
      return party == nil || party?.principal.form == .service ? "" : ", not of this stack"
    }
    let by = party.function.map { ", the role of `\($0.reference)`" } ?? ""
    return role.origin == .derived ? by : ", `\(role.reference)` of this stack\(by)"
  }

  private var foundAs: String {
    guard let found else { return denial.resource == nil || target.arn == "*" ? "" : ", not of this stack" }
    let others = found.others.isEmpty ? "" : ", if not another: its id is made up by AWS"
    return "\(denial.resource == nil ? " on" : ",") `\(found.resource.reference)` of this stack\(others)"
  }

  /// Where the one who asks is written.
  var place: Span {
    if let party, let span = (party.role?.origin == .derived ? party.function ?? party.role : party.role)?.span {
      return span
    }
    return found?.resource.span ?? Span(stack.template.source, 0, 0)
  }

  /// Nothing that is named is of this stack, or no policy is behind it.
  private var notOfStack: Diagnostic {
    var finding = denial.finding
    if denial.wording?.isNoPolicy != true {
      finding.consequences.append("nothing that the message names is of `\(stack.path)`")
    }
    return finding
  }

  /// Something outside of every stack decides.
  private var outer: Diagnostic {
    var finding = Diagnostic(
      denial.rule, message, at: place, label: "whatever the stack's policies say, this call does not pass",
      consequences: facts, help: denial.help)
    if let answer, answer.isDenied, denial.effect != .explicit || answer.decision.outcome == .implicitDeny {
      finding.help.append("the stack's own policies lack it too: \(answer.words)")
    }
    return finding
  }

  /// Who asks is not known; what he asked for is.
  private var atTarget: Diagnostic {
    Diagnostic(
      denial.rule, message, at: place, label: "this was to be called", consequences: facts, help: denial.help)
  }

  /// A Deny of the stack holds.
  private func deny(_ answer: StackAnswer) -> Diagnostic {
    let layer = answer.decision.deniedBy ?? .identity
    let statement = answer.statements(layer, .deny).first
    var facts = facts
    if denial.effect == .implicit {
      facts.append("the message says that nothing allows it, and here a Deny holds: what is deployed is older or newer")
    }
    return Diagnostic(
      .denyHolds, message, at: statement?.statement.span ?? place, label: "this Deny holds, whatever else allows it",
      notes: statement == nil ? [] : [.init("this is who asks", at: place)], consequences: facts,
      help: ["narrow the Deny by `Action`, `Resource` or `Condition`, or take it away; no Allow helps"])
  }

  /// Whether it is allowed depends on what the stack does not say: a condition on the call.
  private func condition(_ answer: StackAnswer) -> Diagnostic {
    var notes: [Diagnostic.Note] = []
    for layer in PolicyLayer.allCases {
      for effect in PolicyStatement.Effect.allCases {
        for found in answer.statements(layer, effect, .maybe).prefix(2) {
          let part = found.mismatches.first { $0.isUnknown }
          notes.append(.init(found.openWords(effect), at: part?.span ?? found.statement.span))
        }
      }
    }
    return Diagnostic(
      denial.rule, message, at: notes.first?.span ?? place, label: notes.first?.message ?? "",
      notes: Array(notes.dropFirst()), consequences: facts,
      help: ["compare what the call had with what is asked for here, or loosen the condition"])
  }

  /// The stack allows it, or has no such Deny.
  private func contradiction(_ answer: StackAnswer) -> Diagnostic {
    if party?.role == nil, denial.policyType != .resource, denial.policyType != .trust { return outsider(answer) }
    var notes: [Diagnostic.Note] = []
    for layer in [PolicyLayer.identity, .resource] {
      if let allow = answer.statements(layer, .allow).first, allow.statement.span != place {
        notes.append(.init("this allows it", at: allow.statement.span))
      }
    }
    let isDeny = denial.effect == .explicit
    let label = isDeny ? "no Deny of this stack holds for it" : "by this file it is allowed"
    return Diagnostic(
      isDeny && denial.policyType == nil ? .denyHolds : .denialContradictsStack, message, at: place, label: label,
      notes: notes, consequences: facts, help: [suspicion(isDeny)])
  }

  private func suspicion(_ isDeny: Bool) -> String {
    if let account = foreignAccount {
      return
        "the resource is of account \(account): its own policy must admit `\(party?.shown ?? "the caller")` as well"
    }
    if found == nil, target.arn != "*", denial.policyType != .identity {
      return "the resource is not of this stack: its own policy may lack it, or hold a Deny"
    }
    let holder = denial.policyType.map { "the \($0.rawValue) that is deployed" } ?? "a policy around the call"
    return isDeny
      ? "the Deny stands in \(holder), or in a service control policy: deploy the stack, then look for drift with `aws cloudformation detect-stack-drift`"
      : "what is deployed differs from this file: deploy the stack, look for drift with `aws cloudformation detect-stack-drift`, and give a new permission some seconds"
  }

  /// The account of the resource, where that is another one than the caller's.
  var foreignAccount: String? {
    guard let own = party?.principal.account?.literal else { return nil }
    let parts = target.arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, !parts[4].isEmpty, parts[4] != own else { return nil }
    return String(parts[4])
  }
}

extension StackAnswer {
  /// The decision in a few words.
  var words: String {
    switch decision.outcome {
    case .allow: return "allowed"
    case .explicitDeny: return "a Deny holds in \(decision.deniedBy?.words ?? "a policy")"
    case .implicitDeny: return "no statement allows it in \(decision.deniedBy?.words ?? "any policy")"
    case .depends(let holes):
      let names = holes.prefix(3).map { "`\($0.name)`" }.joined(separator: ", ")
      return names.isEmpty ? "it depends on the call" : "it depends on \(names)"
    }
  }
}

extension PolicyLayer {
  /// The layer's policies in a sentence.
  var words: String {
    switch self {
    case .resourceControl: "a resource control policy"
    case .serviceControl: "a service control policy"
    case .endpoint: "the VPC endpoint's policy"
    case .resource: "the resource's policy"
    case .identity: "the caller's policies"
    case .boundary: "the permissions boundary"
    case .session: "the session policy"
    }
  }
}
