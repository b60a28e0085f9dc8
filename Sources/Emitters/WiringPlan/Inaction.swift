/// What it means for a local run that a property is not acted on.
enum Inaction {
  private static let reasons: [String: String] = [
    "AuthorizationType": "the route is open: authorisers do not run locally",
    "AuthorizerId": "the route is open: authorisers do not run locally",
    "AuthorizationScopes": "the route is open: authorisers do not run locally",
    "BinaryMediaTypes": "bodies are handed on as text",
    "BodyS3Location": "the definition is not read: no path of it is answered",
    "CodeSigningConfigArn": "signatures of code are not checked",
    "Content": "the layer's contents are not on this machine",
    "ApplicationLogLevel": "lines are kept whatever their level",
    "DurableConfig": "steps are not kept: an invocation runs from its beginning to its end",
    "FileSystemConfigs": "no file system is mounted",
    "KmsDataKeyReusePeriodSeconds": "nothing is encrypted on this machine",
    "KmsKeyArn": "nothing is encrypted on this machine",
    "KmsKeyId": "nothing is encrypted on this machine",
    "KmsKeyIdentifier": "nothing is encrypted on this machine",
    "KmsMasterKeyId": "nothing is encrypted on this machine",
    "LogFormat": "lines stay as the handler writes them",
    "LogGroupClass": "all log groups are alike",
    "PointInTimeRecoverySpecification": "nothing is backed up",
    "ProvisionedThroughput": "throughput is not limited",
    "RecursiveLoop": "circles are not looked for",
    "RuntimeManagementConfig": "the runtime is this machine's",
    "SSESpecification": "nothing is encrypted on this machine",
    "SnapStart": "environments start from the beginning",
    "SqsManagedSseEnabled": "nothing is encrypted on this machine",
    "SystemLogLevel": "lines are kept whatever their level",
    "Tags": "tags are not kept: a policy that asks for one sees none",
    "TenancyConfig": "all tenants share the environments",
    "TracingConfig": "nothing is traced",
    "TracingEnabled": "nothing is traced",
    "VpcConfig": "the handler runs in this machine's network",
  ]

  /// What it means, as well as is known.
  static func reason(_ property: String) -> String { reasons[property] ?? "the local run does not act on it" }
}
