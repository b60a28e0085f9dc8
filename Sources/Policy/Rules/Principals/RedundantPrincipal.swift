import Diagnostics
import Source

extension Rule {
  static let redundantPrincipal = Rule(
    "STK859", "redundant-principal", .info, "a session of a role that is named itself",
    why: "A role stands for all its sessions. The session beside it adds nothing.",
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/worker", ↓"arn:aws:sts::111122223333:assumed-role/worker/monday"] }, "Action": "sts:AssumeRole" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/worker" }, "Action": "sts:AssumeRole" }
        """#),
    ])
}

extension PolicyCheck {
  static let redundantPrincipal = PolicyCheck(.redundantPrincipal) { reading, findings in
    for statement in reading.statements where statement.allows {
      let texts = statement.member("Principal")?.value["AWS"]?.policyTexts ?? []
      let roles = Dictionary(
        texts.compactMap { text in text.value.literal.flatMap(roleName).map { ($0, text.span) } },
        uniquingKeysWith: { first, _ in first })
      for text in texts {
        guard let name = text.value.literal, let role = sessionRole(name), let span = roles[role] else { continue }
        findings.report(
          Diagnostic(
            .redundantPrincipal, "the role of this session is named too", at: text.span,
            notes: [.init("it stands for all its sessions", at: span)]))
      }
    }
  }
}

/// Account and name of a role: `111122223333/worker`. A path is no part of a session's ARN.
private func roleName(_ arn: String) -> String? {
  let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
  guard parts.count == 6, parts[2] == "iam", parts[5].hasPrefix("role/") else { return nil }
  return parts[5].split(separator: "/").last.map { "\(parts[4])/\($0)" }
}

/// The role of a session's ARN.
private func sessionRole(_ arn: String) -> String? {
  let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
  guard parts.count == 6, parts[2] == "sts" else { return nil }
  let words = parts[5].split(separator: "/")
  return words.count == 3 && words[0] == "assumed-role" ? "\(parts[4])/\(words[1])" : nil
}
