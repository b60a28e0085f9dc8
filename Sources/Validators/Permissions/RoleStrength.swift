import Diagnostics
import Policy
import Source
import Spec
import Template

/// How a role comes to act with more than it allows.
struct EscalationChain {
  /// The action that does it.
  let escalation: Escalation
  /// The statement that allows the action.
  let grant: Span
  /// The statement that allows to pass the role, if one must be passed.
  var pass: Span?
  /// The function whose code is changed.
  var function: Resource?
  /// The role that is acted with in the end.
  let end: Resource
  /// Something that it allows and the first one does not; nil where it could be anything.
  var gain: (action: String, resource: String)?
}

/// Compares the roles of a template by what they allow, with the engine.
struct RoleStrength {
  /// Statements of one role that are looked at: a role of a stack has some dozens, and each is asked of each other role.
  private static let mostStatements = 200

  private let permissions: PermissionContext
  private let roles: [Resource]
  private var context: CheckContext { permissions.context }

  init(_ permissions: PermissionContext) {
    self.permissions = permissions
    roles = permissions.context.wholeResources("AWS::IAM::Role")
  }

  /// The first way by which a role comes to more than it allows; nil where none is known.
  func chain(from role: Resource) -> EscalationChain? {
    let mentions = mentioned(by: role)
    guard !mentions.isEmpty, !isEverything(role) else { return nil }
    for escalation in mentions {
      let found =
        switch escalation.way {
        case .pass: passing(role, escalation)
        case .code: changingCode(role, escalation)
        case .rolePolicy, .trust: changing(role, escalation)
        case .managedPolicy: changingManaged(role, escalation)
        }
      if let found { return found }
    }
    return nil
  }

  // MARK: Ways

  private func passing(_ role: Resource, _ escalation: Escalation) -> EscalationChain? {
    guard let service = escalation.service, let grant = somewhere(role, escalation.action) else { return nil }
    for other in roles where other.logicalID != role.logicalID {
      guard let arn = context.resolver.arn(of: other), let pass = grantSpan(role, "iam:PassRole", arn),
        permissions.decideTrust(service, role: other, for: other).outcome != .implicitDeny,
        let gain = gain(of: other, over: role)
      else { continue }
      return EscalationChain(escalation: escalation, grant: grant, pass: pass, end: other, gain: gain)
    }
    return nil
  }

  private func changingCode(_ role: Resource, _ escalation: Escalation) -> EscalationChain? {
    for function in context.resources("AWS::Lambda::Function") {
      guard let other = permissions.role(of: function), other.logicalID != role.logicalID, context.isWhole(other),
        let arn = context.resolver.arn(of: function), let grant = grantSpan(role, escalation.action, arn),
        let gain = gain(of: other, over: role)
      else { continue }
      return EscalationChain(escalation: escalation, grant: grant, function: function, end: other, gain: gain)
    }
    return nil
  }

  private func changing(_ role: Resource, _ escalation: Escalation) -> EscalationChain? {
    for other in [role] + roles.filter({ $0.logicalID != role.logicalID }) {
      let isItself = other.logicalID == role.logicalID
      // Who may assume a role that one has already is no gain.
      if isItself, escalation.way == .trust { continue }
      guard let arn = context.resolver.arn(of: other), let grant = grantSpan(role, escalation.action, arn) else {
        continue
      }
      let gain = isItself ? nil : gain(of: other, over: role)
      guard isItself || gain != nil else { continue }
      return EscalationChain(escalation: escalation, grant: grant, end: other, gain: gain)
    }
    return nil
  }

  private func changingManaged(_ role: Resource, _ escalation: Escalation) -> EscalationChain? {
    for policy in permissions.policies(ofRole: role.logicalID).map(\.owner)
    where policy.type == "AWS::IAM::ManagedPolicy" {
      guard let arn = context.resolver.text(.ref(policy.logicalID, policy.span)),
        let grant = grantSpan(role, escalation.action, arn)
      else { continue }
      return EscalationChain(escalation: escalation, grant: grant, end: role)
    }
    return nil
  }

  // MARK: Asking

  /// Statements that a person wrote into the template for a role.
  private func statements(of role: Resource) -> [PolicyStatement] {
    let written = permissions.policies(ofRole: role.logicalID).flatMap(\.compiled.document.statements)
    return Array(written.filter { $0.effect == .allow }.prefix(Self.mostStatements))
  }

  /// The escalations that a role's statements allow somewhere.
  private func mentioned(by role: Resource) -> [Escalation] {
    let actions = statements(of: role).flatMap { $0.actions.map { $0.isNegated ? [] : $0.values } ?? [] }
      .compactMap { $0.value.literal?.lowercased() }
    var found: Set<Int> = []
    for action in actions {
      if let star = action.utf8.firstIndex(of: UInt8(ascii: "*")) {
        let start = action[..<star].utf8
        found.formUnion(Self.escalations.indices.filter { Self.escalations[$0].name.utf8.starts(with: start) })
      } else {
        found.formUnion(Self.escalationsByName[action] ?? [])
      }
    }
    return found.sorted().map { Self.escalations[$0].row }
  }

  /// Every escalation with its action in small letters.
  private static let escalations = Escalation.all.map { (name: $0.action.lowercased(), row: $0) }
  /// Where they stand in the list.
  private static let escalationsByName = Dictionary(grouping: escalations.indices) { escalations[$0].name }

  /// Whether a role may do anything at all, so that nothing is more.
  private func isEverything(_ role: Resource) -> Bool {
    permissions.decide(role: role, action: "iam:CreateUser", resource: "arn:aws:iam::000000000000:user/any").outcome
      == .allow
      && permissions.decide(role: role, action: "s3:DeleteBucket", resource: "arn:aws:s3:::any").outcome == .allow
  }

  /// The statement that surely allows a role something; nil where that is not known.
  private func grantSpan(_ role: Resource, _ action: String, _ resource: PartialText) -> Span? {
    let derivation = permissions.explain(role: role, action: action, resource: resource)
    guard derivation.decision.outcome == .allow else { return nil }
    return derivation.layers.lazy.flatMap(\.statements).first { $0.matches == .yes && $0.statement.effect == .allow }?
      .statement.span
  }

  /// The statement that allows a role an action on something that it names itself.
  private func somewhere(_ role: Resource, _ action: String) -> Span? {
    statements(of: role).lazy.flatMap { $0.resources.map { $0.isNegated ? [] : $0.values } ?? [] }
      .compactMap { grantSpan(role, action, $0.value) }.first
  }

  /// Something that a role surely allows, and another surely not.
  private func gain(of strong: Resource, over weak: Resource) -> (action: String, resource: String)? {
    for statement in statements(of: strong) {
      guard let actions = statement.actions, !actions.isNegated, let resources = statement.resources,
        !resources.isNegated
      else { continue }
      for action in actions.values.compactMap(\.value.literal) {
        for resource in resources.values.map(\.value) {
          let theirs = permissions.decide(role: strong, action: action, resource: resource).outcome
          let own = permissions.decide(role: weak, action: action, resource: resource).outcome
          if theirs == .allow, own == .implicitDeny || own == .explicitDeny { return (action, "\(resource)") }
        }
      }
    }
    return nil
  }
}
