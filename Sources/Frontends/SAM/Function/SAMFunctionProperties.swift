/// The properties of `AWS::Serverless::Function` ("AWS::Serverless::Function", AWS SAM Developer Guide).
enum SAMFunctionProperties {
  static let all = SAMProperties([
    .init("FunctionName", [.string, .map]), .init("Handler", .any), .init("Runtime", .any), .init("CodeUri", .any),
    .init("ImageUri", .any), .init("PackageType", .any), .init("InlineCode", .any), .init("DeadLetterQueue", .map),
    .init("Description", .any), .init("MemorySize", .any), .init("Timeout", .any), .init("VpcConfig", .any),
    .init("Role", .string), .init("AssumeRolePolicyDocument", .map),
    .init("Policies", [.string, .map, .list], of: [.string, .map]), .init("RolePath", .any),
    .init("PermissionsBoundary", .string), .init("Environment", .map, values: .map),
    .init("Events", .map, values: .map), .init("Tags", .map), .init("PropagateTags", .bool),
    .init("Tracing", [.map, .string]), .init("KmsKeyArn", .any), .init("DeploymentPreference", .map),
    .init("ReservedConcurrentExecutions", .any), .init("Layers", .list, of: [.string, .map]),
    .init("EventInvokeConfig", .map), .init("EphemeralStorage", .any), .init("AutoPublishAlias", .string, vague: true),
    .init("AutoPublishCodeSha256", .string, vague: true), .init("AutoPublishAliasAllProperties", .bool, literal: true),
    .init("VersionDescription", .any), .init("ProvisionedConcurrencyConfig", .any), .init("FileSystemConfigs", .any),
    .init("ImageConfig", .any), .init("CodeSigningConfigArn", .any), .init("Architectures", .any),
    .init("SnapStart", .map), .init("FunctionUrlConfig", .map), .init("RuntimeManagementConfig", .any),
    .init("LoggingConfig", .any), .init("RecursiveLoop", .any), .init("SourceKMSKeyArn", .any),
    .init("CapacityProviderConfig", .map), .init("FunctionScalingConfig", .map),
    .init("VersionDeletionPolicy", .string, choices: ["Delete", "Retain"]), .init("PublishToLatestPublished", .any),
    .init("TenancyConfig", .any), .init("DurableConfig", .map),
  ])

  /// The properties that Lambda has by the same name.
  static let passed = [
    "FunctionName", "Handler", "Runtime", "Description", "MemorySize", "Timeout", "VpcConfig", "Layers",
    "ReservedConcurrentExecutions", "Environment", "Role", "KmsKeyArn", "FileSystemConfigs", "ImageConfig",
    "PackageType", "CodeSigningConfigArn", "Architectures", "SnapStart", "EphemeralStorage", "RuntimeManagementConfig",
    "LoggingConfig", "RecursiveLoop", "TenancyConfig", "DurableConfig", "FunctionScalingConfig",
    "PublishToLatestPublished",
  ]

  /// Those that are left out if they are empty.
  static let passedIfTruthy = ["VpcConfig", "SnapStart", "EphemeralStorage"]
}
