import Policy
import Source
import Template

/// A statement that a person wrote into the policies of roles, with the roles that it is for.
struct WrittenGrant {
  let statement: PolicyStatement
  /// The version of its document, on which `${…}` depends.
  let document: PolicyDocument
  /// The resource that holds it.
  let owner: Resource
  /// The roles, in source order; several where one policy is attached to each.
  var roles: [Resource]

  /// Its actions that are fully known and stand in the text as they are.
  let actions: [Spanned<String>]
  /// The `*` among its resources, where it is written.
  let everything: Spanned<PartialText>?

  /// The statement as a policy of its own.
  var alone: CompiledPolicy {
    var alone = document
    alone.statements = [statement]
    alone.unknownStatements = []
    return CompiledPolicy(alone, as: .identity)
  }
}

extension PermissionContext {
  /// The statements that allow something to roles of the template that services assume, each once, in the order of roles.
  /// What the compiler derives, and what a policy template or a managed policy stands for, is not among them.
  var writtenGrants: [WrittenGrant] { context.writtenGrants.value { readGrants } }

  private var readGrants: [WrittenGrant] {
    var found: [WrittenGrant] = []
    var indexes: [Span: Int] = [:]
    for role in context.wholeResources("AWS::IAM::Role") where isAssumedByServices(role) {
      for policy in policies(ofRole: role.logicalID) where isWritten(policy.owner) {
        for statement in policy.compiled.document.statements {
          if let index = indexes[statement.span] {
            if found[index].roles.last?.logicalID != role.logicalID { found[index].roles.append(role) }
          } else if let grant = grant(statement, of: policy, to: role) {
            indexes[statement.span] = found.count
            found.append(grant)
          }
        }
      }
    }
    return found
  }

  private func grant(_ statement: PolicyStatement, of policy: AttachedPolicy, to role: Resource) -> WrittenGrant? {
    guard statement.effect == .allow, let actions = statement.actions, !actions.isNegated,
      let resources = statement.resources, !resources.isNegated
    else { return nil }
    let known = actions.values.compactMap { value in
      value.value.literal.flatMap { isWritten($0, at: value.span) ? Spanned($0, value.span) : nil }
    }
    // A statement of which a part is worked out by the template is its author's to narrow.
    guard known.count == actions.values.count else { return nil }
    let everything = resources.values.first { $0.value == "*" && isWritten("*", at: $0.span) }
    return WrittenGrant(
      statement: statement, document: policy.compiled.document, owner: policy.owner, roles: [role], actions: known,
      everything: everything)
  }

  /// Whether services assume a role, and which is known.
  private func isAssumedByServices(_ role: Resource) -> Bool {
    role["AssumeRolePolicyDocument"].flatMap { TrustPolicy(context.resolver.document($0)) }?.services.isEmpty == false
  }

  /// Whether a person wrote the policies of a resource. Of a template for the Serverless Application Model the roles are derived,
  /// and the statements in them are not.
  private func isWritten(_ owner: Resource) -> Bool {
    owner.origin == .declared || context.template.isWrittenAsTemplate
  }

  /// Whether some value of an element stands in the text as it is.
  func isWritten(_ element: PolicyStatement.Element) -> Bool {
    element.values.contains { value in value.value.literal.map { isWritten($0, at: value.span) } ?? true }
  }

  private func isWritten(_ text: String, at span: Span) -> Bool {
    context.sources.offset(of: text, at: span) != nil
  }
}
