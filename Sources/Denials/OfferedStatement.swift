public import Policy
public import Source
import Spec

/// The statement that would allow what was refused, and no more.
public struct OfferedStatement: Sendable {
  /// For whom: the member of `Principal` and its value; nil in policies of the principal himself.
  public var principal: (family: PrincipalClause.Family, name: String)?
  /// The actions, as AWS's tables spell them.
  public var actions: [String]
  /// On what; nil in trust policies.
  public var resource: FlowText?
  /// The source that a service must act for.
  public var sourceARN: FlowText?

  /// Makes a statement.
  public init(
    principal: (family: PrincipalClause.Family, name: String)? = nil, actions: [String], resource: FlowText? = nil,
    sourceARN: FlowText? = nil
  ) {
    self.principal = principal
    self.actions = actions
    self.resource = resource
    self.sourceARN = sourceARN
  }

  /// The statement as a policy document has it.
  public var flow: FlowText {
    var members: [(key: String, value: FlowText)] = [("Effect", .text("Allow"))]
    if let principal {
      let isAnyone = principal.name == "*"
      members.append(("Principal", isAnyone ? .text("*") : .map([(principal.family.rawValue, .text(principal.name))])))
    }
    members.append(("Action", .oneOrMany(actions)))
    if let resource { members.append(("Resource", resource)) }
    if let sourceARN { members.append(("Condition", .map([("ArnLike", .map([("aws:SourceArn", sourceARN)]))]))) }
    return .map(members)
  }
}

extension Denial {
  /// The statement for a policy of a kind; nil where the message does not say enough.
  public func statement(for type: PolicyType) -> OfferedStatement? {
    guard !actions.isEmpty else { return nil }
    let actions = spelledActions
    let resource = FlowText.text(resourceForPolicy ?? "*")
    switch type {
    case .identity, .boundary, .session, .serviceControl: return OfferedStatement(actions: actions, resource: resource)
    case .resource, .resourceControl:
      guard let principal = principalForPolicy else { return nil }
      return OfferedStatement(
        principal: principal, actions: actions, resource: resource, sourceARN: source.map { .text($0.value) })
    case .endpoint: return OfferedStatement(principal: (.aws, "*"), actions: actions, resource: resource)
    case .trust:
      guard let principal = principalForPolicy else { return nil }
      return OfferedStatement(principal: principal, actions: actions)
    }
  }

  /// How a policy names the principal: a session by its role.
  public var principalForPolicy: (family: PrincipalClause.Family, name: String)? {
    guard let asker else { return nil }
    switch asker.form {
    case .service: return (.service, asker.name.description)
    case .federated: return (.federated, asker.name.description)
    case .session, .federatedUser: return (.aws, (asker.parent ?? asker.name).description)
    case .account, .user, .role, .anonymous: return (.aws, asker.name.description)
    }
  }

  /// The resource as a policy names it; nil where the message gives no ARN.
  public var resourceForPolicy: String? {
    guard let value = resource?.value else { return nil }
    // An action that works on no resource in particular needs `*`, whatever stands in the message.
    if let action = actions.first.flatMap({ IAMAction.named($0.value) }), action.resourceTypes.isEmpty,
      action.accessLevel != nil
    {
      return "*"
    }
    return value.hasPrefix("arn:") || value == "*" ? value : queueARN(value)
  }

  /// `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME` as an ARN.
  private func queueARN(_ url: String) -> String? {
    let parts = url.split(separator: "/").map(String.init)
    guard parts.count == 4, url.hasPrefix("https://sqs."), parts[1].contains(".amazonaws.com") else { return nil }
    let labels = parts[1].split(separator: ".").map(String.init)
    guard labels.count >= 4 else { return nil }
    let partition = parts[1].hasSuffix(".cn") ? "aws-cn" : "aws"
    return "arn:\(partition):sqs:\(labels[1]):\(parts[2]):\(parts[3])"
  }
}
