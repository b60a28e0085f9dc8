import Diagnostics
import Source

extension Rule {
  static let privateSourceAddress = Rule(
    "STK831", "private-source-address", .warning,
    "a condition on `aws:SourceIp` with an address that no request comes from",
    why: """
      `aws:SourceIp` is the public address from which a request reaches AWS. Private addresses (RFC 1918) are never \
      among them: an Allow with them allows nothing, a Deny with `NotIpAddress` denies everyone. Requests through a VPC \
      endpoint have `aws:VpcSourceIp` instead.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "IpAddress": { "aws:SourceIp": ↓"10.0.0.0/8" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let privateSourceAddress = PolicyCheck(.privateSourceAddress) { reading, findings in
    for statement in reading.statements {
      for condition in statement.conditions where condition.key.value.lowercased() == "aws:sourceip" {
        for value in condition.values.policyTexts {
          guard let text = value.value.literal, let block = AddressBlock(text),
            privateBlocks.contains(where: { $0.contains(block) })
          else { continue }
          findings.report(
            Diagnostic(
              .privateSourceAddress, "`\(text)` is private, and `aws:SourceIp` is a public address", at: value.span,
              help: ["compare `aws:VpcSourceIp` for requests through a VPC endpoint, or name public addresses"]))
        }
      }
    }
  }
}

/// RFC 1918, RFC 4193.
private let privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].compactMap {
  AddressBlock($0)
}
