import Diagnostics
import Source

extension Rule {
  static let principalByUniqueID = Rule(
    "STK837", "principal-by-unique-id", .warning, "a principal named by an id that AWS made up",
    why: """
      A policy that names a role or user keeps its unique id. When the role is deleted, the id is what is left to see, and \
      it matches nobody: one made again under the same name has another id.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": ↓"AROAEXAMPLEID12345678" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/worker" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
    ])
}

extension PolicyCheck {
  static let principalByUniqueID = PolicyCheck(.principalByUniqueID) { reading, findings in
    for statement in reading.statements {
      guard let principal = statement.member(anyOf: ["Principal", "NotPrincipal"])?.value["AWS"] else { continue }
      for text in principal.policyTexts {
        guard let id = text.value.literal, let kind = kind(ofID: id) else { continue }
        findings.report(
          Diagnostic(
            .principalByUniqueID, "`\(id)` is the id of a \(kind) that may be gone", at: text.span,
            help: ["name the \(kind) by its ARN"]))
      }
    }
  }
}

/// What an id of IAM is of (IAM User Guide, IAM identifiers, Unique identifiers).
private func kind(ofID id: String) -> String? {
  let isID = id.utf8.count >= 16 && id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  guard isID else { return nil }
  if id.hasPrefix("AROA") { return "role" }
  return id.hasPrefix("AIDA") ? "user" : nil
}
