extension LimitCase {
  static let lambdaSettings = mappingSettings + functionSettings + resourceSettings

  private static let mappingSettings = [
    LimitCase(
      "LAM-085",
      past: mapping(
        "sqs:eu-west-1:123456789012:jobs",
        "ScalingConfig: { MaximumConcurrency: 5 }, ↓ProvisionedPollerConfig: { MinimumPollers: 2 }"),
      at: mapping("sqs:eu-west-1:123456789012:jobs", "ProvisionedPollerConfig: { MinimumPollers: 2 }")),
    LimitCase(
      "LAM-087", past: mapping("sqs:eu-west-1:123456789012:jobs", "ProvisionedPollerConfig: { MinimumPollers: ↓1 }"),
      at: mapping("sqs:eu-west-1:123456789012:jobs", "ProvisionedPollerConfig: { MinimumPollers: 2 }")),
    LimitCase(
      "LAM-089", past: mapping("sqs:eu-west-1:123456789012:jobs", "↓StartingPosition: LATEST"),
      at: mapping("sqs:eu-west-1:123456789012:jobs", "BatchSize: 10")),
    LimitCase(
      "LAM-089", past: mapping("kinesis:eu-west-1:123456789012:stream/s", "BatchSize: 10", mark: "↓"),
      at: mapping("kinesis:eu-west-1:123456789012:stream/s", "StartingPosition: LATEST")),
    LimitCase(
      "LAM-091", past: mapping("kinesis:eu-west-1:123456789012:stream/s", "StartingPosition: ↓AT_TIMESTAMP"),
      at: mapping(
        "kinesis:eu-west-1:123456789012:stream/s",
        "StartingPosition: AT_TIMESTAMP, StartingPositionTimestamp: 1700000000")),
    LimitCase(
      "LAM-091",
      past: mapping(
        "kinesis:eu-west-1:123456789012:stream/s",
        "StartingPosition: AT_TIMESTAMP, StartingPositionTimestamp: ↓1700000000000"),
      at: mapping(
        "kinesis:eu-west-1:123456789012:stream/s",
        "StartingPosition: AT_TIMESTAMP, StartingPositionTimestamp: 1700000000")),
    LimitCase(
      "LAM-097", past: mapping("sqs:eu-west-1:123456789012:jobs", "↓BisectBatchOnFunctionError: true"),
      at: mapping(
        "kinesis:eu-west-1:123456789012:stream/s", "StartingPosition: LATEST, BisectBatchOnFunctionError: true")),
    LimitCase(
      "LAM-100",
      past: mapping(
        "sqs:eu-west-1:123456789012:jobs",
        "↓DestinationConfig: { OnFailure: { Destination: \"arn:aws:sqs:eu-west-1:123456789012:failed\" } }"),
      at: mapping(
        "kinesis:eu-west-1:123456789012:stream/s",
        "StartingPosition: LATEST, DestinationConfig: { OnFailure: { Destination: \"arn:aws:sqs:eu-west-1:123456789012:failed\" } }"
      )),
  ]

  private static func mapping(_ source: String, _ properties: String, mark: String = "") -> String {
    "resources:\n  \(mark)Mapping:\n    Type: AWS::Lambda::EventSourceMapping\n    Properties: { FunctionName: work, EventSourceArn: \"arn:aws:\(source)\", \(properties) }\n"
  }

  private static let functionSettings = [
    LimitCase(
      "LAM-029",
      past: raw(
        "PackageType: Image, Code: { ImageUri: \"a/b:1\" }, ↓Layers: [\"arn:aws:lambda:eu-west-1:123456789012:layer:l:1\"]"
      ),
      at: raw("PackageType: Image, Code: { ImageUri: \"a/b:1\" }")),
    LimitCase(
      "LAM-030", past: raw("Runtime: ruby3.4, Handler: index.f, Code: { ↓ZipFile: x }"),
      at: raw("Runtime: nodejs22.x, Handler: index.f, Code: { ZipFile: x }")),
    LimitCase(
      "LAM-030", past: raw("Runtime: python3.13, Handler: ↓app.f, Code: { ZipFile: x }"),
      at: raw("Runtime: python3.13, Handler: index.f, Code: { ZipFile: x }")),
    LimitCase(
      "LAM-118", past: raw("Runtime: python3.11, Handler: a.f, Code: { ZipFile: x }, ↓\(snapStart)"),
      at: raw("Runtime: python3.12, Handler: a.f, Code: { ZipFile: x }, \(snapStart)")),
    LimitCase(
      "LAM-119", past: functionStack("ephemeralStorage: ↓513 MB, properties: { \(snapStart) }"),
      at: functionStack("ephemeralStorage: 512 MB, properties: { \(snapStart) }")),
    LimitCase(
      "LAM-116", past: functionStack("properties: { LoggingConfig: { ↓SystemLogLevel: WARN } }"),
      at: functionStack("properties: { LoggingConfig: { LogFormat: JSON, SystemLogLevel: WARN } }")),
    LimitCase(
      "LAM-027", past: functionStack("↓\(files)"),
      at: functionStack("\(files), network: { subnets: [subnet-0a1b2c3d], securityGroups: [sg-0a1b2c3d] }")),
    LimitCase(
      "LAM-043", "LAM-134", past: reserved("↓401"), at: reserved("400")),
  ]

  private static let snapStart = "SnapStart: { ApplyOn: PublishedVersions }"
  private static let files =
    "fileSystem: { accessPoint: \"arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0\", path: /mnt/files }"

  private static func raw(_ properties: String) -> String {
    "resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: { Role: \"arn:aws:iam::123456789012:role/r\", \(properties) }\n"
  }

  private static func reserved(_ second: String) -> String {
    "functions:\n  f: { \(function), reservedConcurrency: 500 }\n  g: { \(function), reservedConcurrency: \(second) }\n"
  }

  private static let resourceSettings = [
    LimitCase(
      "LAM-065", past: outcome("OnSuccess: { Destination: ↓\"arn:aws:s3:::outcomes\" }"),
      at: outcome("OnFailure: { Destination: \"arn:aws:s3:::outcomes\" }")),
    LimitCase("LAM-047", past: ready("\"1\"", mark: "↓"), at: ready("\"2\"")),
    LimitCase(
      "LAM-055", past: permission("Principal: s3.amazonaws.com, SourceArn: ↓\"arn:aws:s3:::lake\""),
      at: permission("Principal: s3.amazonaws.com, SourceArn: \"arn:aws:s3:::lake\", SourceAccount: \"123456789012\"")),
    LimitCase(
      "LAM-056",
      past: permission("Principal: ↓events.amazonaws.com, SourceArn: \"arn:aws:sns:eu-west-1:123456789012:news\""),
      at: permission("Principal: sns.amazonaws.com, SourceArn: \"arn:aws:sns:eu-west-1:123456789012:news\"")),
    LimitCase("LAM-107", past: publicURL(""), at: publicURL(admitted)),
    LimitCase("LAM-124", past: edge("Alias", "Name: live, FunctionVersion: \"1\"", arn: "↓"), at: edge("Version", "")),
    LimitCase("LAM-125", past: edge("Version", "", keys: "↓environment: { A: b }"), at: edge("Version", "")),
    LimitCase("LAM-135", past: edge("Version", "", keys: "timeout: ↓6s"), at: edge("Version", "", keys: "timeout: 5s")),
    LimitCase(
      "LAM-136", past: edge("Version", "", keys: "memory: ↓129 MB"), at: edge("Version", "", keys: "memory: 128 MB")),
    LimitCase("LAM-035", past: admissions(80, mark: "↓"), at: admissions(60)),
  ]

  private static func publicURL(_ more: String) -> String {
    functionStack("timeout: 3s")
      + "resources:\n  Address:\n    Type: AWS::Lambda::Url\n    Properties: { TargetFunctionArn: !Ref FFunction, AuthType: \(more.isEmpty ? "↓" : "")NONE }\n"
      + more
  }

  private static let admitted = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"].enumerated().map {
    number, action in
    "  P\(number):\n    Type: AWS::Lambda::Permission\n    Properties: { FunctionName: !Ref FFunction, Principal: \"*\", Action: \(action) }\n"
  }.joined()

  /// A distribution that runs a version or alias of a function for viewer events.
  private static func edge(_ type: String, _ properties: String, keys: String = "timeout: 3s", arn: String = "")
    -> String
  {
    functionStack(keys) + """
      resources:
        Named:
          Type: AWS::Lambda::\(type)
          Properties: { FunctionName: !Ref FFunction, \(properties) }
        Site:
          Type: AWS::CloudFront::Distribution
          Properties:
            DistributionConfig:
              Enabled: true
              DefaultCacheBehavior:
                TargetOriginId: site
                ViewerProtocolPolicy: https-only
                LambdaFunctionAssociations: [{ EventType: viewer-request, LambdaFunctionARN: !Ref \(arn)Named }]

      """
  }

  private static func outcome(_ destination: String) -> String {
    "resources:\n  Outcome:\n    Type: AWS::Lambda::EventInvokeConfig\n    Properties: { FunctionName: work, Qualifier: $LATEST, DestinationConfig: { \(destination) } }\n"
  }

  private static func ready(_ second: String, mark: String = "") -> String {
    let alias = { (name: String, version: String, mark: String) in
      "  \(name):\n    Type: AWS::Lambda::Alias\n    Properties: { Name: \(name), FunctionName: work, FunctionVersion: \(version), \(mark)ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } }\n"
    }
    return "resources:\n" + alias("live", "\"1\"", "") + alias("next", second, mark)
  }

  private static func permission(_ properties: String) -> String {
    "resources:\n  Admission:\n    Type: AWS::Lambda::Permission\n    Properties: { FunctionName: work, Action: lambda:InvokeFunction, \(properties) }\n"
  }

  /// A function that so many rules with long names may invoke.
  private static func admissions(_ count: Int, mark: String = "") -> String {
    "functions:\n  \(mark)f: { \(function) }\nresources:\n"
      + lines(count) {
        "  P\($0):\n    Type: AWS::Lambda::Permission\n    Properties: { FunctionName: !Ref FFunction, Action: lambda:InvokeFunction, Principal: events.amazonaws.com, SourceArn: \"arn:aws:events:eu-west-1:123456789012:rule/\(letters(60))\($0)\" }\n"
      }
  }
}
