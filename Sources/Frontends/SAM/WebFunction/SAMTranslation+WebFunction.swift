import Source

/// `AWS::Serverless::WebFunction`: a function that serves HTTP requests, its revision and its endpoint
/// ("AWS::Lambda::WebFunction", "AWS::Lambda::WebFunctionRevision", "AWS::Lambda::WebFunctionEndpoint", AWS CloudFormation
/// Template Reference).
extension SAMTranslation {
  private static let webFunctionProperties = SAMProperties([
    .init("FunctionName", [.string, .map]), .init("Tags", .map), .init("ReplicaRegions", [.list, .map]),
    .init("AuthType", .any), .init("Runtime", .any), .init("CodeUri", .any), .init("InlineCode", .any),
    .init("RevisionDescription", .any), .init("KmsKeyArn", .any), .init("ExecutionRoleArn", .string),
    .init("EnvironmentVariables", .map), .init("EntryPoint", .any), .init("MaxConcurrencyPerEnvironment", .any),
    .init("EgressNetworkConnectorArn", .any), .init("Timeout", .integer), .init("LoggingConfig", .any),
    .init("RevisionWeights", .any), .init("EndpointName", .any), .init("EndpointType", .any),
    .init("EndpointDescription", .any), .init("ScalingConfig", .any), .init("ThrottleConfig", .any),
    .init("AutoDeploymentMode", .any),
  ])

  /// `AWS::Serverless::WebFunction`.
  mutating func webFunction(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    try Self.webFunctionProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    try checkWebFunction(source)
    try Self.checkTags(source)
    var made: [SAMResource] = []
    var role = source["ExecutionRoleArn"]
    if role == nil {
      let execution = try self.role(
        source,
        RoleParts(
          trust: Self.trust(["lambda.amazonaws.com"]),
          managed: [.string("arn:\(partition):iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")], policies: [],
          tags: Self.tags(source["Tags"])))
      role = execution.arn
      made.append(execution)
    }
    let function = SAMResource(
      source.id, "AWS::Lambda::WebFunction",
      ["FunctionName": Self.webFunctionName(source), "Tags": Self.tags(source["Tags"])], source.kept,
      dependsOn: source.dependsOn, span: source.span)
    let revision = try revision(of: function, source, role: role ?? .null)
    return made + [function, revision, try endpoint(of: function, revision, source)]
  }

  /// The most characters of a logical id in a name: of 64, eight are the stack's and one stands between.
  private static let longestStem = 55

  /// The name that the function, its revision and its endpoint share. `Ref` gives the function's ARN, which the others do not
  /// take; so SAM makes a name of the logical id and of the first part of the stack's unique id.
  private static func webFunctionName(_ source: SAMSource) -> SAMValue {
    if let name = source.truthy("FunctionName") { return name }
    let stackID: SAMValue = ["Fn::Select": [2, ["Fn::Split": ["/", .ref("AWS::StackId")]]]]
    return .sub(
      source.id.prefix(longestStem) + "-${StackIdSuffix}",
      ["StackIdSuffix": ["Fn::Select": [0, ["Fn::Split": ["-", stackID]]]]])
  }

  /// What is run: code, runtime and settings.
  private mutating func revision(
    of function: SAMResource, _ source: SAMSource, role: SAMValue
  ) throws(SAMFault) -> SAMResource {
    let code = try webFunctionCode(source)
    guard let runtime = source["Runtime"] else { throw source.fault("'Runtime' is required.") }
    return SAMResource(
      source.id + "Revision", "AWS::Lambda::WebFunctionRevision",
      .object([
        "FunctionName": function.properties["FunctionName"], "Description": source["RevisionDescription"],
        "KmsKeyArn": source["KmsKeyArn"],
        "BuildConfig": ["CodeConfig": ["S3Object": code], "RuntimeConfig": .at(runtime.span, ["Runtime": runtime])],
        "ServiceConfig": try serviceConfig(source, role: role),
      ]), source.inherited, dependsOn: [.string(function.id)], span: source.span)
  }

  private mutating func webFunctionCode(_ source: SAMSource) throws(SAMFault) -> SAMValue {
    let inline = source["InlineCode"]
    if let inline, source["CodeUri"] != nil {
      throw source.fault("Only one of 'InlineCode' or 'CodeUri' can be set.", inline.span)
    }
    if let uri = source.truthy("CodeUri") {
      return try textualPlace(uri, property: "CodeUri", source).ofWebFunction(uri.span)
    }
    if let inline = inline?.ifTruthy {
      throw source.fault(
        "'InlineCode' is not yet supported for 'AWS::Serverless::WebFunction'. Please use 'CodeUri' instead.",
        inline.span)
    }
    throw source.fault("Either 'InlineCode' or 'CodeUri' must be set.", (inline ?? source["CodeUri"])?.span)
  }

  private func serviceConfig(_ source: SAMSource, role: SAMValue) throws(SAMFault) -> SAMValue {
    .object([
      "ExecutionRoleArn": role, "EnvironmentVariables": try webFunctionVariables(source),
      "TelemetryConfig": source.truthy("LoggingConfig").map { .at($0.span, ["LoggingConfig": $0]) },
      "MaxConcurrencyPerEnvironment": source["MaxConcurrencyPerEnvironment"],
      "EgressNetworkConnectorArn": source["EgressNetworkConnectorArn"],
      "TimeoutSeconds": source.truthy("Timeout") ?? 30,
    ])
  }

  /// The environment variables, as texts; the file that Node.js starts is one of them.
  private func webFunctionVariables(_ source: SAMSource) throws(SAMFault) -> SAMValue? {
    let written = source["EnvironmentVariables"]
    let entry = source.truthy("EntryPoint")
    if let written, written.isIntrinsic {
      guard let entry else { return written }
      throw source.fault(
        "'EntryPoint' cannot be used when 'EnvironmentVariables' is an intrinsic function.", entry.span)
    }
    var variables = written?.map ?? SAMMap()
    variables.mapValues { $1 = SAMValue(Self.asText($1).kind, $1.span) }
    if let entry { variables.set("AWS_LAMBDA_NODEJS_ENTRYPOINT", entry) }
    return variables.isEmpty ? nil : SAMValue(.map(variables), written?.span)
  }

  private static func asText(_ value: SAMValue) -> SAMValue {
    switch value.kind {
    case .bool(let flag): flag ? "true" : "false"
    case .number(let text): .string(Int(text) == nil ? Double(text).map { "\($0)" } ?? text : text)
    case .null, .string, .list, .map: value
    }
  }

  /// Where requests come in, and which revisions get them.
  private func endpoint(
    of function: SAMResource, _ revision: SAMResource, _ source: SAMSource
  ) throws(SAMFault) -> SAMResource {
    var weights: [SAMValue] = [["RevisionId": .getAtt(revision.id, "RevisionId"), "Weight": 100]]
    if let written = source.truthy("RevisionWeights")?.map {
      weights = written.entries.map { entry in
        .at(
          entry.keySpan, ["RevisionId": SAMValue(.string(entry.key), entry.keySpan), "Weight": entry.value])
      }
    }
    return SAMResource(
      source.id + "Endpoint", "AWS::Lambda::WebFunctionEndpoint",
      .object([
        "FunctionName": function.properties["FunctionName"],
        "EndpointName": source.truthy("EndpointName") ?? "prod",
        "EndpointType": source.truthy("EndpointType").map(parameters.inlined) ?? "HomeRegion",
        "AuthType": source["AuthType"], "RevisionWeights": .list(weights), "Regions": try replicaRegions(source),
        "Description": source["EndpointDescription"], "ScalingConfig": source["ScalingConfig"],
        "ThrottleConfig": source["ThrottleConfig"],
      ]), source.inherited, dependsOn: [.string(function.id), .string(revision.id)], span: source.span)
  }
}
