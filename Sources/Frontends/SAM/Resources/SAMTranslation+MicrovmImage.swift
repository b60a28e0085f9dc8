import Source

/// `AWS::Serverless::MicrovmImage` ("AWS::Serverless::MicrovmImage", AWS SAM Developer Guide).
extension SAMTranslation {
  private static let imageProperties = SAMProperties([
    .init("Name", [.string, .map], required: true, literal: true),
    .init("CodeUri", [.string, .map], required: true, literal: true),
    .init("BaseImageArn", [.string, .map], required: true, literal: true),
    .init("BuildRoleArn", [.string, .map], literal: true),
    .init("BaseImageVersion", [.string, .map], required: true, literal: true),
    .init("Description", [.string, .map], literal: true), .init("Tags", .map, literal: true),
    .init("Logging", .map, literal: true), .init("EgressNetworkConnectors", .list, literal: true),
    .init("CpuConfigurations", .list, literal: true), .init("Resources", .list, literal: true),
    .init("AdditionalOsCapabilities", .list, literal: true), .init("Hooks", .map, literal: true),
    .init("EnvironmentVariables", .map, literal: true), .init("PropagateTags", .bool, literal: true),
  ])

  private static let imageModel: SAMModel = {
    let text = SAMModel.callOr(.text)
    return .object([
      .init("Name"), .init("CodeUri"), .init("BaseImageArn"), .init("BaseImageVersion"), .init("BuildRoleArn"),
      .init("Description"), .init("Tags"),
      .init(
        "Logging",
        .object([
          .init("Disabled", .flag), .init("CloudWatch", .object([.init("LogGroup", text), .init("LogStream", text)])),
        ])),
      .init("EgressNetworkConnectors", .list(text)),
      .init(
        "CpuConfigurations", .list(.object([.init("Architecture", .callOr(.words(["ARM_64"])), required: true)]))),
      .init("Resources", .list(.object([.init("MinimumMemoryInMiB", .callOr(.integer), required: true)]))),
      .init("AdditionalOsCapabilities", .list(.callOr(.words(["ALL"])))),
      .init(
        "Hooks",
        .object([
          .init("Port", .callOr(.integer)), .init("MicrovmHooks", hooks(["Run", "Resume", "Suspend", "Terminate"])),
          .init("MicrovmImageHooks", hooks(["Ready", "Validate"])),
        ])), .init("EnvironmentVariables"), .init("PropagateTags"),
    ])
  }()

  /// Each hook's state and time.
  private static func hooks(_ names: [String]) -> SAMModel {
    .object(
      names.flatMap { name -> [SAMModelField] in
        [
          .init(name, .callOr(.words(["ENABLED", "DISABLED"]))),
          .init(name + "TimeoutInSeconds", .callOr(.integer)),
        ]
      })
  }

  /// What CloudFormation requires of an image and SAM does not, with what SAM writes in its place.
  private static let imageDefaults: [(name: String, value: SAMValue)] = [
    ("Description", ""), ("Logging", .emptyMap), ("EgressNetworkConnectors", []), ("CpuConfigurations", []),
    ("Resources", []), ("AdditionalOsCapabilities", []), ("Hooks", .emptyMap),
  ]

  /// `AWS::Serverless::MicrovmImage`: an image, and the role that builds it where none is given.
  func microvmImage(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    try Self.imageProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    try Self.imageModel.check(source)
    var made: [SAMResource] = []
    var code = source["CodeUri"] ?? .null
    var role = source.truthy("BuildRoleArn")
    if role == nil {
      let resolved = parameters.resolved(code)
      code = parameters.inlined(code)
      let built = try buildRole(source, code, resolved)
      role = built.arn
      made.append(built)
    }
    var properties = SAMMap()
    properties.set("CodeArtifact", .at(code.span, ["Uri": code]))
    properties.set("BuildRoleArn", role ?? .null)
    for name in ["Name", "BaseImageArn", "BaseImageVersion"] { properties.set(name, source[name] ?? .null) }
    for (name, value) in Self.imageDefaults { properties.set(name, source.truthy(name) ?? value) }
    properties.set("EnvironmentVariables", .list(Self.variableItems(source["EnvironmentVariables"])))
    properties.set("Tags", Self.markedTags(source["Tags"], under: source.propagatedTags))
    made.append(
      SAMResource(
        source.id, "AWS::Lambda::MicrovmImage", SAMValue(.map(properties)), source.kept, dependsOn: source.dependsOn,
        span: source.span))
    return made
  }

  /// Environment variables as a microVM image has them: an item each.
  private static func variableItems(_ variables: SAMValue?) -> [SAMValue] {
    (variables?.map?.entries ?? []).map { entry in
      .at(entry.keySpan, ["Key": SAMValue(.string(entry.key), entry.keySpan), "Value": entry.value])
    }
  }

  /// The role that reads the code and writes the build's log.
  private func buildRole(
    _ source: SAMSource, _ code: SAMValue, _ resolved: SAMValue
  ) throws(SAMFault) -> SAMResource {
    let statements: SAMValue = [
      ["Effect": "Allow", "Action": ["s3:GetObject"], "Resource": try objects(code, resolved, source)],
      [
        "Effect": "Allow", "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": "*",
      ],
    ]
    return SAMResource(
      source.id + "BuildRole", "AWS::IAM::Role",
      [
        "AssumeRolePolicyDocument": Self.trust(["lambda.amazonaws.com"]),
        "Policies": [
          [
            "PolicyName": "MicrovmImageBuildPolicy",
            "PolicyDocument": ["Version": "2012-10-17", "Statement": statements],
          ]
        ], "Tags": Self.markedTags(nil, under: source.propagatedTags),
      ], source.inherited, span: source.span)
  }

  /// All objects of the bucket in which the code lies. Where only the deployment knows it, CloudFormation takes it out of the
  /// address: `s3:`, nothing, the bucket, the key.
  private func objects(
    _ code: SAMValue, _ resolved: SAMValue, _ source: SAMSource
  ) throws(SAMFault) -> SAMValue {
    let scheme = "s3://"
    guard let address = resolved.string, address.hasPrefix(scheme) else {
      return .sub(
        "arn:${AWS::Partition}:s3:::${Bucket}/*",
        ["Bucket": ["Fn::Select": [2, ["Fn::Split": ["/", code]]]]])
    }
    let bucket = address.dropFirst(scheme.count).prefix { $0 != "/" }
    guard !bucket.isEmpty else {
      throw source.fault(
        "CodeUri must be a valid S3 URI with a bucket name (e.g. s3://bucket/key.zip).", code.span)
    }
    return .sub("arn:${AWS::Partition}:s3:::\(bucket)/*")
  }
}
