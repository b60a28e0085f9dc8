import Source

/// Compares two sides, one class of actions at a time.
struct SideComparer {
  let old: ComparedSide
  let new: ComparedSide
  /// The statements that can matter: those of resources whose policies say the same are left out where all else does.
  let statements: [ComparedStatement]
  /// Whether both sides say the same in the same statements.
  let isSame: Bool

  init(_ old: ComparedSide, _ new: ComparedSide, _ all: [ComparedStatement]) {
    self.old = old
    self.new = new
    let own = all.filter { $0.layer != .resource }
    let isOwnSame =
      Self.isSame(own) && old.principal != nil && new.principal != nil && (old.boundary == nil) == (new.boundary == nil)
    guard isOwnSame else {
      statements = all
      isSame = false
      return
    }
    let byResource = Dictionary(grouping: all.filter { $0.layer == .resource }) { $0.resource ?? "" }
    let changed = Set(old.resources.keys).union(new.resources.keys).filter { id in
      old.resources[id]?.arn != new.resources[id]?.arn || !Self.isSame(byResource[id] ?? [])
    }
    statements = own + all.filter { $0.resource.map(changed.contains) ?? false }
    isSame = changed.isEmpty
  }

  /// Whether the statements of both sides say the same, each as often as it likes.
  static func isSame(_ statements: [ComparedStatement]) -> Bool {
    var meanings: [PolicyComparison.Side: Set<String>] = [:]
    for statement in statements { meanings[statement.side, default: []].insert(statement.meaning) }
    return meanings[.old] ?? [] == meanings[.new] ?? []
  }

  func side(_ side: PolicyComparison.Side) -> ComparedSide { side == .old ? old : new }

  /// Compares a class of actions; nil if nothing of it can differ.
  func compare(
    _ actions: ActionClass, _ left: inout Int, _ omissions: inout Set<PolicyComparison.Omission>
  ) -> ClassComparison? {
    let relevant = statements.filter { statement in
      guard statement.compiled.kind.bears(on: actions.sample),
        let request = request(actions.sample, "*", [:], statement.side)
      else { return false }
      return statement.meets(request, hasBoundary: false, upTo: .action) != .no
    }
    let differsOfOwn = !Self.isSame(relevant.filter { $0.layer != .resource }) || hasOtherBoundary || hasOneSide
    var targets = targets(relevant, all: differsOfOwn)
    if differsOfOwn { targets.formUnion(guarded(actions.sample)) }
    guard differsOfOwn || !targets.isEmpty else { return nil }
    let considered = relevant.filter { $0.resource.map(targets.contains) ?? true }
    var places = ResourcePlaces(considered, targets: targets, old, new)
    if !places.isComplete { omissions.insert(.patterns) }
    var part = ClassComparison(actions: actions, patterns: places.patterns)
    var samples: [[ObjectIdentifier]: ContextList] = [:]
    for place in places.all() where differsOfOwn || place.target != nil {
      guard left > 0 else { break }
      let outcome = outcome(actions.sample, place, considered, places.variables, &samples, &left, &omissions)
      part.outcomes.append(outcome)
    }
    return part
  }

  private var hasOtherBoundary: Bool { (old.boundary == nil) != (new.boundary == nil) }
  private var hasOneSide: Bool { (old.principal == nil) != (new.principal == nil) }

  /// The resources whose own policies say something of a class of actions that can differ.
  private func targets(_ relevant: [ComparedStatement], all: Bool) -> Set<String> {
    let byResource = Dictionary(grouping: relevant.filter { $0.layer == .resource }) { $0.resource ?? "" }
    return Set(
      byResource.filter { id, statements in
        all || !Self.isSame(statements) || old.resources[id]?.arn != new.resources[id]?.arn
      }.keys)
  }

  /// The resources whose own policy must allow actions like this, also where none of its statements speaks of them.
  private func guarded(_ action: String) -> Set<String> {
    let resources = [old, new].flatMap { $0.resources }
    return Set(
      resources.filter { $0.value.policies.contains { $0.kind.mustAllow && $0.kind.bears(on: action) } }.map(\.key))
  }

  private func outcome(
    _ action: String, _ place: ResourcePlaces.Place, _ considered: [ComparedStatement],
    _ variables: ContextList.Variables, _ samples: inout [[ObjectIdentifier]: ContextList], _ left: inout Int,
    _ omissions: inout Set<PolicyComparison.Omission>
  ) -> RegionOutcome {
    let relevant = considered.filter { statement in
      guard statement.layer != .resource || statement.resource == place.target,
        let request = request(action, place.name, [:], statement.side)
      else { return false }
      return statement.hasResourceVariables
        || statement.meets(request, hasBoundary: side(statement.side).boundary != nil, upTo: .principal) != .no
    }
    func ended(_ contexts: Int, _ cells: [PolicyComparison.Cell]) -> RegionOutcome {
      RegionOutcome(
        resource: place.name, matches: place.matches, target: place.target, contexts: contexts, cells: cells)
    }
    if Self.isSame(relevant), !hasOtherBoundary, !hasOneSide, !isMissing(place.target, relevant) { return ended(1, []) }
    let key = relevant.map(ObjectIdentifier.init)
    let contexts =
      samples[key] ?? ContextList(relevant, fixed: fixedKeys, variables, notOfAccount: new.notOfAccount)
    samples[key] = contexts
    if !contexts.isComplete { omissions.insert(.conditions) }
    let sets = (policies(.old, relevant, place.target), policies(.new, relevant, place.target))
    var cells: [PolicyComparison.Cell] = []
    for context in contexts.contexts {
      left -= 1
      guard left > 0 else { break }
      let before = decision(.old, sets.0, action, place, context)
      let after = decision(.new, sets.1, action, place, context)
      guard before.rank != after.rank else { continue }
      cells.append(
        PolicyComparison.Cell(
          action: action, resource: place.name, target: place.target, context: context, before: before, after: after))
    }
    return ended(contexts.contexts.count, cells)
  }
}

extension SideComparer {
  /// The request of a class, by the principal of a side.
  func request(
    _ action: String, _ resource: PartialText, _ context: [String: [PartialText]], _ side: PolicyComparison.Side
  ) -> AccessRequest? {
    let own = self.side(side)
    guard let principal = own.principal else { return nil }
    // Of a resource of another account the policy there decides too, which is not known here: this is the caller's side.
    return AccessRequest(
      action: action, resource: resource, resourceAccount: own.account, principal: principal, context: context)
  }

  private func decision(
    _ side: PolicyComparison.Side, _ policies: PolicySet?, _ action: String, _ place: ResourcePlaces.Place,
    _ context: [String: [PartialText]]
  ) -> Decision {
    guard let policies, let request = request(action, place.name, context, side) else {
      return Decision(outcome: .implicitDeny, deniedBy: .identity)
    }
    return policies.decide(request)
  }

  /// The policies of a side that bear on a place; nil where nothing there can be allowed.
  private func policies(
    _ side: PolicyComparison.Side, _ relevant: [ComparedStatement], _ target: String?
  ) -> PolicySet? {
    let own = self.side(side)
    guard own.principal != nil else { return nil }
    func layer(_ layer: PolicyLayer) -> [CompiledPolicy] {
      relevant.filter { $0.side == side && $0.layer == layer }.map(\.compiled)
    }
    var resource: [CompiledPolicy] = []
    if let target {
      if let policies = own.resources[target]?.policies {
        // A policy that must allow must do so also where none of its statements is about the call.
        let kinds = Set(policies.map(\.kind))
        resource = kinds.filter(\.mustAllow).map { CompiledPolicy.empty($0) } + layer(.resource)
      } else if isGuarded(target) {
        return nil
      }
    }
    return PolicySet(
      identity: layer(.identity), resource: resource, boundary: own.boundary == nil ? nil : layer(.boundary))
  }

  /// Whether a resource lets nobody in but by its own policy, on the side that has it.
  private func isGuarded(_ target: String) -> Bool {
    [old, new].contains { $0.resources[target]?.policies.contains { $0.kind.mustAllow } ?? false }
  }

  /// Whether one side does not have a resource, so that nothing there can be allowed on it.
  private func isMissing(_ target: String?, _ relevant: [ComparedStatement]) -> Bool {
    guard let target, isGuarded(target) else { return false }
    return old.resources[target] == nil || new.resources[target] == nil
  }

  /// The keys that AWS derives from who asks.
  private var fixedKeys: Set<String> {
    guard !(new.isAnyone || old.isAnyone) else { return [] }
    var keys: Set<String> = [
      "aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:principalisawsservice",
      "aws:principalservicename",
    ]
    if (new.principal ?? old.principal)?.form == .user { keys.insert("aws:username") }
    return keys
  }
}

extension PolicyKind {
  /// Whether policies of this kind take part in decisions about an action: a trust policy says who may assume a role, and nothing
  /// of who may pass or change it.
  fileprivate func bears(on action: String) -> Bool {
    switch self {
    case .trust: action.lowercased().hasPrefix("sts:")
    case .key: action.lowercased().hasPrefix("kms:")
    case .identity, .resource, .repository, .boundary, .session, .endpoint, .serviceControl, .resourceControl: true
    }
  }
}

extension CompiledPolicy {
  /// A policy without statements.
  fileprivate static func empty(_ kind: PolicyKind) -> CompiledPolicy {
    CompiledPolicy(PolicyDocument([], span: Span(SourceID(0), 0, 0)), as: kind)
  }
}

extension ComparedStatement {
  /// Whether what it is on depends on the request.
  var hasResourceVariables: Bool {
    hasVariables
      && (statement.resources?.values ?? []).contains {
        !SymbolText($0.value, SymbolText.Reading(hasVariables: true)).variables.isEmpty
      }
  }
}
