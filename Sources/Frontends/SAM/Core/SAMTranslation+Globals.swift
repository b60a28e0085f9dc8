import Source
import Spec

/// What `Globals` may say ("Globals section of the AWS SAM template", AWS SAM Developer Guide), section by section.
enum SAMGlobals {
  /// Names of properties by section; order counts, since SAM's messages list them.
  static let supported: [(section: String, type: String, names: [String])] = [
    (
      "Function", "AWS::Serverless::Function",
      [
        "Handler", "Runtime", "CodeUri", "DeadLetterQueue", "Description", "MemorySize", "Timeout", "VpcConfig",
        "Environment", "Tags", "PropagateTags", "Tracing", "KmsKeyArn", "AutoPublishAlias",
        "AutoPublishAliasAllProperties", "Layers", "DeploymentPreference", "RolePath", "PermissionsBoundary",
        "ReservedConcurrentExecutions", "ProvisionedConcurrencyConfig", "AssumeRolePolicyDocument", "EventInvokeConfig",
        "FileSystemConfigs", "CodeSigningConfigArn", "Architectures", "SnapStart", "EphemeralStorage",
        "FunctionUrlConfig", "RuntimeManagementConfig", "LoggingConfig", "RecursiveLoop", "SourceKMSKeyArn",
        "TenancyConfig", "DurableConfig", "CapacityProviderConfig", "FunctionScalingConfig",
        "PublishToLatestPublished", "VersionDeletionPolicy",
      ]
    ),
    (
      "Api", "AWS::Serverless::Api",
      [
        "Auth", "Name", "DefinitionUri", "CacheClusterEnabled", "CacheClusterSize", "MergeDefinitions", "Variables",
        "EndpointConfiguration", "MethodSettings", "BinaryMediaTypes", "MinimumCompressionSize", "Cors",
        "GatewayResponses", "AccessLogSetting", "CanarySetting", "TracingEnabled", "OpenApiVersion", "Domain",
        "AlwaysDeploy", "PropagateTags", "SecurityPolicy", "EndpointAccessMode",
      ]
    ),
    (
      "HttpApi", "AWS::Serverless::HttpApi",
      [
        "Auth", "AccessLogSettings", "StageVariables", "Tags", "CorsConfiguration", "DefaultRouteSettings", "Domain",
        "RouteSettings", "FailOnWarnings", "PropagateTags",
      ]
    ),
    ("SimpleTable", "AWS::Serverless::SimpleTable", ["SSESpecification"]),
    ("StateMachine", "AWS::Serverless::StateMachine", ["PropagateTags"]),
    ("LayerVersion", "AWS::Serverless::LayerVersion", ["PublishLambdaVersion"]),
    (
      "CapacityProvider", "AWS::Serverless::CapacityProvider",
      [
        "VpcConfig", "OperatorRole", "Tags", "InstanceRequirements", "ScalingConfig", "KmsKeyArn", "PropagateTags",
        "LoggingConfig", "ManagedResourceTags",
      ]
    ),
    (
      "WebSocketApi", "AWS::Serverless::WebSocketApi",
      [
        "AccessLogSettings", "ApiKeySelectionExpression", "DefaultRouteSettings", "DisableExecuteApiEndpoint",
        "DisableSchemaValidation", "Domain", "FailOnWarnings", "IpAddressType", "PropagateTags",
        "RouteSelectionExpression",
        "RouteSettings", "StageVariables", "Tags",
      ]
    ),
    (
      "MicrovmImage", "AWS::Serverless::MicrovmImage",
      [
        "BuildRoleArn", "BaseImageArn", "BaseImageVersion", "Logging", "EgressNetworkConnectors", "CpuConfigurations",
        "Resources", "AdditionalOsCapabilities", "Hooks", "EnvironmentVariables", "Tags", "PropagateTags",
      ]
    ),
    ("NetworkConnector", "AWS::Serverless::NetworkConnector", ["OperatorRole", "Tags", "PropagateTags"]),
  ]

  /// Lists of which a resource's own takes the place of the one in `Globals`.
  private static let replaced: Set = ["Function.Architectures", "CapacityProvider.InstanceRequirements.Architectures"]

  /// A value of `Globals` with a resource's own: objects are merged by key, lists are joined, anything else is replaced.
  /// `path` is the place below `Globals`.
  static func merged(_ common: SAMValue, _ own: SAMValue, _ path: String = "", depth: Int = 0) -> SAMValue {
    guard depth < SAMValue.deepest, !replaced.contains(path) else { return own }
    if let common = common.list, let items = own.list { return SAMValue(.list(common + items), own.span) }
    guard !common.isIntrinsic, !own.isIntrinsic, var result = common.map, let map = own.map else { return own }
    for entry in map.entries {
      let value =
        result[entry.key].map { merged($0, entry.value, "\(path).\(entry.key)", depth: depth + 1) } ?? entry.value
      result.set(entry.key, value, keySpan: entry.keySpan)
    }
    return SAMValue(.map(result), own.span)
  }
}

extension SAMTranslation {
  /// Gives each resource what `Globals` says of its type.
  mutating func mergeGlobals() throws(SAMFault) {
    guard let globals = sections["Globals"] else { return }
    guard let map = globals.map else {
      throw SAMFault(.globals, "It must be a non-empty dictionary", globals.span ?? sections.keySpan("Globals"))
    }
    try checkGlobals(map)
    for entry in resources.resources(where: { $0.hasPrefix(ServerlessType.prefix) }) {
      let type = entry.value["Type"]?.string
      guard let row = SAMGlobals.supported.first(where: { $0.type == type }),
        let common = map[row.section]?.map
      else { continue }
      let kept = try commons(common, for: entry)
      var body = entry.value
      let own = body["Properties"].flatMap { $0.isNull ? nil : $0 } ?? .emptyMap
      body["Properties"] = SAMGlobals.merged(SAMValue(.map(kept)), own, row.section)
      resources.set(entry.key, body)
    }
  }

  private func checkGlobals(_ map: SAMMap) throws(SAMFault) {
    for entry in map.entries {
      guard let row = SAMGlobals.supported.first(where: { $0.section == entry.key }) else {
        let names = SAMGlobals.supported.map(\.section).sorted().pythonList
        throw SAMFault(
          .globals, "'\(entry.key)' is not supported. Must be one of the following values - \(names)", entry.keySpan)
      }
      guard let properties = entry.value.map else {
        // SAM writes the placeholder itself.
        throw SAMFault(.globals, "Value of ${section} must be a dictionary", entry.value.span ?? entry.keySpan)
      }
      for property in properties.entries where !row.names.contains(property.key) {
        throw SAMFault(
          .globals,
          "'\(property.key)' is not a supported property of '\(entry.key)'. Must be one of the following values - "
            + row.names.pythonList, property.keySpan)
      }
    }
  }

  /// What `Globals` says, without what the resource leaves out by `IgnoreGlobals`.
  private func commons(_ common: SAMMap, for entry: SAMMap.Entry) throws(SAMFault) -> SAMMap {
    guard let ignored = entry.value["IgnoreGlobals"], ignored.isTruthy else { return common }
    if ignored.string == "*" { return SAMMap() }
    let wrong = "Resource \(entry.key) has invalid resource attribute 'IgnoreGlobals'"
    guard let items = ignored.list else { throw .resource(entry.key, wrong + ".", ignored.span) }
    var kept = common
    for item in items {
      guard let name = item.string, kept[name] != nil else {
        throw .resource(entry.key, wrong + " on item '\(item.pythonText)'.", item.span)
      }
      kept.remove(name)
    }
    return kept
  }
}
