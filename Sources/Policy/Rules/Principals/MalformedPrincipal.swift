import Diagnostics
import Source

extension Rule {
  static let malformedPrincipal = Rule(
    "STK864", "malformed-principal", .error, "a principal that is no account, user, role or session",
    why: """
      `AWS` names an account by its 12 digits or by `arn:aws:iam::111122223333:root`, a user, a role or a session by its ARN, \
      and everyone by `*` ("AWS JSON policy elements: Principal", IAM User Guide). Policy variables are not replaced in it. \
      AWS rejects the policy: `Invalid principal in policy`.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": ↓"worker" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": ↓"arn:aws:iam::1111:role/worker" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:role/worker"] }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
    ])
}

extension PolicyCheck {
  static let malformedPrincipal = PolicyCheck(.malformedPrincipal) { reading, findings in
    for statement in reading.statements {
      guard let principal = statement.member(anyOf: ["Principal", "NotPrincipal"])?.value["AWS"] else { continue }
      for text in principal.policyTexts {
        guard let name = text.value.literal, !name.isEmpty, !isPrincipal(name) else { continue }
        findings.report(
          Diagnostic(
            .malformedPrincipal, "`\(name)` is no principal", at: text.span,
            help: ["write an account's 12 digits, or an ARN such as `arn:aws:iam::111122223333:role/worker`"]))
      }
    }
  }
}

/// Digits of an account id.
private let accountLength = 12
/// The shortest unique id that IAM makes ("IAM identifiers", IAM User Guide).
private let shortestID = 16

/// Whether a text has the form of a principal; a wildcard in it is another rule's to tell.
private func isPrincipal(_ text: String) -> Bool {
  if text.holds(anyOf: "*?") || isAccount(text[...]) { return true }
  let isID = text.utf8.count >= shortestID && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
  if isID, text.hasPrefix("A") { return true }
  let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
  guard parts.count == 6, parts[0] == "arn", parts[1].hasPrefix("aws"), parts[3].isEmpty else { return false }
  // The users of CloudFront's origin access identities belong to no account.
  guard isAccount(parts[4]) || parts[4] == "cloudfront" else { return false }
  switch parts[2] {
  case "iam": return parts[5] == "root" || ["user/", "role/"].contains { parts[5].hasPrefix($0) }
  case "sts":
    return ["assumed-role/", "federated-user/", "self"].contains { parts[5].hasPrefix($0) }
  default: return false
  }
}

private func isAccount(_ text: Substring) -> Bool {
  text.utf8.count == accountLength && text.utf8.allSatisfy { (48...57).contains($0) }
}
