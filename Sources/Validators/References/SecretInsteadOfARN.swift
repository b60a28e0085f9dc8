import Diagnostics
import Source
import Template

extension Rule {
  static let secretInsteadOfARN = Rule(
    "STK352", "secret-instead-of-arn", .warning, "a secret's value where its ARN belongs",
    why: """
      The property names a secret, which the service reads itself. A dynamic reference puts the secret's own value there, where it \
      names nothing and may be shown ("Get a secret or secret value from Secrets Manager", AWS CloudFormation User Guide).
      """,
    examples: [
      .bad(
        "Resources:\n  Attachment:\n    Type: AWS::SecretsManager::RotationSchedule\n    Properties: { SecretId: keys }\n  Proxy:\n    Type: AWS::RDS::DBProxy\n    Properties:\n      DBProxyName: proxy\n      EngineFamily: MYSQL\n      RoleArn: arn:aws:iam::111122223333:role/proxy\n      VpcSubnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]\n      Auth: [{ SecretArn: ↓'{{resolve:secretsmanager:keys}}' }]\n",
        file: "template.yaml"),
      .good(
        "Resources:\n  Proxy:\n    Type: AWS::RDS::DBProxy\n    Properties:\n      DBProxyName: proxy\n      EngineFamily: MYSQL\n      RoleArn: arn:aws:iam::111122223333:role/proxy\n      VpcSubnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]\n      Auth: [{ SecretArn: arn:aws:secretsmanager:eu-west-1:111122223333:secret:keys-abcdef }]\n",
        file: "template.yaml"),
    ])
}

extension Check {
  /// The properties of CloudFormation's schemas that name a secret.
  private static let names: FewNames = ["SecretArn", "SecretARN", "SecretsManagerSecretId"]

  static let secretInsteadOfARN = Check(.secretInsteadOfARN) { context, findings in
    guard context.uses.texts.contains(where: { $0.text.hasPrefix("{{resolve:secretsmanager:") }) else { return }
    for resource in context.template.resources where resource.origin == .declared {
      for entry in resource.properties.entries(ofNames: names) {
        guard let text = entry.value.string ?? entry.value.intrinsic?.argument.string,
          text.hasPrefix("{{resolve:secretsmanager:"), text.hasSuffix("}}")
        else { continue }
        findings.report(
          Diagnostic(
            .secretInsteadOfARN, "`\(context.written(entry))` gets the secret itself, not its ARN",
            at: entry.value.span,
            help: ["write the ARN of the secret, or `!Ref` of the secret"]))
      }
    }
  }
}
