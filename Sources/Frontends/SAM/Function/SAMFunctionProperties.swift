/// The properties of `AWS::Serverless::Function` ("AWS::Serverless::Function", AWS SAM Developer Guide).
enum SAMFunctionProperties {
  static let all = SAMProperties([
    .init("FunctionName", [.string, .map]), .init("Handler", .any), .init("Runtime", .any),
    .init("CodeUri", .any), .init("ImageUri", .any), .init("PackageType", .string),
    .init("InlineCode", [.string, .map]), .init("DeadLetterQueue", .map), .init("Description", .any),
    .init("MemorySize", .any), .init("Timeout", .any), .init("VpcConfig", .any), .init("Role", .any),
    .init("AssumeRolePolicyDocument", .map), .init("Policies", [.string, .map, .list]), .init("RolePath", .any),
    .init("PermissionsBoundary", .any), .init("Environment", [.string, .map]), .init("Events", .map, of: .map),
    .init("Tags", .map), .init("PropagateTags", .bool), .init("Tracing", [.map, .string]), .init("KmsKeyArn", .any),
    .init("DeploymentPreference", .map), .init("ReservedConcurrentExecutions", .any), .init("Layers", [.list]),
    .init("EventInvokeConfig", .map), .init("AutoPublishAlias", .any), .init("AutoPublishCodeSha256", .string),
    .init("AutoPublishAliasAllProperties", .bool), .init("VersionDescription", .any),
    .init("ProvisionedConcurrencyConfig", .any), .init("FileSystemConfigs", .any), .init("ImageConfig", .any),
    .init("CodeSigningConfigArn", .any), .init("Architectures", [.list]), .init("SnapStart", .map),
    .init("EphemeralStorage", .any), .init("FunctionUrlConfig", .map), .init("RuntimeManagementConfig", .any),
    .init("LoggingConfig", .any), .init("RecursiveLoop", .any), .init("SourceKMSKeyArn", .any),
    .init("TenancyConfig", .any), .init("DurableConfig", .any), .init("CapacityProviderConfig", .any),
    .init("FunctionScalingConfig", .any), .init("PublishToLatestPublished", .any),
    .init("VersionDeletionPolicy", [.string, .map]),
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
  static let passedIfTruthy: Set = ["VpcConfig", "SnapStart", "EphemeralStorage"]
}
