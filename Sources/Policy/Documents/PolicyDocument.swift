public import Source

/// An IAM policy document (IAM User Guide, IAM JSON policy elements reference), each element with its place.
public struct PolicyDocument: Sendable, Equatable {
  /// The version of the language; without one AWS takes 2008-10-17, which has no policy variables.
  public var version: Spanned<String>?
  /// The name of the document, which decides nothing.
  public var id: PartialText?
  /// The statements, in order.
  public var statements: [PolicyStatement]
  /// Statements, or all of them, of which nothing is known before deployment.
  public var unknownStatements: [Hole]
  /// Where the document stands.
  public var span: Span

  /// The version with policy variables.
  public static let currentVersion = "2012-10-17"
  /// The versions that AWS knows.
  public static let versions = ["2008-10-17", currentVersion]

  /// Makes a document of the current version.
  public init(_ statements: [PolicyStatement], span: Span) {
    version = Spanned(Self.currentVersion, span)
    id = nil
    self.statements = statements
    unknownStatements = []
    self.span = span
  }

  /// Whether `${…}` is a policy variable in it.
  public var hasVariables: Bool { version?.value == Self.currentVersion }

  /// The document without one statement; itself if there is none of that index.
  public func removing(statementAt index: Int) -> PolicyDocument {
    var copy = self
    if copy.statements.indices.contains(index) { copy.statements.remove(at: index) }
    return copy
  }
}
