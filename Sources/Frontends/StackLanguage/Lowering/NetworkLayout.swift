import Source
import Template
import YAML

/// What a network consists of, so that functions can name parts of it before it is lowered.
struct NetworkLayout {
  /// The most zones that have a place in the range: a quarter of a tier's share each.
  static let mostZones = 4
  /// A sixteenth of the range for each tier in each zone: four tiers' places by four zones.
  static let subnetBits = 4
  /// The smallest subnet that AWS makes, and the largest VPC ("VPC CIDR blocks", "Subnet sizing", Amazon VPC User Guide).
  static let prefixes = 16...28

  /// The entry.
  let declared: Declared
  /// The VPC that exists; nil for a new one.
  let vpc: Node?
  /// The addresses of a new one; nil if they cannot be split.
  let range: IPv4Block?
  /// How many zones.
  let zones: Int
  /// The tiers, in the order of their places.
  let tiers: [NetworkTier]
  /// `false`, `one`, `perZone`.
  let nat: String

  /// The ids that are given of one that exists, by key.
  let ids: [String: Node]

  /// Whether the stack makes the VPC.
  var isNew: Bool { vpc == nil }

  /// What ids of its parts begin with.
  var name: String { declared.logicalID.droppingSuffix("Network") }
  /// The logical id of the functions' security group.
  var functionGroupID: String { "\(name)FunctionsSecurityGroup" }
  /// The logical id of the endpoints' security group.
  var endpointGroupID: String { "\(name)EndpointsSecurityGroup" }

  /// The logical id of a subnet; zones count from 0.
  func subnetID(_ tier: NetworkTier, _ zone: Int) -> String { "\(name)\(tier.word)Subnet\(zone + 1)" }

  /// The logical id of a subnet's route table: a private subnet has its own, since each may have its own NAT gateway.
  func routeTableID(_ tier: NetworkTier, _ zone: Int) -> String {
    "\(name)\(tier.word)RouteTable" + (tier == .private ? "\(zone + 1)" : "")
  }

  /// The logical ids of all route tables.
  var routeTableIDs: [String] {
    tiers.flatMap { tier in (0..<(tier == .private ? zones : 1)).map { routeTableID(tier, $0) } }
  }

  /// How many NAT gateways there are.
  var gateways: Int { nat == "perZone" ? zones : nat == "one" ? 1 : 0 }
}

extension StackLowering {
  /// The layout of a network's entry.
  func networkLayout(of entry: Entry) -> NetworkLayout? { entry.declared.map { networkLayout($0, entry.node) } }

  /// The layout of a network, as far as its keys can be read; what is wrong with them is reported where it is lowered.
  func networkLayout(_ declared: Declared) -> NetworkLayout {
    networkLayout(declared) { self.node($0, of: declared) }
  }

  /// The node of a key in an entry, or in what it starts from.
  private func node(_ key: String, of declared: Declared) -> Node? {
    let layers = [declared.node] + (defaults[declared.section.name].map { [$0] } ?? [])
    return layers.lazy.compactMap { $0.kind == .mapping ? $0[key] : nil }.first
  }

  private func networkLayout(_ declared: Declared, _ node: (String) -> Node?) -> NetworkLayout {
    let nat = node("nat").map(\.text) ?? "false"
    let vpc = node("vpc")
    var written: [NetworkTier] = [.private]
    if let list = node("tiers") {
      written = (list.kind == .sequence ? Array(list.items) : [list]).compactMap { NetworkTier(rawValue: $0.text) }
    }
    if vpc != nil { written = NetworkTier.allCases.filter { node($0.rawValue) != nil } }
    let hasGateway = vpc == nil && (nat == "one" || nat == "perZone")
    let tiers = NetworkTier.allCases.filter { written.contains($0) || (hasGateway && $0 == .public) }
    let range = IPv4Block(node("cidr").map(\.text) ?? NetworkKeys.defaultRange).flatMap { block in
      NetworkLayout.prefixes.contains(block.prefix)
        && NetworkLayout.prefixes.contains(block.prefix + NetworkLayout.subnetBits) ? block : nil
    }
    let zones = node("zones").map { Int($0.text) ?? 1 } ?? 2
    return NetworkLayout(
      declared: declared, vpc: vpc, range: range, zones: min(max(1, zones), NetworkLayout.mostZones), tiers: tiers,
      nat: hasGateway ? nat : "false",
      ids: Dictionary(uniqueKeysWithValues: NetworkKeys.existing.compactMap { key in node(key).map { (key, $0) } }))
  }

  /// The id of the VPC, by reference or as it is written.
  mutating func vpc(of layout: NetworkLayout, at span: Span) -> Value? {
    guard let node = layout.vpc else { return .ref(layout.declared.logicalID, span) }
    return quietly { $0.value(node, as: .identifier, key: "vpc") }
  }

  /// The ids of a tier's subnets; nil where they cannot be told.
  mutating func subnets(_ tier: NetworkTier, of layout: NetworkLayout, at span: Span) -> Value? {
    guard layout.isNew else { return existing(tier.rawValue, of: layout) }
    guard layout.range != nil else { return nil }
    return .list((0..<layout.zones).map { .ref(layout.subnetID(tier, $0), span) }, span)
  }

  /// The ids of the security groups that functions get.
  mutating func functionGroups(of layout: NetworkLayout, at span: Span) -> Value {
    if !layout.isNew, let groups = existing("securityGroups", of: layout) { return groups }
    return .list([.ref(layout.functionGroupID, span)], span)
  }

  /// The ids that a key of an existing network lists; a parameter that is a list stands for all of it.
  mutating func existing(_ key: String, of layout: NetworkLayout) -> Value? {
    guard let node = layout.ids[key] else { return nil }
    let value = quietly { $0.value(node, as: .list(.identifier), key: key) }
    if let items = value?.list, items.count == 1, isListParameter(items[0]) { return items[0] }
    return value
  }

  private func isListParameter(_ value: Value) -> Bool {
    guard let call = value.intrinsic, call.function == .ref, let name = call.argument.string else { return false }
    let type = declarations["parameters.\(name)"]?.node["type"]?.text ?? ""
    return type.hasPrefix("List<") || type == "CommaDelimitedList"
  }

  /// Reads what is read, and reported on, elsewhere too.
  private mutating func quietly<T>(_ read: (inout StackLowering) -> T) -> T {
    let before = findings
    let value = read(&self)
    findings = before
    return value
  }
}
