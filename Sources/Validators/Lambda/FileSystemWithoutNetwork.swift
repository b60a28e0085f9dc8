import Diagnostics
import Source
import Template

extension Rule {
  static let fileSystemWithoutNetwork = Rule(
    "STK415", "file-system-without-network", .error, "a file system for a function that is in no VPC",
    limits: ["LAM-027"],
    why: """
      A file system of EFS is reached through a mount target in a VPC, so that the function must be in that VPC \
      ("Configuring file system access for Lambda functions", AWS Lambda Developer Guide).
      """,
    examples: [
      .bad("functions:\n  f: { \(Samples.function), ↓\(Self.files) }\n", files: Samples.handler),
      .good(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.f\n    code: src\n    network: { subnets: subnet-0a1b2c3d, securityGroups: sg-0a1b2c3d }\n    \(Self.files)\n",
        files: Samples.handler),
    ])

  private static let files =
    "fileSystem: { accessPoint: \"arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0\", path: /mnt/files }"
}

extension Check {
  static let fileSystemWithoutNetwork = Check(.fileSystemWithoutNetwork) { context, findings in
    for function in context.wholeResources("AWS::Lambda::Function") {
      guard let systems = function.properties.entry("FileSystemConfigs"), systems.value.list?.isEmpty == false,
        function["VpcConfig"].map(\.isNoValue) ?? true
      else { continue }
      findings.report(
        Diagnostic(
          .fileSystemWithoutNetwork, "`\(context.called(function))` has a file system, and is in no VPC",
          at: systems.keySpan, consequences: ["Lambda refuses the function"],
          help: ["put it into the VPC of the file system's mount targets"]))
    }
  }
}
