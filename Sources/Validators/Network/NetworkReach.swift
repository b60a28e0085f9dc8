import Source
import Spec
import Template

/// What stands between a function in a VPC and a service that it calls.
enum NetworkObstacle {
  /// There is no way at all.
  case noWay(NetworkPlacement)
  /// There is a gateway endpoint, but not in the route table of this subnet.
  case offRoute(NetworkEndpoint, subnet: Resource)
  /// The service's usual name does not lead to the endpoint.
  case noPrivateName(NetworkEndpoint)
  /// The endpoint's security groups do not admit the function.
  case refused(NetworkEndpoint)
}

extension NetworkMap {
  /// HTTPS, which all of AWS's services speak.
  static let port = 443

  /// What keeps a function from a service; nil if nothing does, or it is not known.
  func obstacle(from place: NetworkPlacement, to service: String, isManagement: Bool) -> NetworkObstacle? {
    guard !place.isOpen else { return nil }
    let known = endpoints(of: place.vpc)
    guard !known.contains(where: \.isUnknown) else { return nil }
    let words = isManagement ? [] : EndpointService.leading(to: service).map(\.word)
    let fitting = known.filter { endpoint in endpoint.word.map(words.contains) ?? false }
    guard let first = fitting.first else { return .noWay(place) }
    var obstacle: NetworkObstacle?
    for endpoint in fitting {
      guard let found = self.obstacle(at: endpoint, from: place) else { return nil }
      obstacle = obstacle ?? found
    }
    return obstacle ?? .noPrivateName(first)
  }

  private func obstacle(at endpoint: NetworkEndpoint, from place: NetworkPlacement) -> NetworkObstacle? {
    guard endpoint.type != nil else { return nil }
    if endpoint.isGateway {
      let written = endpoint.resource["RouteTableIds"]
      guard let tables = written == nil ? [] : written?.list else { return nil }
      let ids = tables.map(id)
      guard !ids.contains(where: { $0 == nil }) else { return nil }
      for (subnet, egress) in zip(place.subnets, place.egress) where egress != .nat && egress != .unknown {
        guard let table = routeTable(of: subnet), ids.contains(table) else {
          return .offRoute(endpoint, subnet: subnet)
        }
      }
      return nil
    }
    if endpoint.resource["PrivateDnsEnabled"].flatMap(context.resolver.literal) == "false" {
      return .noPrivateName(endpoint)
    }
    return admits(endpoint, place) ? nil : .refused(endpoint)
  }

  /// Whether an endpoint's security groups admit a function, as far as is known.
  private func admits(_ endpoint: NetworkEndpoint, _ place: NetworkPlacement) -> Bool {
    guard let written = endpoint.resource["SecurityGroupIds"]?.list, !written.isEmpty else {
      // The VPC's own group admits its members, and the function may be one.
      return place.groups.contains { $0 == nil || isDefaultGroup($0) }
    }
    return written.contains { group in
      guard let group = id(group).flatMap({ context.template[$0] }), group.type == "AWS::EC2::SecurityGroup" else {
        return true
      }
      return rules(of: group, ingress: true).contains { $0.admits(place, Self.port, self) }
    }
  }

  private func isDefaultGroup(_ id: String?) -> Bool { id.flatMap { context.template[$0] }?.type == "AWS::EC2::VPC" }

  /// The rules of a security group: its own, and those that stand apart.
  func rules(of group: Resource, ingress: Bool) -> [SecurityGroupRule] {
    let property = ingress ? "SecurityGroupIngress" : "SecurityGroupEgress"
    let own = (group[property]?.listOrSelf ?? []).map { SecurityGroupRule($0, context) }
    let apart = (separateRules[group.logicalID] ?? []).filter { $0.isIngress == ingress }
    return own + apart.map { SecurityGroupRule(Value(.map($0.rule.properties), $0.rule.span), context) }
  }

  /// A security group of the function that lets no HTTPS out, if all of them are such.
  func closedGroup(of place: NetworkPlacement) -> Resource? {
    let groups = place.groups.compactMap { $0.flatMap { context.template[$0] } }
    guard !groups.isEmpty, groups.count == place.groups.count,
      groups.allSatisfy({ $0.type == "AWS::EC2::SecurityGroup" })
    else { return nil }
    // A group without rules for what goes out lets everything out.
    let isClosed = groups.allSatisfy { group in
      group["SecurityGroupEgress"] != nil && !rules(of: group, ingress: false).contains { $0.lets(out: Self.port) }
    }
    return isClosed ? groups[0] : nil
  }
}

/// A rule of a security group ("Security group rules", Amazon VPC User Guide).
struct SecurityGroupRule {
  /// Where it is written.
  let value: Value
  /// The protocol: `tcp`, `6`, `-1` for all; nil if it is not known.
  let transport: String?
  /// The first port.
  let from: Int?
  /// The last port.
  let to: Int?
  /// The addresses, if it has some.
  let range: String?

  init(_ value: Value, _ context: CheckContext) {
    self.value = value
    transport = value["IpProtocol"].flatMap(context.resolver.literal)
    from = value["FromPort"].flatMap(context.resolver.integer)
    to = value["ToPort"].flatMap(context.resolver.integer)
    range = value["CidrIp"].flatMap(context.resolver.literal)
  }

  /// Whether it is about a port, as far as is known.
  func covers(_ port: Int) -> Bool {
    guard let transport, transport != "-1" else { return true }
    guard ["tcp", "6"].contains(transport.lowercased()) else { return false }
    // -1 stands for every port.
    if from == -1 || to == -1 { return true }
    return (from ?? port) <= port && port <= (to ?? port)
  }

  /// Whether it lets a function in.
  fileprivate func admits(_ place: NetworkPlacement, _ port: Int, _ map: NetworkMap) -> Bool {
    guard covers(port) else { return false }
    if let source = value["SourceSecurityGroupId"] {
      guard let id = map.id(source) else { return true }
      return place.groups.contains { $0 == nil || $0 == id }
    }
    guard value["CidrIp"] != nil else { return value["SourcePrefixListId"] != nil }
    guard let range, let block = IPv4Block(range) else { return true }
    return place.subnets.allSatisfy { subnet in
      subnet["CidrBlock"].flatMap(map.context.resolver.literal).flatMap { IPv4Block($0) }.map(block.contains) ?? true
    }
  }

  /// Whether it lets calls out. A range of this machine's own is how a group is closed that would else be open.
  fileprivate func lets(out port: Int) -> Bool { covers(port) && range?.hasPrefix("127.") != true }
}
