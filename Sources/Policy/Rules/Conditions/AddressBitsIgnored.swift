import Diagnostics
import Source

extension Rule {
  static let addressBitsIgnored = Rule(
    "STK844", "address-bits-ignored", .info, "an address with bits behind its prefix",
    why: """
      `203.0.113.7/24` is the block `203.0.113.0/24`: what stands behind the prefix does not count (RFC 4632). Written so, \
      it reads like one address.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "IpAddress": { "aws:SourceIp": ↓"203.0.113.7/24" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.7"] } } }
        """#),
    ])
}

extension PolicyCheck {
  static let addressBitsIgnored = PolicyCheck(.addressBitsIgnored) { reading, findings in
    for statement in reading.statements {
      for condition in statement.conditions
      where ConditionOperator(condition.comparison.value)?.comparison == .address {
        for value in condition.values.policyTexts {
          guard let text = value.value.literal, let block = AddressBlock(text), block.hasBitsBehindPrefix else {
            continue
          }
          findings.report(
            Diagnostic(
              .addressBitsIgnored, "`\(text)` stands for all addresses that share its first \(block.prefix) bits",
              at: value.span, help: ["write the block's first address, or the one address without `/\(block.prefix)`"]))
        }
      }
    }
  }
}
