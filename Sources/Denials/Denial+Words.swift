public import Diagnostics
import Policy

extension Denial {
  /// The rule that the message by itself shows.
  public var rule: Rule {
    if wording?.isNoPolicy == true { return .refusedWithoutPolicy }
    switch policyType {
    case .serviceControl, .resourceControl: return .organizationDenies
    case .identity where effect != .explicit: return .identityPolicyLacks
    case .resource where effect != .explicit: return .resourcePolicyLacks
    case .trust where effect != .explicit: return .trustPolicyLacks
    case .boundary where effect != .explicit: return .boundaryLacks
    case .session where effect != .explicit: return .sessionPolicyLacks
    case .endpoint where isThroughServiceControl: return .organizationDenies
    case .endpoint where effect != .explicit: return .endpointPolicyLacks
    case .identity, .resource, .trust, .boundary, .session, .endpoint: return .denyHolds
    case nil: return effect == .explicit ? .denyHolds : .denialWithoutReason
    }
  }

  /// Whom the message is about: `role worker (session f)`, `user ada`, `sns.amazonaws.com`.
  public var who: String {
    guard let principal else {
      switch wording?.asker {
      case .executionRole: return "the function's execution role"
      case .stateMachineRole: return "the state machine's role"
      case .service, .caller, nil: return "the caller"
      }
    }
    guard let asker else { return "`\(principal.value)`" }
    let parts = principal.value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let path = (parts.last ?? "").split(separator: "/")
    switch asker.form {
    case .session: return path.count > 2 ? "a session `\(path[2])` of the role `\(path[1])`" : "`\(principal.value)`"
    case .role: return "the role `\(path.last ?? "")`"
    case .user: return "the user `\(path.last ?? "")`"
    case .federatedUser: return "the federated user `\(path.last ?? "")`"
    case .account: return "the root user of account \(parts.count > 4 ? parts[4] : "")"
    case .service, .federated: return "`\(principal.value)`"
    case .anonymous: return "a caller without credentials"
    }
  }

  /// What was asked for: `call \`sqs:SendMessage\` on \`ARN\``.
  public var what: String {
    let names = spelledActions.map { "`\($0)`" }.joined(separator: ", ")
    let call = names.isEmpty ? operation.map { "call `\($0)`" } ?? "do this" : "call \(names)"
    guard let resource, resource.value != "*" else { return call }
    return "\(call) on `\(resource.value)`"
  }

  /// Which layer decided, by the message.
  public var decision: String {
    let policy = policyType?.rawValue
    var text: String
    switch (effect, policy) {
    case (.explicit, let policy?): text = "a Deny in \(policy.withArticle)"
    case (.explicit, nil): text = "a Deny, the message does not say in which kind of policy"
    case (.implicit, let policy?): text = "no \(policy) allows it"
    case (nil, let policy?): text = "\(policy.withArticle), the message says no more"
    case (_, nil): text = "the message does not say which policy decides"
    }
    if let policyARN { text += ", `\(policyARN.value)`" }
    if isThroughServiceControl { text += ", through a service control policy" }
    return text
  }
}

extension String {
  fileprivate var withArticle: String { ("aeiou".contains(first ?? " ") ? "an " : "a ") + self }
}
