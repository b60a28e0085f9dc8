import Diagnostics
import Source

extension Rule {
  static let unfitSid = Rule(
    "STK821", "unfit-sid", .error, "a statement id with letters that IAM does not take",
    why: """
      The `Sid` of a policy in IAM holds letters and digits alone; AWS rejects the policy: `Statement IDs (SID) must be \
      alpha-numeric`. Policies of some resources may hold spaces and more.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Sid": ↓"Send orders", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#,
        fixed: #"""
          { "Sid": "SendOrders", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
          """#),
      .goodPolicy(
        #"""
        { "Sid": "SendOrders", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
    ])
}

extension PolicyCheck {
  static let unfitSid = PolicyCheck(.unfitSid) { reading, findings in
    guard !reading.kind.namesPrincipal || reading.kind == .trust else { return }
    for statement in reading.statements {
      guard let value = statement.member("Sid")?.value, let sid = value.literal, !sid.utf8.allSatisfy(isFit) else {
        continue
      }
      var diagnostic = Diagnostic(
        .unfitSid, "`\(sid)` holds more than letters and digits", at: value.span,
        consequences: ["AWS rejects the policy: \"Statement IDs (SID) must be alpha-numeric\""])
      let name = joined(sid)
      if name.isEmpty {
        diagnostic.help = ["name it by letters and digits"]
      } else {
        diagnostic.fixes = [.rename(sid, at: value.span, to: name, safe: true)]
      }
      findings.report(diagnostic)
    }
  }
}

private func isFit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) }

/// The words of a text as one: `Send orders` gives `SendOrders`.
private func joined(_ text: String) -> String {
  let words = text.split { character in !character.utf8.allSatisfy(isFit) }
  guard let first = words.first else { return "" }
  return words.dropFirst().reduce(String(first)) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
}
