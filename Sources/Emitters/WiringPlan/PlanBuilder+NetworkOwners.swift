import Source
import Template
import Wiring

extension PlanBuilder {
  /// The network that a part belongs to; one that the template does not make is added when it is named first.
  mutating func network(of resource: Resource, _ reader: inout PropertyReader) -> Int? {
    guard let vpc = vpc(of: resource, Self.longestWay) else {
      addOutside(resource, "its network is not of this plan", &reader)
      return nil
    }
    if let index = plan.networks.firstIndex(where: { $0.name == vpc }) { return index }
    let arn = "arn:\(place.partition):ec2:\(place.region):\(place.account):vpc/\(vpc)"
    plan.networks.append(NetworkPlan(id: vpc, name: vpc, arn: arn))
    return plan.networks.count - 1
  }

  /// From an address to its NAT gateway, its subnet, its network.
  private static let longestWay = 4

  /// What a part names that is nearer to its network.
  private static let nearer = ["ResourceId", "SubnetId", "RouteTableId"]

  /// What names a part that does not name its network itself.
  private static let namedBy: [String: (type: String, property: String)] = [
    "AWS::EC2::EIP": ("AWS::EC2::NatGateway", "AllocationId"),
    "AWS::EC2::InternetGateway": ("AWS::EC2::VPCGatewayAttachment", "InternetGatewayId"),
  ]

  private func vpc(of resource: Resource, _ steps: Int) -> String? {
    if resource.type == "AWS::EC2::VPC" { return name(resource) }
    if let vpc = resource["VpcId"] { return resolver.text(vpc).map(known) }
    guard steps > 0 else { return nil }
    for property in Self.nearer {
      guard let id = resource[property].flatMap(wires.resource(namedBy:)), let next = template[id] else { continue }
      return vpc(of: next, steps - 1)
    }
    guard let form = Self.namedBy[resource.type] else { return nil }
    let next = template.resources(ofType: form.type).first {
      $0[form.property].flatMap(wires.resource(namedBy:)) == resource.logicalID
    }
    return next.flatMap { vpc(of: $0, steps - 1) }
  }
}
