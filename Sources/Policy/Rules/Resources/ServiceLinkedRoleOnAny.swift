import Diagnostics
import Source

extension Rule {
  static let serviceLinkedRoleOnAny = Rule(
    "STK829", "service-linked-role-on-any", .warning, "a right to make the service-linked role of any service",
    why: """
      A service-linked role gives its service what AWS says it needs. Who may make any of them can let services into the \
      account that nobody asked for. With `iam:AWSServiceName` it is one service's.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": ↓"arn:aws:iam::*:role/aws-service-role/*" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole",
          "Resource": "arn:aws:iam::*:role/aws-service-role/ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway" }
        """#),
    ])
}

extension PolicyCheck {
  static let serviceLinkedRoleOnAny = PolicyCheck(.serviceLinkedRoleOnAny) { reading, findings in
    reading.reportAny(.serviceLinkedRoleOnAny, "iam:CreateServiceLinkedRole", unless: "iam:awsservicename", &findings)
  }
}
