public import Source

/// `Principal` or `NotPrincipal` (IAM User Guide, AWS JSON policy elements: Principal).
public struct PrincipalClause: Sendable, Equatable {
  /// The kinds of principal that a policy can name.
  public enum Family: String, Sendable, CaseIterable {
    /// Accounts, users, roles and sessions, or `*` for anyone.
    case aws = "AWS"
    /// AWS services, such as `lambda.amazonaws.com`.
    case service = "Service"
    /// Identity providers.
    case federated = "Federated"
    /// S3's own identifier of an account.
    case canonicalUser = "CanonicalUser"
  }

  /// One principal.
  public struct Entry: Sendable, Equatable {
    /// Its kind.
    public var family: Family
    /// An ARN, account, service or `*`.
    public var value: PartialText
    /// Where it was written.
    public var span: Span

    /// Makes a principal.
    public init(_ family: Family, _ value: PartialText, _ span: Span) {
      self.family = family
      self.value = value
      self.span = span
    }
  }

  /// Whether it stands for everyone but those named.
  public var isNegated: Bool
  /// The principals. `Principal: "*"` is `AWS: "*"`.
  public var entries: [Entry]
  /// Where its value stands.
  public var span: Span

  /// Makes a clause.
  public init(_ entries: [Entry], isNegated: Bool = false, span: Span) {
    self.entries = entries
    self.isNegated = isNegated
    self.span = span
  }

  /// A clause that names one service.
  public static func service(_ name: PartialText, _ span: Span) -> PrincipalClause {
    PrincipalClause([Entry(.service, name, span)], span: span)
  }

  /// A clause that names one account, user, role or session, or `*`.
  public static func aws(_ value: PartialText, _ span: Span) -> PrincipalClause {
    PrincipalClause([Entry(.aws, value, span)], span: span)
  }
}
