import Diagnostics
import Source
import Template

extension Rule {
  static let subnetRoutedTwice = Rule(
    "STK633", "subnet-routed-twice", .error, "a subnet with two route tables",
    why: """
      A subnet is associated with one route table at a time (Amazon VPC User Guide, "Subnet route tables"). The second \
      association fails, and the deployment with it.
      """,
    examples: [
      .bad(Self.stack("!Ref Subnet", "!Ref ↓Subnet"), file: "template.yaml"),
      .good(Self.stack("!Ref Subnet", "!Ref Other"), file: "template.yaml"),
    ])

  private static func stack(_ first: String, _ second: String) -> String {
    "Parameters:\n  Subnet: { Type: AWS::EC2::Subnet::Id }\n  Other: { Type: AWS::EC2::Subnet::Id }\n"
      + "  Open: { Type: String }\n  Closed: { Type: String }\nResources:\n"
      + "  One: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { RouteTableId: !Ref Open, SubnetId: \(first) } }\n"
      + "  Two: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { RouteTableId: !Ref Closed, SubnetId: \(second) } }\n"
      + "Outputs:\n  Subnets: { Value: !Sub \"${Subnet} ${Other}\" }\n"
  }
}

extension Check {
  static let subnetRoutedTwice = Check(.subnetRoutedTwice) { context, findings in
    var earlier: [String: [Resource]] = [:]
    for association in context.resources("AWS::EC2::SubnetRouteTableAssociation") {
      guard let value = association["SubnetId"], let subnet = context.resolver.text(value)?.description else {
        continue
      }
      // Of two under different conditions perhaps only one is there.
      let first = earlier[subnet]?.first { $0.condition?.text == association.condition?.text }
      earlier[subnet, default: []].append(association)
      guard let first else { continue }
      findings.report(
        Diagnostic(
          .subnetRoutedTwice,
          "`\(association.logicalID)` gives a subnet a route table, which has one by `\(first.logicalID)` already",
          at: value.span, notes: [.init("it gets one here", at: first["SubnetId"]?.span ?? first.span)],
          consequences: ["the deployment fails: the subnet has an association"],
          help: ["leave one of the two out"]))
    }
  }
}
