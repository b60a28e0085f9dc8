public import Diagnostics
import Policy
import Source
import Template
import Validators

/// The rules of answers to questions: found in answers, not in stacks.
public enum QuestionRules {
  /// All of them, by code.
  public static let all: [Rule] = [.callIsAllowed, .callIsNotAllowed, .callDepends]
}

extension Rule {
  /// The stack's policies allow it.
  public static let callIsAllowed = answer(
    "STK770", "call-is-allowed", .info, "a call that the stack's policies allow",
    why: """
      Some statement allows it, no layer that must allow it lacks one, and no Deny holds. What lies outside of the stack \
      (service control policies, the policy of a VPC endpoint, a session policy) can still deny it.
      """)

  /// The stack's policies do not allow it.
  public static let callIsNotAllowed = answer(
    "STK771", "call-is-not-allowed", .error, "a call that the stack's policies do not allow",
    why: """
      A Deny holds, or a layer that must allow it has no statement that does. The line shown is the one that decides: the \
      Deny, the statement that comes nearest, or who lacks it.
      """)

  /// Whether it is allowed depends on something that is not known.
  public static let callDepends = answer(
    "STK772", "call-depends", .warning, "a call that is allowed or not, by something that is not known",
    why: """
      A condition asks for a key that the question does not give, a policy lies outside of the stack, or a statement is only there \
      where a condition of the template holds. Give the key with `--context KEY=VALUE`, or a parameter with `--param`.
      """)

  private static func answer(
    _ code: String, _ name: String, _ severity: Severity, _ title: String, why: String
  ) -> Rule {
    Rule(
      code, name, severity, title, why: why + "\n\nAn answer of `stackc can`, not found by `stackc lint`.", examples: []
    )
  }
}

extension QuestionAnswer {
  /// Statements beyond these are counted, not shown.
  private static let mostShown = 12

  /// The answer as a finding: it stands at what decides, and has a note for each statement that was considered.
  public var finding: Diagnostic {
    let deciding = deciding
    let who = answer.party.shown
    let call = "call `\(action)`" + (target.arn == "*" ? "" : " on `\(target.shown)`")
    var notes: [Diagnostic.Note] = []
    if let deciding, deciding.span != place { notes.append(.init("this is who asks", at: place)) }
    notes += considered(but: deciding?.span)
    let offer = offer
    switch answer.decision.outcome {
    case .allow:
      return Diagnostic(
        .callIsAllowed, "`\(who)` may \(call)", at: deciding?.span ?? place, label: deciding?.words ?? "",
        notes: notes, consequences: layers)
    case .implicitDeny, .explicitDeny:
      if let onlyWhere = split?.onlyWhere {
        return Diagnostic(
          .callDepends, "`\(who)` may \(call) only\(onlyWhere.phrase)", at: deciding?.span ?? place,
          label: deciding?.words ?? "elsewhere, nothing allows it", notes: notes,
          consequences: layers, help: offer.help + ["`--param NAME=VALUE` asks of one deployment"],
          fixes: offer.fixes.map(\.unsafe))
      }
      return Diagnostic(
        .callIsNotAllowed, "`\(who)` may not \(call): \(answer.words)", at: deciding?.span ?? place,
        label: deciding?.words ?? "nothing allows it", notes: notes, consequences: layers, help: offer.help,
        fixes: offer.fixes)
    case .depends:
      return Diagnostic(
        .callDepends, "whether `\(who)` may \(call) is open: \(answer.words)", at: deciding?.span ?? place,
        label: deciding?.words ?? "", notes: notes, consequences: layers,
        help: ["give what is missing: `--context KEY=VALUE` for a condition key, `--param NAME=VALUE` for a parameter"])
    }
  }

  /// Where the one who asks is written; the target for someone outside of the stack.
  private var place: Span {
    let party = answer.party
    let own = party.role?.origin == .derived ? party.function ?? party.role : party.role ?? party.function
    return own?.span ?? target.resource?.span ?? Span(stack.template.source, 0, 0)
  }

  /// The statement that decides, and why.
  private var deciding: (span: Span, words: String)? {
    for layer in PolicyLayer.allCases {
      if let deny = answer.statements(layer, .deny).first {
        return (deny.statement.span, "this Deny holds, whatever else allows it")
      }
    }
    switch answer.decision.outcome {
    case .allow:
      for layer in [PolicyLayer.identity, .resource] {
        if let allow = answer.statements(layer, .allow).first { return (allow.statement.span, "this allows it") }
      }
      return nil
    case .depends:
      for layer in PolicyLayer.allCases {
        for effect in [PolicyStatement.Effect.deny, .allow] {
          guard let open = answer.statements(layer, effect, .maybe).first else { continue }
          return (open.mismatches.first(where: \.isUnknown)?.span ?? open.statement.span, open.openWords(effect))
        }
      }
      return nil
    case .implicitDeny, .explicitDeny:
      guard let layer = answer.decision.deniedBy, let near = answer.derivation.nearestMiss(in: layer),
        let part = near.mismatches.first, near.mismatches.count == 1, part.element != "Action"
      else { return nil }
      return (part.span, "the nearest miss: \(part.words(names))")
    }
  }

  /// A note for each statement, the ones that hold first.
  private func considered(but shown: Span?) -> [Diagnostic.Note] {
    var notes: [(rank: Int, note: Diagnostic.Note)] = []
    for layer in answer.derivation.layers {
      for found in layer.statements where found.statement.span != shown {
        let effect = found.statement.effect == .deny ? PolicyStatement.Effect.deny : .allow
        let words: String
        switch found.matches {
        case .yes: words = effect == .allow ? "this allows it" : "this denies it"
        case .maybe: words = found.openWords(effect)
        case .no: words = found.mismatchWords(names)
        }
        let place = found.mismatches.count == 1 ? found.mismatches[0].span : found.statement.span
        let rank = found.matches == .no ? 1 + found.mismatches.count : 0
        notes.append((rank, .init("\(layer.layer.rawValue): \(words)", at: place)))
      }
    }
    let ordered = notes.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    return ordered.prefix(Self.mostShown).map(\.element.note)
  }

  /// A line for each layer that takes part.
  private var layers: [String] {
    let derivation = answer.derivation
    var lines = derivation.layers.map { layer in
      let count = layer.statements.count
      let verdict: String
      switch (layer.denies, layer.allows) {
      case (.maybe, _) where count == 0: return "\(layer.layer.rawValue): not known"
      case (.yes, _): verdict = "denies it"
      case (.maybe, _): verdict = "denies it, or not"
      case (.no, .yes): verdict = "allows it"
      case (.no, .maybe): verdict = "allows it, or not"
      case (.no, .no): verdict = "does not allow it"
      }
      return "\(layer.layer.rawValue): \(verdict) (\(count) statement\(count == 1 ? "" : "s") considered)"
    }
    let shown = derivation.layers.reduce(0) { $0 + $1.statements.count }
    if shown > Self.mostShown { lines.append("\(shown - Self.mostShown) more statements are in `--format json`") }
    if target.resource == nil, target.arn != "*" {
      lines.append("`\(target.arn)` is not of this stack, so its own policy is not known")
    }
    return lines
  }

  /// What would make it allowed.
  private var offer: SmallestChange.Offer {
    let change = SmallestChange(stack: stack, actions: [action], target: target)
    let party = answer.party
    switch answer.decision.outcome {
    case .allow, .depends: return SmallestChange.Offer()
    case .explicitDeny:
      return SmallestChange.Offer(
        help: ["narrow the Deny by `Action`, `Resource` or `Condition`, or take it away; no Allow helps"])
    case .implicitDeny: break
    }
    if let role = party.role, answer.decision.deniedBy == .identity { return change.forRole(role, of: party.function) }
    if answer.decision.deniedBy == .boundary, let owner = answer.placed[.boundary]?.first?.owner,
      owner.type == "AWS::IAM::ManagedPolicy"
    {
      return change.forBoundary(owner)
    }
    guard answer.decision.deniedBy == .resource, let principal = party.nameForPolicy, let resource = target.resource
    else {
      return SmallestChange.Offer()
    }
    if resource.type == "AWS::IAM::Role" { return change.forTrust(resource, admitting: principal) }
    return change.forResource(admitting: principal, source: nil, named: party.entryName(for: resource))
  }
}
