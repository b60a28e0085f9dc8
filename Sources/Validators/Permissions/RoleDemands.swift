import Diagnostics
import Handlers
import Policy
import Source
import Spec
import Template

/// Something that a user of a role does with it.
struct RoleDemand {
  /// An IAM action.
  let action: String
  /// What it is done to; of what is not known, an ARN that may be any of the service's.
  let resource: PartialText
  /// The same, for a statement; nil where nothing but `*` can be written.
  let subject: StatementSubject?
}

/// What the users of roles do with them, where that is known whole: by arrows, by `access:`, and by the calls in code that was
/// read whole.
struct RoleDemands {
  /// What is known of some roles.
  enum Answer {
    /// All of it, and whether every function among the users makes calls: code without any may be yet to be written.
    case known([RoleDemand], hasCalls: Bool)
    /// Not all, with the place that leaves it open.
    case open(Diagnostic.Note)
  }

  /// Keys are left to their own rules: services decrypt with a role what no arrow and no call names.
  static func isJudged(_ action: String) -> Bool { !action.lowercased().hasPrefix("kms:") }

  private let permissions: PermissionContext
  private var context: CheckContext { permissions.context }
  private var references: [String: [(holder: Resource, property: String)]] = [:]
  private var outputs: [String: Output] = [:]
  private var wires: [String: [Wire]] = [:]

  init(_ permissions: PermissionContext) {
    self.permissions = permissions
    let context = permissions.context
    let roles = Set(context.resources("AWS::IAM::Role").map(\.logicalID))
    for resource in context.template.resources {
      for entry in resource.properties.entries {
        entry.value.forEachReference { reference in
          let id = reference.target.text
          if roles.contains(id) { references[id, default: []].append((resource, entry.key)) }
        }
      }
    }
    for output in context.template.outputs {
      output.value?.forEachReference { reference in
        if roles.contains(reference.target.text) { outputs[reference.target.text] = output }
      }
    }
    for wire in context.wires {
      if let id = wire.role.flatMap(context.reader.resource(namedBy:)) { wires[id, default: []].append(wire) }
    }
  }

  /// What the users of some roles do with any of them.
  func answer(for roles: [Resource], owner: Resource) -> Answer {
    // A managed policy has an ARN by which anything may be attached to it.
    if owner.type == "AWS::IAM::ManagedPolicy" {
      return .open(Diagnostic.Note("a managed policy may be attached to further roles", at: owner.span))
    }
    if let others = (owner["Users"] ?? owner["Groups"]) {
      return .open(Diagnostic.Note("this policy is not for roles alone", at: others.span))
    }
    var demands: [RoleDemand] = []
    var hasCalls = true
    for role in roles {
      switch answer(for: role) {
      case .open(let note): return .open(note)
      case .known(let more, let calls):
        demands += more
        hasCalls = hasCalls && calls
      }
    }
    return .known(demands, hasCalls: hasCalls)
  }

  private func answer(for role: Resource) -> Answer {
    if let gap = outsideUser(of: role) { return .open(gap) }
    var demands: [RoleDemand] = []
    var hasCalls = true
    var isUsed = false
    for (holder, property) in references[role.logicalID] ?? [] {
      switch (holder.type, property) {
      case ("AWS::IAM::Policy", "Roles"), ("AWS::IAM::ManagedPolicy", "Roles"), ("AWS::IAM::RolePolicy", "RoleName"):
        continue
      case ("AWS::Lambda::Function", "Role"):
        let function = FunctionDemands(holder, permissions)
        if let gap = function.gap { return .open(gap) }
        demands += function.demands
        hasCalls = hasCalls && function.hasCalls
      case let (type, _) where Self.usersByArrow.contains(type):
        let uses = references[role.logicalID]?.count { $0.holder.logicalID == holder.logicalID }
        let arrows = wires[role.logicalID]?.count { $0.via == holder.logicalID && $0.flow != .failure }
        guard uses == arrows else { return .open(unknownUse(by: holder)) }
      default: return .open(unknownUse(by: holder))
      }
      isUsed = true
    }
    guard isUsed else { return .open(Diagnostic.Note("nothing in this template uses the role", at: role.span)) }
    for wire in wires[role.logicalID] ?? [] {
      guard let more = self.demands(of: wire) else {
        return .open(Diagnostic.Note("what this arrow needs is not known whole", at: wire.span))
      }
      demands += more
    }
    return .known(demands, hasCalls: hasCalls)
  }

  /// Resources whose only use of a role is the arrows that they make.
  private static let usersByArrow: Set<String> = [
    "AWS::ApiGateway::Method", "AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api", "AWS::Events::Rule",
    "AWS::Logs::SubscriptionFilter", "AWS::SNS::Subscription", "AWS::Scheduler::Schedule",
  ]

  private func unknownUse(by holder: Resource) -> Diagnostic.Note {
    Diagnostic.Note("what `\(context.called(holder))` does with the role is not known whole", at: holder.span)
  }

  /// Why somebody outside of the template may use a role.
  private func outsideUser(of role: Resource) -> Diagnostic.Note? {
    if let name = role.properties.entry("RoleName"), !name.value.isNoValue {
      return Diagnostic.Note("by its name others may use the role too", at: name.keySpan)
    }
    if let output = outputs[role.logicalID] {
      return Diagnostic.Note("by this output others may use the role too", at: output.name.span)
    }
    let trust = role["AssumeRolePolicyDocument"].map(context.resolver.resolve)
    let principals = (trust?["Statement"]?.itemsOrSelf ?? []).map { $0["Principal"]?.members?.map(\.key) }
    guard principals.allSatisfy({ $0 == ["Service"] }) else {
      return Diagnostic.Note("not services alone assume the role", at: trust?.span ?? role.span)
    }
    return nil
  }

  /// What an arrow needs of its role, also what it needs only sometimes; nil where a part is not known.
  private func demands(of wire: Wire) -> [RoleDemand]? {
    var demands: [RoleDemand] = []
    for row in WirePermission.for(wire: wire.kind.rawValue)
    where row.side == .role && row.actions.contains(where: Self.isJudged) {
      // What is only listed may be allowed at the ends of the arrow, too (``RoleNeed/ends``).
      for on in [row.on] + (row.when == "listed" ? PermissionContext.ends : []) {
        guard let resource = permissions.resource(on, source: wire.source, target: wire.target) else {
          if on == row.on { return nil }
          continue
        }
        let subject = permissions.subject(on, source: wire.source, target: wire.target)
        demands += row.actions.map { RoleDemand(action: $0, resource: resource, subject: subject) }
      }
    }
    return demands
  }
}

/// What a function does with its role.
private struct FunctionDemands {
  private(set) var demands: [RoleDemand] = []
  private(set) var gap: Diagnostic.Note?
  let hasCalls: Bool

  init(_ function: Resource, _ permissions: PermissionContext) {
    let context = permissions.context
    let found = context.calls[function.logicalID]
    hasCalls = found?.calls.isEmpty == false
    gap = Self.gap(of: function, found, context)
    guard gap == nil, let found else { return }
    for call in found.calls {
      for action in call.operation.actions {
        let target = permissions.target(of: call, action: action, by: function)
        // What is not written out may name a part of the resource.
        let isWritten = target.isKnown && call.arguments["*"] == nil
        let subject = isWritten ? target.subject(context) : nil
        demands.append(RoleDemand(action: action, resource: target.arn, subject: subject))
        let others = IAMAction.named(action).map { Array($0.dependentActions) } ?? []
        demands += others.map {
          RoleDemand(action: $0, resource: PartialText(Hole("any")), subject: nil)
        }
      }
    }
    for access in context.template.accesses where access.function == function.logicalID {
      for grant in access.grants {
        for resource in grant.resources {
          guard let arn = context.resolver.text(resource) else { continue }
          let subject = permissions.subject(of: access, arn)
          demands += grant.actions.map { RoleDemand(action: $0.text, resource: arn, subject: subject) }
        }
      }
    }
    for basic in FunctionBasic.all where basic.applies(function, context) {
      let actions = WirePermission.for(wire: basic.wire).filter { $0.side == .role }.flatMap(\.actions)
      let resource = basic.resource(function, context)
      demands += actions.map { RoleDemand(action: $0, resource: resource, subject: nil) }
    }
  }

  /// Why not all that a function does is known.
  private static func gap(of function: Resource, _ found: HandlerCalls?, _ context: CheckContext) -> Diagnostic.Note? {
    let name = context.called(function)
    guard let found, context.isWhole(function) else {
      return Diagnostic.Note("the code of `\(name)` was not read", at: function.span)
    }
    if let gap = found.gaps.first { return Diagnostic.Note(words(for: gap.reason), at: gap.span) }
    if let layers = function.properties.entry("Layers") {
      return Diagnostic.Note("what the layers of `\(name)` call is not known", at: layers.keySpan)
    }
    if let durable = function.properties.entry("DurableConfig") {
      return Diagnostic.Note("what Lambda keeps for `\(name)` needs its role, too", at: durable.keySpan)
    }
    let unsure = found.calls.first { call in
      !call.isOwn || !call.operation.isVerified || call.operation.need == .unknown
        || call.operation.parametersNeedingMore.contains { call.arguments[$0] != nil }
    }
    if let unsure { return Diagnostic.Note("what this call of `\(name)` needs is not known", at: unsure.span) }
    let mapping = context.resources("AWS::Lambda::EventSourceMapping").first { mapping in
      let named = mapping["FunctionName"].flatMap(context.reader.resource(namedBy:)).flatMap(context.reader.function)
      return (named == nil || named == function.logicalID) && !context.wires.contains { $0.via == mapping.logicalID }
    }
    return mapping.map { Diagnostic.Note("what this mapping needs is not known", at: $0.span) }
  }

  private static func words(for reason: HandlerCalls.Reason) -> String {
    switch reason {
    case .clientEscapes: "what is called with this is not known"
    case .unknownCall(let name): "what `\(name)` needs is not known"
    case .foreignModule(let name): "what the module `\(name)` calls is not known"
    case .tooLarge: "the code is too large to be read"
    }
  }
}
