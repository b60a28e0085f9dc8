public import Source
import Synchronization

/// One call that someone wants to make: who, what, on what, and under which circumstances.
///
/// Everything is prepared for matching once, when a policy first asks for it, so that the request can be decided many times. A class:
/// it has a score of references, which every copy would count.
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
  private let prepared: Prepared
  /// Whether it asks for a session of a role: then the role's trust policy must allow.
  let assumesRole: Bool
  /// What does not depend on the action, prepared for matching: requests that differ in it alone share it.
  private struct Prepared: Sendable {
    let resourceName = Once<ResourceName>()
    let ownerText = Once<SymbolText?>()
    let principalNames = Once<PrincipalNames>()
  }

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
    self.init(
      action: action, resource: resource, resourceAccount ?? Self.account(in: resource), principal: principal, values,
      isContextComplete: isContextComplete, Prepared())
  }

  /// The same call but for its action, with all that was prepared for it.
  public func asking(for action: String) -> AccessRequest {
    AccessRequest(
      action: action, resource: resource, resourceAccount, principal: principal, context,
      isContextComplete: isContextComplete, prepared)
  }

  private init(
    action: String, resource: PartialText, _ owner: PartialText?, principal: Principal,
    _ context: [ConditionKey: [ContextValue]], isContextComplete: Bool, _ prepared: Prepared
  ) {
    self.action = action
    actionText = SymbolText(PartialText(action), SymbolText.Reading(foldsCase: true))
    service = ServiceSet(action)
    assumesRole = actionText.symbols.starts(with: Self.assumeRole)
    self.resource = resource
    resourceAccount = owner
    self.principal = principal
    self.context = context
    self.isContextComplete = isContextComplete
    self.prepared = prepared
  }

  /// How the actions begin that ask for a session of a role.
  private static let assumeRole = SymbolText("sts:assumerole").symbols

  var resourceName: ResourceName { prepared.resourceName.value { ResourceName(SymbolText(resource)) } }
  var ownerText: SymbolText? { prepared.ownerText.value { resourceAccount.map { SymbolText($0) } } }
  var principalNames: PrincipalNames { prepared.principalNames.value { PrincipalNames(principal) } }

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
