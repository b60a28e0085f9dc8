import Source
import Spec
import Template

/// The networks of a template, as far as its resources tell: what subnets, routes, endpoints and security groups reach.
///
/// What lies outside of the template is not known, and nothing is held against it.
struct NetworkMap {
  let context: CheckContext
  /// The endpoints by the logical id of their VPC.
  private var endpoints: [String: [NetworkEndpoint]] = [:]
  /// The logical id of a subnet's route table, by the subnet's.
  private var tables: [String: Value] = [:]
  private var routes: [String: [Resource]] = [:]
  /// Rules that stand in resources of their own, by the logical id of their security group.
  private(set) var separateRules: [String: [(isIngress: Bool, rule: Resource)]] = [:]

  init(_ context: CheckContext) {
    self.context = context
    for association in context.resources("AWS::EC2::SubnetRouteTableAssociation") {
      if let subnet = id(association["SubnetId"]) { tables[subnet] = association["RouteTableId"] }
    }
    for route in context.resources("AWS::EC2::Route") {
      if let table = id(route["RouteTableId"]) { routes[table, default: []].append(route) }
    }
    for resource in context.resources("AWS::EC2::VPCEndpoint") {
      if let vpc = id(resource["VpcId"]) { endpoints[vpc, default: []].append(NetworkEndpoint(resource, context)) }
    }
    for (type, isIngress) in [("AWS::EC2::SecurityGroupIngress", true), ("AWS::EC2::SecurityGroupEgress", false)] {
      for rule in context.resources(type) {
        if let group = id(rule["GroupId"]) { separateRules[group, default: []].append((isIngress, rule)) }
      }
    }
  }

  /// The resource of the template that a value names.
  func id(_ value: Value?) -> String? { value.flatMap(context.reader.resource(namedBy:)) }

  /// The endpoints of a VPC.
  func endpoints(of vpc: Resource) -> [NetworkEndpoint] { endpoints[vpc.logicalID] ?? [] }

  /// The route table of a subnet; a subnet without one has the VPC's main table, which reaches the VPC alone.
  func routeTable(of subnet: Resource) -> String? { id(tables[subnet.logicalID]) }

  /// How a subnet reaches what is outside of its VPC.
  func egress(of subnet: Resource) -> NetworkEgress {
    guard let association = tables[subnet.logicalID] else { return .none }
    guard let table = id(association) else { return .unknown }
    var egress = NetworkEgress.none
    for route in routes[table] ?? [] {
      let found = way(of: route)
      if found != .none { egress = egress == .none || found == .nat ? found : egress }
    }
    return egress
  }

  /// Where a route leads, if it leads anywhere.
  private func way(of route: Resource) -> NetworkEgress {
    // A transit gateway, a peering or an appliance may lead to where endpoints or a NAT gateway are.
    let others = [
      "TransitGatewayId", "VpcPeeringConnectionId", "InstanceId", "NetworkInterfaceId", "LocalGatewayId",
      "CarrierGatewayId", "VpcEndpointId", "CoreNetworkArn", "EgressOnlyInternetGatewayId",
    ]
    if others.contains(where: { route[$0] != nil }) { return .unknown }
    guard let range = route["DestinationCidrBlock"] else { return .unknown }
    guard let text = context.resolver.literal(range) else { return .unknown }
    guard text == "0.0.0.0/0" else { return .none }
    if route["NatGatewayId"] != nil { return .nat }
    guard let gateway = id(route["GatewayId"]).flatMap({ context.template[$0] }) else { return .unknown }
    return gateway.type == "AWS::EC2::InternetGateway" ? .internetGateway : .unknown
  }

  /// Where a function runs; nil where it runs in no VPC, or in one that is not all known.
  func placement(of function: Resource) -> NetworkPlacement? {
    guard let config = function["VpcConfig"], config["Ipv6AllowedForDualStack"]?.bool != true,
      let written = config["SubnetIds"]?.list, !written.isEmpty
    else { return nil }
    let subnets = written.compactMap { id($0).flatMap { context.template[$0] } }
    guard subnets.count == written.count, let first = subnets.first,
      subnets.allSatisfy({ $0.type == "AWS::EC2::Subnet" }),
      let vpc = id(first["VpcId"]).flatMap({ context.template[$0] }), vpc.type == "AWS::EC2::VPC",
      subnets.allSatisfy({ id($0["VpcId"]) == vpc.logicalID })
    else { return nil }
    let groups = config["SecurityGroupIds"]?.list.map { $0.map(id) } ?? []
    return NetworkPlacement(
      vpc: vpc, subnets: subnets, groups: groups, span: written[0].span, egress: subnets.map(egress))
  }
}

/// How a subnet reaches what is outside of its VPC.
enum NetworkEgress {
  /// Through a NAT gateway.
  case nat
  /// Through an internet gateway, for which a public address is needed; a function has none.
  case internetGateway
  /// Not at all.
  case none
  /// Through something of which it is not known where it leads.
  case unknown
}

/// Where a function runs.
struct NetworkPlacement {
  /// The VPC.
  let vpc: Resource
  /// The subnets.
  let subnets: [Resource]
  /// The logical ids of the security groups; nil for one outside.
  let groups: [String?]
  /// Where the function names them.
  let span: Span
  /// How each subnet reaches the outside.
  let egress: [NetworkEgress]

  /// Whether each subnet reaches the internet, or may.
  var isOpen: Bool { egress.allSatisfy { $0 == .nat || $0 == .unknown } }
}

/// A VPC endpoint.
struct NetworkEndpoint {
  /// The resource.
  let resource: Resource
  /// The end of the service's name: `sqs`; nil where it is not known, or another's service.
  let word: String?
  /// Whether its name is not known at all.
  let isUnknown: Bool
  /// `VpcEndpointType`; nil where it is not known.
  let type: String?
  /// Whether it is entered in route tables.
  var isGateway: Bool { type == "Gateway" }

  init(_ resource: Resource, _ context: CheckContext) {
    self.resource = resource
    let name = resource["ServiceName"].flatMap(context.resolver.text)
    word = name.flatMap(Self.word)
    isUnknown = name.map { $0.parts.allSatisfy { if case .hole = $0 { true } else { false } } } ?? true
    // AWS takes an endpoint for a gateway where nothing else is said (CreateVpcEndpoint).
    type = resource["VpcEndpointType"].map(context.resolver.literal) ?? "Gateway"
  }

  /// What stands behind `com.amazonaws.REGION.`, or `aws.api.REGION.`, in a service's name.
  static func word(_ name: PartialText) -> String? {
    var text = name.description
    if text.hasPrefix("cn.") { text.removeFirst(3) }
    guard text.hasPrefix("com.amazonaws.") else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 3 && parts[2] != "vpce" ? parts[3...].joined(separator: ".") : nil
  }
}
