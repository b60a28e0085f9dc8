import Policy
public import Source
import Template
import Validators
import Wiring
import YAML

/// One entry of a list of permissions, with what it grants to which roles.
public struct Grant: Sendable {
  let place: GrantPlace
  /// Logical ids of the roles that have it; more than one where `defaults:` or an alias repeats it.
  var roles: [String]
  /// What it grants: each statement as a policy of its own.
  var policies: [CompiledPolicy]

  /// Where the entry stands.
  public var span: Span { place.item.span }

  /// The patterns of its actions, in lower case.
  var actions: [String] {
    policies.flatMap { $0.document.statements.flatMap { $0.actions?.values.map(\.value.description) ?? [] } }
  }

  /// Whether it says what it grants by exceptions, which no list of calls narrows.
  var isNegated: Bool {
    policies.contains { policy in
      policy.document.statements.contains { $0.actions?.isNegated == true || $0.resources?.isNegated == true }
    }
  }

  /// Whether it grants a call by itself.
  func serves(_ call: RecordedCall, _ request: AccessRequest) -> Bool {
    roles.contains(call.role) && policies.contains { PolicySet(identity: [$0]).decide(request).isAllowed }
  }
}

extension AskedStack {
  /// The entries that grant something to the roles that functions run with, in the order of their places.
  func grants(_ policies: StackPolicies) -> [Grant] {
    var found: [Span: Grant] = [:]
    let roots = trees.compactMap(\.root)
    for role in template.resources(ofType: "AWS::IAM::Role") {
      for policy in policies.context.policies.ofRole[role.logicalID] ?? [] {
        for statement in policy.compiled.document.statements where statement.effect == .allow {
          guard let root = roots.first(where: { $0.span.source == statement.span.source }),
            let place = GrantPlace(of: statement.span, below: root)
          else { continue }
          var document = policy.compiled.document
          document.statements = [statement]
          document.unknownStatements = []
          var grant = found[place.item.span] ?? Grant(place: place, roles: [], policies: [])
          if !grant.roles.contains(role.logicalID) { grant.roles.append(role.logicalID) }
          grant.policies.append(CompiledPolicy(document, as: .identity))
          found[place.item.span] = grant
        }
      }
    }
    return found.values.sorted { $0.span < $1.span }
  }
}
