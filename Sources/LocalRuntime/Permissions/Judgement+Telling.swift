import Diagnostics
import Policy
import RunFindings
import Wiring

extension Judgement {
  /// The denial for people, at the line of the stack that decides it.
  func occurrence(isLetThrough: Bool) -> Occurrence {
    let derivation = policies.explain(request)
    var told = Occurrence(
      asker.service == nil ? .callDenied : .deliveryDenied, message, at: nil, consequences: consequences(isLetThrough),
      subject: "\(asker.name) \(question.permission.action) \(question.permission.resource)")
    if decision.outcome == .explicitDeny {
      tellDeny(derivation, &told)
    } else {
      switch decision.deniedBy ?? .identity {
      case .identity, .session: tellRole(derivation, &told)
      case .boundary: tellBoundary(derivation, &told)
      case .resource, .endpoint, .serviceControl, .resourceControl: tellResource(derivation, &told)
      }
    }
    return told
  }

  private var message: String {
    let action = question.permission.action
    if case .trust(let service) = question.party {
      return "`\(service)` may not assume `\(target)`, which it was given to deliver with"
    }
    switch (asker.service, asker.isService) {
    case (let service?, true):
      return
        "`\(asker.shown)` may not deliver to `\(target)`: its policy does not let \(service) call `\(action)` for this source"
    case (let service?, false):
      return "\(service) may not call `\(action)`\(onTarget) with the role of `\(asker.shown)`"
    case (nil, _):
      let who = asker.role == nil && asker.principal.form != .session ? asker.shown : "`\(asker.shown)`"
      return "\(who) may not call `\(action)`\(onTarget)"
    }
  }

  /// What it is about, as people call it.
  var target: String { snapshot.names.shown(question.permission.resource) }
  private var onTarget: String { question.permission.resource == "*" ? "" : " on `\(target)`" }

  private func consequences(_ isLetThrough: Bool) -> [String] {
    let answer = DenialAnswer.for(question.permission.action)
    let onAWS: String
    switch asker.service {
    case nil: onAWS = "AWS answers \(answer.status) \(answer.code)"
    case "sns.amazonaws.com":
      onAWS = "SNS does not try again: the message goes to the subscription's dead-letter queue, or is lost"
    case "events.amazonaws.com":
      onAWS = "EventBridge does not try again: the event goes to the target's dead-letter queue, or is lost"
    case "apigateway.amazonaws.com": onAWS = "the caller of the API gets 500"
    case let service?: onAWS = "\(service) does not deliver"
    }
    return [isLetThrough ? "let through, since permissions are soft; else \(onAWS)" : onAWS]
  }

  /// A statement denies it.
  private func tellDeny(_ derivation: Derivation, _ told: inout Occurrence) {
    for layer in derivation.layers where layer.layer == decision.deniedBy {
      for found in layer.statements where found.statement.effect == .deny && found.matches == .yes {
        let policy = placed[layer.layer]?[found.document]
        told.place = policy?.place(of: found.statement) ?? placeOfTarget
        told.label = "this Deny holds, whatever else allows it"
        if policy?.origin == .call { told.label = "its policy, which a call has set, holds a Deny" }
        told.help = ["narrow the Deny by `Action`, `Resource` or `Condition`, or take it away"]
        return
      }
    }
  }

  /// Nothing of the role allows it.
  private func tellRole(_ derivation: Derivation, _ told: inout Occurrence) {
    guard let role = asker.role else {
      told.notes = [
        Occurrence.Note("the role `\(asker.shown)` is not of this stack, so nothing is known of its policies")
      ]
      return
    }
    let count = role.identity.reduce(0) { $0 + $1.compiled.document.statements.count }
    if let function = role.owner {
      told.place = function.place ?? role.plan.place
      told.label = "nothing in its `access:` allows it"
    } else {
      told.place = role.plan.place
      told.label =
        count == 0
        ? "this role allows nothing"
        : "this role has \(count) statement\(count == 1 ? ", which does not allow it" : "s, none of which allows it")"
    }
    told.notes += note(onNearestOf: .identity, derivation)
    told.notes += role.unknown.map { Occurrence.Note("`\($0)` is not known here, and allows nothing") }
    told.help = SmallestChange(role, question.permission, snapshot.names).help
  }

  private func tellBoundary(_ derivation: Derivation, _ told: inout Occurrence) {
    told.place = placed[.boundary]?.first?.place ?? asker.role?.plan.place
    told.label = "the permissions boundary of `\(asker.shown)` does not allow it"
    told.notes += note(onNearestOf: .boundary, derivation)
    told.help = [
      "allow `\(question.permission.action)` in the boundary, which limits what the role's policies can allow"
    ]
  }

  /// The resource's policy does not admit it.
  private func tellResource(_ derivation: Derivation, _ told: inout Occurrence) {
    let held = placed[.resource] ?? []
    if let near = derivation.nearestMiss(in: .resource), near.mismatches.count == 1 || held.count == 1 {
      let policy = held[near.document]
      told.place = policy.place(of: near.statement) ?? placeOfTarget
      told.label = words(for: near)
      if policy.origin == .call { told.label = "its policy, which a call has set: \(told.label)" }
    } else {
      told.place = placeOfTarget
      told.label = held.isEmpty ? "it has no policy" : "no statement of its policy admits it"
      if snapshot.names.find(question.permission.resource) == nil {
        told.notes = [Occurrence.Note("`\(target)` is not of this stack, so nothing is known of its policy")]
      }
    }
    told.help = admission
  }

  /// Where the resource was written.
  private var placeOfTarget: Place? { snapshot.names.find(question.permission.resource)?.item.place }

  /// The statement that comes near, if one part of it is all that is in the way.
  private func note(onNearestOf layer: PolicyLayer, _ derivation: Derivation) -> [Occurrence.Note] {
    guard let near = derivation.nearestMiss(in: layer), near.mismatches.count == 1,
      let policy = placed[layer]?[near.document]
    else { return [] }
    let words = words(for: near)
    if case .managed(let arn) = policy.origin { return [Occurrence.Note("`\(arn)`: \(words)")] }
    return [Occurrence.Note(words, at: policy.place(of: near.statement))]
  }

  /// What to add to the target's policy.
  private var admission: [String] {
    let permission = question.permission
    if isTrust {
      return ["let `\(asker.name)` assume it: name it in the role's `trusts:`, or in its `AssumeRolePolicyDocument`"]
    }
    guard case .service(let service, let source) = question.party else {
      return ["let the resource's own policy allow `\(permission.action)` to `\(asker.name)`"]
    }
    let admission = Admission(of: service, for: source, permission, snapshot.names).help
    guard snapshot.names.find(source) != nil else { return [admission] }
    return [
      admission,
      "or write the arrow from `\(asker.shown)` in the stack language, which derives the statement",
    ]
  }
}
