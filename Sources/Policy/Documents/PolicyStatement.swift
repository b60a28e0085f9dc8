public import Source

/// One statement of a policy document (IAM User Guide, IAM JSON policy elements: Statement).
public struct PolicyStatement: Sendable, Equatable {
  /// What a matching statement does.
  public enum Effect: String, Sendable, CaseIterable {
    case allow = "Allow"
    case deny = "Deny"
  }

  /// `Action` or `NotAction`, `Resource` or `NotResource`.
  public struct Element: Sendable, Equatable {
    /// Whether it stands for everything but its values.
    public var isNegated: Bool
    /// The patterns.
    public var values: [Spanned<PartialText>]
    /// Where its value stands.
    public var span: Span

    /// Makes an element.
    public init(_ values: [Spanned<PartialText>], isNegated: Bool = false, span: Span) {
      self.values = values
      self.isNegated = isNegated
      self.span = span
    }
  }

  /// One operator, key and its values: `StringEquals: {aws:SourceAccount: "123456789012"}`.
  public struct Condition: Sendable, Equatable {
    /// The operator as it was written, such as `ForAnyValue:StringLikeIfExists`.
    public var comparison: Spanned<String>
    /// The condition key as it was written.
    public var key: Spanned<String>
    /// The values, of which one must match.
    public var values: [Spanned<PartialText>]

    /// Makes a condition.
    public init(_ comparison: Spanned<String>, _ key: Spanned<String>, _ values: [Spanned<PartialText>]) {
      self.comparison = comparison
      self.key = key
      self.values = values
    }
  }

  /// The name.
  public var sid: Spanned<String>?
  /// What it does; nil where it is missing or is no effect, and then the statement never matches.
  public var effect: Effect?
  /// For whom; nil in policies of the principal itself.
  public var principal: PrincipalClause?
  /// For which actions; nil where it is missing, and then the statement never matches.
  public var actions: Element?
  /// On what; nil where it is missing.
  public var resources: Element?
  /// All must hold.
  public var conditions: [Condition]
  /// Parts of which nothing is known before deployment: whether the statement holds depends on them.
  public var unknownParts: [Hole]
  /// Where the statement stands.
  public var span: Span

  /// Makes a statement; everything in it stands at `span`.
  public init(
    _ effect: Effect, actions: [PartialText], resources: [PartialText]? = nil, principal: PrincipalClause? = nil,
    conditions: [(comparison: String, key: String, values: [PartialText])] = [], sid: String? = nil, span: Span
  ) {
    func element(_ values: [PartialText]) -> Element { Element(values.map { Spanned($0, span) }, span: span) }
    self.sid = sid.map { Spanned($0, span) }
    self.effect = effect
    self.principal = principal
    self.actions = element(actions)
    self.resources = resources.map(element)
    self.conditions = conditions.map { condition in
      Condition(
        Spanned(condition.comparison, span), Spanned(condition.key, span), condition.values.map { Spanned($0, span) })
    }
    unknownParts = []
    self.span = span
  }

  /// A statement of which nothing has been read yet.
  init(at span: Span) {
    conditions = []
    unknownParts = []
    self.span = span
  }
}
