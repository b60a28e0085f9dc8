import Source

extension Verdicts {
  /// Whether every layer that must allow does.
  func allowed(_ request: AccessRequest, mustAllow: Bool, _ unknowns: inout Unknowns) -> Truth {
    let outer = self[.resourceControl].allow & self[.serviceControl].allow & self[.endpoint].allow
    guard let account = request.principal.account else { return outer & self[.resource].allow }
    guard let owner = request.resourceAccount, owner != account else {
      return outer & withinAccount(request, mustAllow: mustAllow)
    }
    let within = withinAccount(request, mustAllow: mustAllow)
    let across = acrossAccounts
    guard within != across else { return outer & within }
    let mark = unknowns.mark
    switch request.isOfOwnAccount(&unknowns) {
    case .yes:
      unknowns.forget(since: mark)
      return outer & within
    case .no:
      unknowns.forget(since: mark)
      return outer & across
    case .maybe: return outer & .maybe
    }
  }

  /// Both accounts must agree, and nothing of the caller's own is bypassed.
  private var acrossAccounts: Truth {
    self[.identity].allow & self[.boundary].allow & self[.session].allow & self[.resource].allow
  }

  /// Either side is enough, unless the resource's own policy must allow.
  private func withinAccount(_ request: AccessRequest, mustAllow: Bool) -> Truth {
    let limits = self[.boundary].allow & self[.session].allow
    let own = self[.identity].allow & limits & (mustAllow ? self[.resource].allow : .yes)
    return own | direct(request.principal.form, limits)
  }

  /// What the resource's policy grants without the principal's own policies. A boundary or session policy limits a grant to
  /// the role, but none to the very session (IAM User Guide, Policy evaluation logic, the table of implicit denies).
  private func direct(_ form: Principal.Form, _ limits: Truth) -> Truth {
    let grant = self[.resource].grant
    switch form {
    case .session, .federatedUser: return grant.itself | ((grant.parent | grant.anyone) & limits)
    case .role: return (grant.itself | grant.anyone) & limits
    case .user, .account: return grant.itself | grant.anyone
    case .service, .federated, .anonymous: return grant.any
    }
  }

  /// The layer whose silence denies.
  func missing(_ request: AccessRequest, mustAllow: Bool) -> PolicyLayer {
    for layer in [PolicyLayer.resourceControl, .serviceControl, .endpoint] where self[layer].allow == .no {
      return layer
    }
    guard request.principal.account != nil else { return .resource }
    if mustAllow, self[.resource].allow == .no { return .resource }
    let own: [PolicyLayer] = isGrantedBesides(request) ? [.boundary, .session] : [.identity, .boundary, .session]
    return own.first { self[$0].allow == .no } ?? .resource
  }

  /// Whether the resource's policy grants within the account what the principal's own policies need not: then their silence
  /// is not what denies.
  private func isGrantedBesides(_ request: AccessRequest) -> Bool {
    var unknowns = Unknowns()
    guard request.isOfOwnAccount(&unknowns) == .yes else { return false }
    return direct(request.principal.form, .yes) == .yes
  }
}

extension AccessRequest {
  /// Whether the resource is of the principal's account; no where one of the two has none.
  fileprivate func isOfOwnAccount(_ unknowns: inout Unknowns) -> Truth {
    guard let owner = ownerText, let account = principalNames.account else { return .no }
    return SymbolRange.match(SymbolRange(owner), SymbolRange(account), &unknowns)
  }
}
