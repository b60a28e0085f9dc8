import Source
import Spec

/// The policies that AWS manages, as documents.
enum AWSManagedPolicies {
  /// The path and name of a policy of AWS's by its ARN: `service-role/AWSLambdaBasicExecutionRole`; nil for one of a customer's own.
  static func path(ofARN arn: PartialText) -> String? {
    // `arn:PARTITION:iam::aws:policy/PATH`, of which the partition alone may be unknown.
    guard arn.parts.count <= 3, case .literal(let text)? = arn.parts.last,
      let path = text.firstRange(ofASCII: ":iam::aws:policy/")?.upperBound
    else { return nil }
    return String(text[path...])
  }

  /// The document of a policy by its ARN; nil for one of a customer's own, and for those the table does not have.
  static func document(arn: PartialText, at span: Span) -> Datum? {
    guard let policy = path(ofARN: arn).flatMap(ManagedPolicy.named) else { return nil }
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
