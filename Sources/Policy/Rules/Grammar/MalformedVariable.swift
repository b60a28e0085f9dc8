import Diagnostics
import Source

extension Rule {
  static let malformedVariable = Rule(
    "STK830", "malformed-variable", .error, "a policy variable that is none",
    why: """
      A policy variable is `${key}`, or `${key, 'value'}` with what stands for it where the key is missing. AWS rejects \
      a policy in which one is not closed, empty, or holds a space elsewhere.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ↓"arn:aws:s3:::homes/${aws:username/*" }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ↓"arn:aws:s3:::homes/${}/*" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team, 'none'}/*" }
        """#),
    ])
}

extension PolicyCheck {
  static let malformedVariable = PolicyCheck(.malformedVariable) { reading, findings in
    guard reading.hasVariables else { return }
    for statement in reading.statements {
      let resources = statement.member(anyOf: ["Resource", "NotResource"])?.value.policyTexts ?? []
      for text in resources + statement.conditions.flatMap(\.values.policyTexts) {
        guard let written = text.value.literal, let fault = fault(written) else { continue }
        findings.report(Diagnostic(.malformedVariable, fault, at: text.span))
      }
    }
  }
}

/// What is wrong with the first variable of a text that is wrong.
private func fault(_ text: String) -> String? {
  var rest = text[...]
  while let start = rest.firstRange(of: "${") {
    guard let end = rest[start.upperBound...].firstIndex(of: "}") else { return "`${` is not closed by `}`" }
    let inside = rest[start.upperBound..<end]
    rest = rest[rest.index(after: end)...]
    if ["*", "?", "$"].contains(inside) { continue }
    let parts = inside.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard let key = parts.first, !key.allSatisfy(\.isWhitespace) else { return "`${\(inside)}` names no key" }
    if key.contains(where: \.isWhitespace) { return "the key of `${\(inside)}` holds a space" }
    guard parts.count == 2 else { continue }
    let value = parts[1].drop(while: \.isWhitespace)
    guard value.count >= 2, value.first == "'", value.last == "'" else {
      return "what stands for `${\(key)}` where it is missing must be in single quotes"
    }
  }
  return nil
}
