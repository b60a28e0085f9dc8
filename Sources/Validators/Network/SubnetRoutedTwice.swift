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
    var earlier: [String: [(association: Resource, branch: Branch)]] = [:]
    for association in context.resources("AWS::EC2::SubnetRouteTableAssociation") {
      guard let value = association["SubnetId"] else { continue }
      var first: (association: Resource, branch: Branch)?
      var place = value.span
      for branch in context.branches(of: value, under: association.condition) {
        guard let subnet = context.resolver.text(branch.value)?.description else { continue }
        // Of two under different conditions perhaps never both are there.
        let other = earlier[subnet]?.first { other in
          other.association.logicalID != association.logicalID
            && context.conditions.isPossible(other.branch.facts + branch.facts)
        }
        earlier[subnet, default: []].append((association, branch))
        if first == nil, let other { (first, place) = (other, branch.value.span) }
      }
      if let first { findings.report(.subnetRoutedTwice(association, at: place, first.association, first.branch)) }
    }
  }
}

extension Diagnostic {
  fileprivate static func subnetRoutedTwice(
    _ association: Resource, at place: Span, _ first: Resource, _ branch: Branch
  ) -> Diagnostic {
    Diagnostic(
      .subnetRoutedTwice,
      "`\(association.logicalID)` gives a subnet a route table, which has one by `\(first.logicalID)` already",
      at: place, notes: [.init("it gets one here", at: branch.value.span)],
      consequences: ["the deployment fails: the subnet has an association"], help: ["leave one of the two out"])
  }
}
