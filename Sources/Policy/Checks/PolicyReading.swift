import Diagnostics
import Source

/// A policy document as the checks see it: as it was written, statement by statement.
final class PolicyReading {
  /// The document as it was written.
  let datum: Datum
  /// Where it is attached.
  let kind: PolicyKind
  /// Its statements, as far as they are maps.
  let statements: [StatementReading]

  init(_ datum: Datum, _ kind: PolicyKind) {
    self.datum = datum
    self.kind = kind
    statements = (datum["Statement"]?.itemsOrSelf ?? []).compactMap(StatementReading.init)
  }

  /// Whether `${…}` is a policy variable in it.
  var hasVariables: Bool { datum["Version"]?.literal == PolicyDocument.currentVersion }
}

/// A statement as it was written, with what many checks ask of it worked out once. A class, since each check goes over all of them.
final class StatementReading {
  /// The elements, in order.
  let members: [Datum.Member]
  /// Where the statement stands.
  let span: Span
  /// Whether it allows or denies; nil where that is not known.
  let effect: PolicyStatement.Effect?
  /// The actions that are fully known, with what the tables know of them.
  let actions: [WrittenAction]
  /// The same where they are all that the statement is about: nil for `NotAction`, and where a part is not known before
  /// deployment.
  let knownActions: [WrittenAction]?
  /// Each condition: its operator, its key and its values.
  let conditions: [WrittenCondition]

  init?(_ datum: Datum) {
    guard let members = datum.members else { return nil }
    self.members = members
    span = datum.span
    effect = datum["Effect"]?.literal.flatMap(PolicyStatement.Effect.init(rawValue:))
    let named = members.first { $0.key == "Action" || $0.key == "NotAction" }
    let texts = named?.value.policyTexts ?? []
    actions = texts.literals.map(WrittenAction.init)
    knownActions = named?.key == "Action" && actions.count == texts.count ? actions : nil
    conditions = Self.conditions(members)
  }

  func member(_ name: String) -> Datum.Member? { members.first { $0.key == name } }

  /// The first of some elements that the statement has.
  func member(anyOf names: [String]) -> Datum.Member? { members.first { names.contains($0.key) } }

  /// The services that the statement names, or leaves out.
  var servicePrincipals: [Spanned<PartialText>] {
    member(anyOf: ["Principal", "NotPrincipal"])?.value["Service"]?.policyTexts ?? []
  }

  /// The first element's name, where what the whole statement lacks is shown; the statement if it is empty.
  var place: Span { members.first?.keySpan ?? span }

  /// Each operator of the conditions, with its keys.
  var conditionBlocks: [Datum.Member] { member("Condition")?.value.members ?? [] }
}

extension Fix {
  /// Replaces a name or text, keeping the quotes around it.
  static func rename(_ written: String, at span: Span, to name: String, safe: Bool) -> Fix {
    let isQuoted = span.length == written.utf8.count + 2
    let inner = isQuoted ? Span(span.source, Int(span.start) + 1, Int(span.end) - 1) : span
    return .replace(inner, with: name, title: "rename to `\(name)`", safe: safe)
  }
}
