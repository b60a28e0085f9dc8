import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::EC2::VPC.
  mutating func addNetwork(_ resource: Resource, _ reader: inout PropertyReader) {
    var network = NetworkPlan(id: resource.logicalID, name: name(resource), arn: arn(resource))
    network.path = path(resource)
    network.place = planPlace(resource.span)
    network.range = reader.text("CidrBlock")
    network.settings = reader.rest()
    plan.networks.append(network)
  }

  /// AWS::EC2::Subnet.
  mutating func attachSubnet(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = network(of: resource, &reader) else { return }
    reader.skip("VpcId")
    var subnet = SubnetPlan(id: resource.logicalID, name: name(resource))
    subnet.place = planPlace(resource.span)
    subnet.range = reader.text("CidrBlock")
    subnet.zone = zone(of: resource) ?? reader.text("AvailabilityZone")
    reader.skip("AvailabilityZone")
    subnet.settings = reader.rest()
    plan.networks[index].subnets.append(subnet)
  }

  /// The zone of a subnet that takes one of those of the region by its place: zones are the region's letters.
  private func zone(of subnet: Resource) -> String? {
    guard let call = subnet["AvailabilityZone"]?.intrinsic, call.function == .select,
      call.argument(1)?.intrinsic?.function == .getAZs, let index = call.argument(0)?.integer,
      Self.zones.indices.contains(index)
    else { return nil }
    return "\(place.region)\(Self.zones[index])"
  }

  private static let zones = Array("abcdef")

  /// AWS::EC2::RouteTable.
  mutating func attachRouteTable(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = network(of: resource, &reader) else { return }
    reader.skip("VpcId")
    var table = RouteTablePlan(id: resource.logicalID, name: name(resource))
    table.place = planPlace(resource.span)
    table.settings = reader.rest()
    plan.networks[index].routeTables.append(table)
  }

  /// AWS::EC2::Route.
  mutating func attachNetworkRoute(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let (network, table) = routeTable(of: resource, &reader) else { return }
    var route = NetworkRoutePlan(id: resource.logicalID)
    route.place = planPlace(resource.span)
    let destination = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"]
    if let key = destination.first(where: { reader.peek($0) != nil }) { route.destination = reader.text(key) }
    if let key = reader.keys.first(where: { $0.hasSuffix("Id") && $0 != "RouteTableId" }) {
      route.target = reader.plain(reader.peek(key))
    }
    route.settings = reader.rest()
    plan.networks[network].routeTables[table].routes.append(route)
  }

  /// AWS::EC2::SubnetRouteTableAssociation.
  mutating func attachTableSubnet(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let (network, table) = routeTable(of: resource, &reader) else { return }
    var subnet = RouteTableSubnetPlan(id: resource.logicalID)
    subnet.place = planPlace(resource.span)
    subnet.subnet = reader.text("SubnetId")
    subnet.settings = reader.rest()
    plan.networks[network].routeTables[table].subnets.append(subnet)
  }

  private mutating func routeTable(of resource: Resource, _ reader: inout PropertyReader) -> (Int, Int)? {
    let id = reader.text("RouteTableId")
    for (index, network) in plan.networks.enumerated() {
      if let table = network.routeTables.firstIndex(where: { $0.name == id }) { return (index, table) }
    }
    addOutside(resource, "its route table is not of this plan", &reader)
    return nil
  }

  /// AWS::EC2::VPCEndpoint.
  mutating func attachEndpoint(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = network(of: resource, &reader) else { return }
    reader.skip("VpcId")
    var endpoint = EndpointPlan(id: resource.logicalID, name: name(resource))
    endpoint.place = planPlace(resource.span)
    endpoint.service = reader.text("ServiceName")
    endpoint.type = reader.text("VpcEndpointType")
    endpoint.privateDNS = reader.bool("PrivateDnsEnabled") ?? false
    endpoint.subnets = reader.texts("SubnetIds")
    endpoint.securityGroups = reader.texts("SecurityGroupIds")
    endpoint.routeTables = reader.texts("RouteTableIds")
    if let policy = policy(&reader, "PolicyDocument", of: resource) { endpoint.policies.append(policy) }
    endpoint.settings = reader.rest()
    plan.networks[index].endpoints.append(endpoint)
  }

  /// AWS::EC2::SecurityGroup.
  mutating func attachSecurityGroup(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = network(of: resource, &reader) else { return }
    reader.skip("VpcId")
    var group = SecurityGroupPlan(id: resource.logicalID, name: name(resource))
    group.place = planPlace(resource.span)
    group.ingress = reader.json("SecurityGroupIngress")
    group.egress = reader.json("SecurityGroupEgress")
    group.settings = reader.rest()
    plan.networks[index].securityGroups.append(group)
  }

  /// Parts of a network that have nothing but settings, each with the list it goes to.
  static let networkParts: [String: any WritableKeyPath<NetworkPlan, [PartPlan]> & Sendable] = [
    "AWS::EC2::EIP": \.addresses, "AWS::EC2::FlowLog": \.flowLogs, "AWS::EC2::InternetGateway": \.internetGateways,
    "AWS::EC2::NatGateway": \.natGateways, "AWS::EC2::VPCGatewayAttachment": \.attachments,
  ]

  /// One of ``networkParts``.
  mutating func attachNetworkPart(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let list = Self.networkParts[resource.type], let index = network(of: resource, &reader) else { return }
    plan.networks[index][keyPath: list].append(part(resource, &reader))
  }
}
