public import Source
import Spec
import Synchronization

/// One call that someone wants to make: who, what, on what, and under which circumstances.
///
/// Everything is prepared for matching when the request is made, so that it can be decided many times. A class: it has a score of
/// references, which every copy would count.
public final class AccessRequest: Sendable {
  /// The action, such as `sqs:SendMessage`; case does not matter.
  public let action: String
  /// The ARN of the resource, or `*` for an action that has none.
  public let resource: PartialText
  /// The account that owns the resource; nil where that is not known, in which case it is the principal's.
  public let resourceAccount: PartialText?
  /// Who asks.
  public let principal: Principal
  /// Whether a condition key that the request does not give is absent. If not, what depends on one is left open.
  public let isContextComplete: Bool

  let actionText: SymbolText
  let service: ServiceSet
  let resourceName: ResourceName
  let ownerText: SymbolText?
  let principalNames: PrincipalNames
  /// Whether it asks for a session of a role: then the role's trust policy must allow.
  let assumesRole: Bool
  /// What was given.
  private let context: [ConditionKey: [ContextValue]]
  /// What AWS adds, once a condition or a variable has asked: most requests are decided without.
  private let added = Mutex<[ConditionKey: [ContextValue]]?>(nil)

  /// Makes a request. The keys that AWS always gives for the principal and the resource (`aws:PrincipalArn`,
  /// `aws:PrincipalAccount`, `aws:PrincipalType`, `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName`, `aws:username`,
  /// `aws:ResourceAccount`) are added where `context` lacks them.
  public convenience init(
    action: String, resource: PartialText, resourceAccount: PartialText? = nil, principal: Principal,
    context: [String: [PartialText]] = [:], isContextComplete: Bool = true
  ) {
    var values: [ConditionKey: [ContextValue]] = [:]
    for (key, given) in context { values[ConditionKey(key)] = given.map(ContextValue.init) }
    let owner = resourceAccount ?? Self.account(in: resource)
    self.init(
      action: action, resource: resource, ResourceName(SymbolText(resource)), owner, owner.map { SymbolText($0) },
      principal: principal, PrincipalNames(principal), values, isContextComplete: isContextComplete)
  }

  /// The same call but for its action, with all that was prepared for it.
  public func asking(for action: String) -> AccessRequest {
    AccessRequest(
      action: action, resource: resource, resourceName, resourceAccount, ownerText, principal: principal,
      principalNames, context, isContextComplete: isContextComplete)
  }

  private init(
    action: String, resource: PartialText, _ resourceName: ResourceName, _ owner: PartialText?,
    _ ownerText: SymbolText?,
    principal: Principal, _ principalNames: PrincipalNames, _ context: [ConditionKey: [ContextValue]],
    isContextComplete: Bool
  ) {
    self.action = action
    actionText = SymbolText(PartialText(action), SymbolText.Reading(foldsCase: true))
    service = ServiceSet(action)
    assumesRole = action.utf8.prefix(14).lazy.map(\.asciiLowercased).elementsEqual("sts:assumerole".utf8)
    self.resource = resource
    self.resourceName = resourceName
    resourceAccount = owner
    self.ownerText = ownerText
    self.principal = principal
    self.principalNames = principalNames
    self.context = context
    self.isContextComplete = isContextComplete
  }

  /// The values of a condition key; nil if the request does not have it.
  func values(of key: ConditionKey) -> [ContextValue]? {
    if let values = context[key] { return values }
    return added.withLock { added in
      let known = added ?? Self.derivedContext(principal, resourceAccount)
      added = known
      return known[key]
    }
  }

  /// The value of a policy variable; nil unless it has exactly one.
  func variable(_ key: String) -> SymbolText? {
    guard let values = values(of: ConditionKey(key)), values.count == 1 else { return nil }
    return values.first?.name.text
  }

  private static func derivedContext(_ principal: Principal, _ owner: PartialText?) -> [ConditionKey: [ContextValue]] {
    var values: [ConditionKey: [ContextValue]] = [:]
    func set(_ key: String, _ value: PartialText?) {
      if let value { values[ConditionKey(key)] = [ContextValue(value)] }
    }
    let isService = principal.form == .service
    set("aws:principaltype", principal.typeName)
    set("aws:principalaccount", principal.account)
    set("aws:principalisawsservice", isService ? "true" : "false")
    set("aws:principalservicename", isService ? principal.name : nil)
    set("aws:resourceaccount", owner)
    switch principal.form {
    case .session: set("aws:principalarn", principal.parent)
    case .account, .user, .role, .federatedUser: set("aws:principalarn", principal.name)
    case .service, .federated, .anonymous: break
    }
    if principal.form == .user, let last = principal.name.literal?.split(separator: "/").last {
      set("aws:username", PartialText(String(last)))
    }
    return values
  }

  /// The account component of an ARN; nil if it is empty, as in S3's.
  private static func account(in arn: PartialText) -> PartialText? {
    var colons = 0
    var account = PartialText("")
    for part in arn.parts {
      guard case .literal(let text) = part else {
        if colons == 4 { account.append(part) }
        continue
      }
      for piece in text.split(separator: ":", omittingEmptySubsequences: false).enumerated() {
        if piece.offset > 0 { colons += 1 }
        if colons == 4, !piece.element.isEmpty { account.append(.literal(String(piece.element))) }
      }
    }
    return colons >= 5 && !account.parts.isEmpty ? account : nil
  }
}
