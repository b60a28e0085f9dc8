import Source

extension PolicySet {
  /// Decides a request (IAM User Guide, Policy evaluation logic).
  public func decide(_ request: AccessRequest) -> Decision {
    var unknowns = Unknowns()
    let verdicts = Verdicts(self, request, &unknowns)
    return verdicts.decision(request, mustAllow: resourceMustAllow(request), &unknowns)
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
    let hasBoundary = policies.boundary != nil
    let isFullAccess = Verdict(deny: .no, grant: Grant(itself: .yes))
    for layer in PolicyLayer.allCases {
      let levels = policies.levels(of: layer, for: request.principalNames)
      guard !levels.isEmpty else {
        self[layer] = layer == .resource || layer == .identity ? Verdict() : isFullAccess
        continue
      }
      // Each level must allow; any may deny.
      var all = isFullAccess
      for level in levels {
        var verdict = layer == .resourceControl ? isFullAccess : Verdict()
        for policy in level { policy.judge(request, hasBoundary: hasBoundary, into: &verdict, &unknowns) }
        all.deny = all.deny | verdict.deny
        all.grant = levels.count == 1 ? verdict.grant : all.grant.limited(to: verdict.allow)
      }
      self[layer] = all
    }
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
