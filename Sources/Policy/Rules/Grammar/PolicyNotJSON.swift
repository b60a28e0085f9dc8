import Diagnostics
import Source

extension Rule {
  static let policyNotJSON = Rule(
    "STK819", "policy-not-json", .error, "a policy that is no JSON",
    why: """
      IAM and every service take policies as JSON (RFC 8259) alone, and reject anything else. In a stack a policy may be \
      written in YAML, since CloudFormation makes JSON of it.
      """,
    examples: [
      .bad("{ \"Version\": \"2012-10-17\", \"Statement\": [↓,] }\n", file: PolicyText.exampleName),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
    ])
}
