/// What it means for a local run that a property is not acted on.
enum Inaction {
  private static let reasons: [String: String] = [
    "AuthorizationType": "the route is open: authorisers do not run locally",
    "AuthorizerId": "the route is open: authorisers do not run locally",
    "AuthorizationScopes": "the route is open: authorisers do not run locally",
    "CodeSigningConfigArn": "signatures of code are not checked",
    "FileSystemConfigs": "no file system is mounted",
    "KmsDataKeyReusePeriodSeconds": "nothing is encrypted on this machine",
    "KmsKeyArn": "nothing is encrypted on this machine",
    "KmsKeyId": "nothing is encrypted on this machine",
    "KmsKeyIdentifier": "nothing is encrypted on this machine",
    "KmsMasterKeyId": "nothing is encrypted on this machine",
    "PointInTimeRecoverySpecification": "nothing is backed up",
    "ProvisionedThroughput": "throughput is not limited",
    "SSESpecification": "nothing is encrypted on this machine",
    "SnapStart": "environments start from the beginning",
    "SqsManagedSseEnabled": "nothing is encrypted on this machine",
    "Tags": "tags are not kept: a policy that asks for one sees none",
    "TracingConfig": "nothing is traced",
    "TracingEnabled": "nothing is traced",
    "VpcConfig": "the handler runs in this machine's network",
  ]

  /// What it means, as well as is known.
  static func reason(_ property: String) -> String { reasons[property] ?? "the local run does not act on it" }
}
