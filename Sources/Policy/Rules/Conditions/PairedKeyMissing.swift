import Diagnostics
import Source

extension Rule {
  static let pairedKeyMissing = Rule(
    "STK853", "paired-key-missing", .warning, "a private address without the network that it is in",
    why: """
      `aws:VpcSourceIp` is an address within a VPC, and every VPC may have the same ones: someone else's network with the \
      same addresses meets the condition too. AWS advises to compare `aws:SourceVpc` or `aws:SourceVpce` beside it (IAM User \
      Guide, AWS global condition context keys, `aws:VpcSourceIp`).
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "IpAddress": { ↓"aws:VpcSourceIp": "10.1.0.0/16" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.1.0.0/16" }, "StringEquals": { "aws:SourceVpc": "vpc-0a1b2c3d4e5f60718" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let pairedKeyMissing = PolicyCheck(.pairedKeyMissing) { reading, findings in
    for statement in reading.statements where statement.allows {
      let keys = Set(statement.conditions.map { $0.key.value.lowercased() })
      guard keys.isDisjoint(with: ["aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn"]),
        let key = statement.conditions.first(where: { $0.key.value.lowercased() == "aws:vpcsourceip" })?.key
      else { continue }
      findings.report(
        Diagnostic(
          .pairedKeyMissing, "other VPCs have these addresses too", at: key.span,
          help: ["compare `aws:SourceVpc` or `aws:SourceVpce` in the same statement"]))
    }
  }
}
