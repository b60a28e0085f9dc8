import Diagnostics
import Source
import Template

extension Rule {
  static let fileSystemOutOfReach = Rule(
    "STK616", "file-system-out-of-reach", .error, "a file system that a function cannot mount",
    limits: ["LAM-027"],
    why: """
      A function mounts an EFS file system over the network, through a mount target of the file system in the function's VPC. \
      Without one there, its invocations fail.
      """,
    examples: [
      Self.stack(function: ", network: networks.main", more: "", mark: "↓"),
      Self.stack(
        function: ", network: networks.main",
        more:
          "  Mount: { Type: AWS::EFS::MountTarget, Properties: { FileSystemId: !Ref Files, SubnetId: !Ref MainPrivateSubnet1, SecurityGroups: [!Ref MainFunctionsSecurityGroup] } }\n",
        mark: ""),
    ])

  private static func stack(function: String, more: String, mark: String) -> Example {
    let text =
      "functions:\n  f: { \(Samples.function), fileSystem: { accessPoint: \(mark)resources.Point, path: /mnt/data }\(function) }\n"
      + "networks:\n  main: {}\nresources:\n  Files: { Type: AWS::EFS::FileSystem }\n"
      + "  Point: { Type: AWS::EFS::AccessPoint, Properties: { FileSystemId: !Ref Files } }\n\(more)"
    return mark.isEmpty ? .good(text, files: Samples.handler) : .bad(text, files: Samples.handler)
  }
}

extension Check {
  static let fileSystemOutOfReach = Check(.fileSystemOutOfReach) { context, findings in
    let functions = context.wholeResources("AWS::Lambda::Function").filter {
      $0["FileSystemConfigs"] != nil && $0["VpcConfig"] != nil
    }
    guard !functions.isEmpty else { return }
    let map = NetworkMap(context)
    for function in functions {
      guard let point = function["FileSystemConfigs"]?.list?.first?["Arn"] else { continue }
      guard let place = map.placement(of: function), let access = context.resource(map.id(point)),
        let system = context.resource(map.id(access["FileSystemId"])), system.type == "AWS::EFS::FileSystem"
      else { continue }
      let targets = context.resources("AWS::EFS::MountTarget").filter { map.id($0["FileSystemId"]) == system.logicalID }
      let subnets = targets.map { context.resource(map.id($0["SubnetId"])) }
      let isThere = subnets.contains { subnet in
        guard let subnet else { return true }
        return map.id(subnet["VpcId"]) == place.vpc.logicalID
      }
      if !isThere {
        findings.report(
          .fileSystemOutOfReach(
            "`\(system.label)` has no mount target in `\(place.vpc.label)`, where `\(function.label)` runs",
            at: point.span, help: "add an `AWS::EFS::MountTarget` in each zone of the function's subnets"))
      }
    }
  }
}

extension Diagnostic {
  static func fileSystemOutOfReach(_ message: String, at span: Span, help: String) -> Diagnostic {
    Diagnostic(
      .fileSystemOutOfReach, message, at: span,
      consequences: ["its invocations end with EFSMountConnectivityException"],
      help: [help])
  }
}
