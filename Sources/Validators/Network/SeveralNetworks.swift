import Diagnostics
import Source
import Template

extension Rule {
  static let severalNetworks = Rule(
    "STK617", "several-networks", .error, "a function with subnets or security groups of several VPCs",
    limits: ["LAM-021"],
    why: "All subnets and security groups of a function belong to one VPC. Lambda refuses any other configuration.",
    examples: [
      .bad(Self.stack("!Ref ↓TheirsPrivateSubnet1", "!Ref MainFunctionsSecurityGroup"), files: Samples.handler),
      .bad(Self.stack("!Ref MainPrivateSubnet2", "!Ref ↓TheirsFunctionsSecurityGroup"), files: Samples.handler),
      .good(Self.stack("!Ref MainPrivateSubnet2", "!Ref MainFunctionsSecurityGroup"), files: Samples.handler),
    ])

  private static func stack(_ subnet: String, _ group: String) -> String {
    "functions:\n  f: { \(Samples.function), network: { subnets: [!Ref MainPrivateSubnet1, \(subnet)], securityGroups: [\(group)] } }\n"
      + "networks:\n  main: {}\n  theirs: { cidr: 10.1.0.0/16 }\n"
  }
}

extension Check {
  static let severalNetworks = Check(.severalNetworks) { context, findings in
    for function in context.wholeResources("AWS::Lambda::Function") {
      guard let config = function["VpcConfig"] else { continue }
      var first: (vpc: String, place: Span)?
      for value in (config["SubnetIds"]?.list ?? []) + (config["SecurityGroupIds"]?.list ?? []) {
        guard let part = context.resource(context.reader.resource(namedBy: value)), let id = part["VpcId"],
          let vpc = context.resolver.text(id)?.description
        else { continue }
        guard let known = first else {
          first = (vpc, value.span)
          continue
        }
        guard vpc != known.vpc, context.incomplete.isEmpty else { continue }
        findings.report(
          Diagnostic(
            .severalNetworks, "`\(part.logicalID)` belongs to another VPC than the function's other parts",
            at: value.span, notes: [.init("what belongs to the first VPC", at: known.place)],
            consequences: ["Lambda refuses it: \"Security Groups are required to be in the same VPC\""]))
        break
      }
    }
  }
}
