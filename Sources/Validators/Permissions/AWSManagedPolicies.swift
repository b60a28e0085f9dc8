import Source
import Spec

/// The policies that AWS manages, as documents.
enum AWSManagedPolicies {
  /// The document of a policy by its ARN; nil for one of a customer's own, and for those the table does not have.
  static func document(arn: PartialText, at span: Span) -> Datum? {
    let text = arn.description
    guard let range = text.firstRange(of: ":iam::aws:policy/"), arn.parts.count <= 3 else { return nil }
    guard let policy = ManagedPolicy.named(String(text[range.upperBound...])) else { return nil }
    func string(_ text: String) -> Datum { Datum(.string(PartialText(text)), span) }
    func member(_ key: String, _ value: Datum) -> Datum.Member { Datum.Member(key: key, keySpan: span, value: value) }
    let statement = Datum(
      .map([
        member("Effect", string("Allow")), member("Action", Datum(.list(policy.actions.map(string)), span)),
        member("Resource", string("*")),
      ]), span)
    return Datum(
      .map([member("Version", string("2012-10-17")), member("Statement", Datum(.list([statement]), span))]), span)
  }
}
