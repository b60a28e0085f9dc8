public import Diagnostics
import Policy
import Source

extension Denial {
  /// The message by itself as a finding: who, what, which layer decided, and what to add. It stands in the message.
  public var finding: Diagnostic {
    var consequences = ["who: \(who)", "what: \(what)", "decided by: \(decision)"]
    if let wording { consequences.append("that is, \(wording.meaning)") }
    if encoded != nil {
      consequences.append("the rest of the message is encoded, and only AWS can read it")
    }
    return Diagnostic(
      rule, "\(who) may not \(what)", at: span, label: label, consequences: consequences, help: help)
  }

  private var label: String {
    switch (effect, policyType) {
    case (.explicit, _): "a Deny holds, whatever else allows it"
    case (_, .identity?): "nothing in the caller's own policies allows it"
    case (_, .resource?): "the resource's policy does not admit the caller"
    case (_, .trust?): "the role's trust policy does not name the caller"
    case (_, .boundary?): "the caller's boundary leaves it out"
    case (_, .session?): "the session was made with a policy that leaves it out"
    case (_, .endpoint?): "the VPC endpoint does not let it pass"
    case (_, .serviceControl?), (_, .resourceControl?): "the organization does not allow it"
    case (_, nil): wording == nil ? "any of the policies around it may be what is missing" : ""
    }
  }

  /// What to do, by the layer that decided.
  public var help: [String] {
    var help: [String] = []
    if let wording { help.append(wording.advice) }
    if effect == .explicit {
      help.append(denyHelp)
      if policyType == .serviceControl || policyType == .resourceControl, let text = advice(for: .serviceControl) {
        help.append(text)
      }
    } else if let policyType {
      if let text = advice(for: policyType) { help.append(text) }
    } else if wording?.isNoPolicy != true, let text = advice(for: .identity) {
      help.append(text)
      if asker?.form != .service {
        help.append(
          "a resource of another account, a KMS key or a role must admit the caller in its own policy as well")
      }
    }
    if encoded != nil {
      help.append(
        "`aws sts decode-authorization-message --encoded-message …` tells the rest to whoever may call `sts:DecodeAuthorizationMessage`"
      )
    }
    return help
  }

  private var denyHelp: String {
    let place =
      policyARN.map { "`\($0.value)`" } ?? policyType.map { "the \($0.rawValue)" } ?? "a policy around the call"
    return "find the Deny in \(place), and narrow it by `Action`, `Resource` or `Condition`; no Allow helps"
  }

  private func advice(for type: PolicyType) -> String? {
    let place: String
    switch type {
    case .identity: place = "add to a policy of \(owner)"
    case .resource: place = "add to the policy of the resource"
    case .trust: place = "add to the role's trust policy"
    case .boundary: place = "add to the managed policy that is the permissions boundary"
    case .session: place = "add to the policy that is passed when the session is made"
    case .endpoint: place = "add to the VPC endpoint's policy"
    case .serviceControl, .resourceControl:
      return "the organization's administrators must allow it, at each level from the root to the account"
    }
    guard let statement = statement(for: type) else { return nil }
    return "\(place):  `\(statement.flow.json)`"
  }

  private var owner: String {
    switch asker?.form {
    case .session, .role: "the role"
    case .user: "the user"
    case .account, .federatedUser, .service, .federated, .anonymous, nil: "the caller"
    }
  }
}
