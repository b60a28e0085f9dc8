import Diagnostics
import Source
import Template

extension Rule {
  static let publicSubnetForFunction = Rule(
    "STK606", "public-subnet-for-function", .warning, "a function in a public subnet",
    limits: ["LAM-022"],
    why: """
      Lambda gives a function in a VPC no public address, so a route to an internet gateway leads it nowhere: in a public \
      subnet it reaches the internet no more than in a private one. It needs a private subnet with a NAT gateway.
      """,
    examples: [
      .bad(
        NetworkSamples.stack("timeout: 5s", network: "{ tiers: [public, private] }", tier: ".public").replacing(
          "networks.main.public", with: "↓networks.main.public"), files: Samples.handler),
      .good(
        NetworkSamples.stack("timeout: 5s", network: "{ tiers: [public, private] }", tier: ".private"),
        files: Samples.handler),
    ])
}

extension Check {
  static let publicSubnetForFunction = Check(.publicSubnetForFunction) { context, findings in
    let functions = context.wholeResources("AWS::Lambda::Function").filter { $0["VpcConfig"] != nil }
    guard !functions.isEmpty else { return }
    let map = NetworkMap(context)
    var blocked: Set<String> = []
    context.eachObstacle { function, _, obstacle, _, _ in
      // What it cannot call is said there, with this as the reason.
      if case .noWay = obstacle { blocked.insert(function.logicalID) }
    }
    for function in functions where !blocked.contains(function.logicalID) {
      guard let place = map.placement(of: function), place.egress.allSatisfy({ $0 == .internetGateway }) else {
        continue
      }
      findings.report(
        Diagnostic(
          .publicSubnetForFunction, "`\(function.label)` does not reach the internet from a public subnet",
          at: place.span, label: "a function has no public address",
          help: ["let it run in private subnets; with a NAT gateway, they lead to the internet"]))
    }
  }
}
