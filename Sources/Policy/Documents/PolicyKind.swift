/// Where a policy document is attached, which decides what may stand in it and how it is read (IAM User Guide, Policies
/// and permissions in IAM, Policy types).
public enum PolicyKind: String, Sendable, CaseIterable {
  /// On a user, group or role.
  case identity
  /// On a resource: queue, topic, bucket, function, …
  case resource
  /// On a resource whose policy names no resource: an ECR repository.
  case repository
  /// On a role: who may assume it.
  case trust
  /// On a KMS key. Nobody may use a key unless its policy says so, or leaves it to the account.
  case key
  /// The most that a user's or role's identity policies can allow.
  case boundary
  /// Passed when a session is made.
  case session
  /// On a VPC endpoint.
  case endpoint
  /// A service control policy of AWS Organizations.
  case serviceControl
  /// A resource control policy of AWS Organizations.
  case resourceControl
}

extension PolicyKind {
  /// Whether statements say for whom they hold.
  public var namesPrincipal: Bool {
    switch self {
    case .resource, .repository, .trust, .key, .endpoint, .resourceControl: true
    case .identity, .boundary, .session, .serviceControl: false
    }
  }

  /// Whether statements say on what they hold.
  public var namesResource: Bool {
    switch self {
    case .repository, .trust: false
    case .identity, .resource, .key, .boundary, .session, .endpoint, .serviceControl, .resourceControl: true
    }
  }

  /// Whether the policy itself must allow, or leave it to the account, even within one account.
  var mustAllow: Bool { self == .trust || self == .key }

  /// Whether components left out at the end of an ARN stand for any.
  func expandsShortARN(hasWildcard: Bool) -> Bool {
    switch self {
    case .identity, .session, .boundary: true
    case .resource, .repository, .key, .trust, .endpoint, .serviceControl: hasWildcard
    case .resourceControl: false
    }
  }
}
