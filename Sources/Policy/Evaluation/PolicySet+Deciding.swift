import Source

extension PolicySet {
  /// Decides a request (IAM User Guide, Policy evaluation logic).
  public func decide(_ request: AccessRequest) -> Decision {
    var unknowns = Unknowns()
    let verdicts = Verdicts(self, request, &unknowns)
    return verdicts.decision(request, mustAllow: resourceMustAllow(request), &unknowns)
  }
}

extension PolicySet {
  /// What one layer says of a request; where it does not apply, nothing of the two that grant and full access of the others.
  fileprivate func verdict(
    of layer: PolicyLayer, _ request: AccessRequest, _ unknowns: inout Unknowns
  ) -> Verdict {
    func applies() -> Bool { Self.applies(layer, to: request.principal) }
    switch layer {
    case .resource: return judge(resource, request, &unknowns)
    case .identity: return applies() ? judge(identity, request, &unknowns) : Verdict()
    case .endpoint: return judge(endpoint, request, &unknowns)
    case .boundary: return judge(applies() ? boundary : nil, request, &unknowns)
    case .session: return judge(applies() ? session : nil, request, &unknowns)
    case .serviceControl:
      guard !serviceControl.isEmpty, applies() else { return .fullAccess }
      return judge(levels: serviceControl, from: Verdict(), request, &unknowns)
    case .resourceControl:
      guard !resourceControl.isEmpty, applies() else { return .fullAccess }
      return judge(levels: resourceControl, from: .fullAccess, request, &unknowns)
    }
  }

  private func judge(
    _ policies: [CompiledPolicy]?, from start: Verdict = Verdict(), _ request: AccessRequest,
    _ unknowns: inout Unknowns
  ) -> Verdict {
    guard let policies else { return .fullAccess }
    var verdict = start
    for policy in policies { policy.judge(request, hasBoundary: boundary != nil, into: &verdict, &unknowns) }
    return verdict
  }

  /// Each level must allow; any may deny.
  private func judge(
    levels: [[CompiledPolicy]], from start: Verdict, _ request: AccessRequest, _ unknowns: inout Unknowns
  ) -> Verdict {
    var all = Verdict.fullAccess
    for level in levels {
      let verdict = judge(level, from: start, request, &unknowns)
      all.deny = all.deny | verdict.deny
      all.grant = levels.count == 1 ? verdict.grant : all.grant.limited(to: verdict.allow)
    }
    return all
  }
}

/// What each layer says of a request, and what follows from all of them.
struct Verdicts {
  private var resourceControl = Verdict()
  private var serviceControl = Verdict()
  private var endpoint = Verdict()
  private var resource = Verdict()
  private var identity = Verdict()
  private var boundary = Verdict()
  private var session = Verdict()

  init(_ policies: PolicySet, _ request: AccessRequest, _ unknowns: inout Unknowns) {
    for layer in PolicyLayer.allCases { self[layer] = policies.verdict(of: layer, request, &unknowns) }
    if request.principal.form == .account { identity.grant = Grant(itself: .yes) }
    // A session of a user that was passed no session policy may do nothing of the user's (IAM User Guide, step 7).
    if request.principal.form == .federatedUser, policies.session == nil { session.grant = .none }
  }

  subscript(layer: PolicyLayer) -> Verdict {
    get {
      switch layer {
      case .resourceControl: resourceControl
      case .serviceControl: serviceControl
      case .endpoint: endpoint
      case .resource: resource
      case .identity: identity
      case .boundary: boundary
      case .session: session
      }
    }
    set {
      switch layer {
      case .resourceControl: resourceControl = newValue
      case .serviceControl: serviceControl = newValue
      case .endpoint: endpoint = newValue
      case .resource: resource = newValue
      case .identity: identity = newValue
      case .boundary: boundary = newValue
      case .session: session = newValue
      }
    }
  }

  /// The decision that follows.
  func decision(_ request: AccessRequest, mustAllow: Bool, _ unknowns: inout Unknowns) -> Decision {
    let denied = PolicyLayer.allCases.map { self[$0].deny }.max() ?? .no
    if denied == .yes {
      return Decision(outcome: .explicitDeny, deniedBy: PolicyLayer.allCases.first { self[$0].deny == .yes })
    }
    let allowed = allowed(request, mustAllow: mustAllow, &unknowns)
    if allowed == .no { return Decision(outcome: .implicitDeny, deniedBy: missing(request, mustAllow: mustAllow)) }
    if allowed == .yes, denied == .no { return Decision(outcome: .allow, deniedBy: nil) }
    return Decision(outcome: .depends(on: unknowns.holes), deniedBy: nil)
  }
}
