import Source

/// A policy document prepared for matching: once made, it decides any number of requests. A class, so that to go over a layer's
/// documents costs one reference each.
public final class CompiledPolicy: Sendable {
  /// The document.
  public let document: PolicyDocument
  /// Where it is attached.
  public let kind: PolicyKind
  /// The statements, each prepared when the first request asks that may be about it.
  private let statements: [Once<CompiledStatement>]
  /// Of each statement, which services its actions may be of: most statements are told from most requests by it.
  private let services: [ServiceSet]

  /// Prepares a document.
  public init(_ document: PolicyDocument, as kind: PolicyKind) {
    self.document = document
    self.kind = kind
    statements = document.statements.map { _ in Once() }
    services = document.statements.map { ServiceSet($0.actions) }
  }

  /// The statement of an index of the document's.
  func statement(_ index: Int) -> CompiledStatement {
    statements[index].value { CompiledStatement(document.statements[index], in: document, kind: kind) }
  }
}

/// What the documents of a layer say of a request.
struct Verdict: Equatable {
  /// Whether some Deny holds.
  var deny = Truth.no
  /// Whether some Allow holds, and by which of the principal's names.
  var grant = Grant.none

  var allow: Truth { grant.any }

  /// What a layer says that limits nothing.
  static let fullAccess = Verdict(deny: .no, grant: Grant(itself: .yes))
}

extension CompiledPolicy {
  /// Adds what this document says of a request.
  func judge(
    _ request: AccessRequest, hasBoundary: Bool, into verdict: inout Verdict, _ unknowns: inout Unknowns
  ) {
    for (index, services) in services.enumerated() where services.meets(request.service) {
      let statement = self.statement(index)
      let result = statement.matches(request, hasBoundary: hasBoundary, &unknowns)
      if result.truth != .no { verdict.add(statement.effect, result) }
    }
    for hole in document.unknownStatements {
      unknowns.note(hole)
      verdict.add(nil, CompiledStatement.Result(truth: .maybe, grant: Grant(itself: .maybe)))
    }
  }
}

extension Verdict {
  /// Adds a statement that holds, or may hold. One whose effect is not known may deny or allow.
  mutating func add(_ effect: PolicyStatement.Effect?, _ result: CompiledStatement.Result) {
    if effect != .allow { deny = deny | (effect == nil ? .maybe : result.truth) }
    if effect != .deny { grant.add(result.grant.limited(to: effect == nil ? .maybe : result.truth)) }
  }
}
