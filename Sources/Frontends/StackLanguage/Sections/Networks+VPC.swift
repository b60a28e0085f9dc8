import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// Reports keys that do not go together, and a range that cannot be split.
  mutating func checkNetworkKeys(_ entry: Entry, _ layout: NetworkLayout) {
    for layer in entry.layers where layer.kind == .mapping {
      for (key, _) in layer.entries where entry.shape.key(key.text) != nil {
        guard !NetworkKeys.shared.contains(key.text), NetworkKeys.existing.contains(key.text) == layout.isNew else {
          continue
        }
        findings.report(
          .keyUnfit(
            key.text, at: key.span,
            why: layout.isNew
              ? "it says what an existing VPC has, and `\(entry.name)` is a new one"
              : "it is part of a new VPC, and `\(entry.name)` is one that exists",
            help: layout.isNew ? "name the VPC with `vpc: vpc-…`" : "leave out either `\(key.text)` or `vpc`"))
      }
    }
    if !layout.isNew {
      for key in NetworkKeys.existing { _ = entry.value(key, &self) }
      return
    }
    if layout.range == nil, let node = entry.node("cidr"), node.kind == .scalar {
      findings.report(.rangeNotSplit(node.text, at: node.contentSpan))
    }
    if let node = entry.node("zones"), case .number? = entry.value("zones", &self)?.kind,
      !(1...NetworkLayout.mostZones).contains(Int(node.text) ?? 0)
    {
      findings.report(.tooManyZones(node.text, at: node.contentSpan))
    }
    for key in ["tiers", "nat"] { _ = entry.value(key, &self) }
  }

  /// The VPC with its subnets, route tables and gateways. Names of hosts are needed by endpoints' private names.
  mutating func lowerVPC(_ entry: Entry, _ layout: NetworkLayout) {
    var vpc = resource(entry, .networks)
    if layout.range == nil, entry.has("cidr") {
      vpc.properties = ValueMap(vpc.properties.entries.filter { $0.key != "CidrBlock" })
    } else if !entry.has("cidr") {
      vpc.properties.set("CidrBlock", at: entry.span, .string(NetworkKeys.defaultRange, entry.span))
    }
    for property in ["EnableDnsSupport", "EnableDnsHostnames"] {
      vpc.properties.set(property, at: entry.span, .bool(true, entry.span))
    }
    add(vpc, from: entry)
    guard let range = layout.range else { return }
    if layout.tiers.contains(.public) { addInternetGateway(entry, layout) }
    for tier in layout.tiers {
      for zone in 0..<layout.zones { addSubnet(tier, zone, range, entry, layout) }
    }
    let span = entry.keySpan("nat") ?? entry.span
    for index in 0..<layout.gateways { addNATGateway(index, entry, layout, at: span) }
    if layout.gateways > 0, layout.tiers.contains(.private) {
      for zone in 0..<layout.zones {
        let gateway = Value.ref("\(layout.name)NatGateway\(min(zone, layout.gateways - 1) + 1)", span)
        addRoute(
          "\(layout.name)PrivateInternetRoute\(zone + 1)", table: layout.routeTableID(.private, zone),
          ("NatGatewayId", gateway), entry, at: span)
      }
    }
  }

  private mutating func addPart(
    _ id: String, _ type: String, _ entry: Entry, at span: Span, needing: String? = nil,
    _ properties: KeyValuePairs<String, Value?>
  ) {
    var part = derived(id, type, from: entry, at: span)
    for case (let key, let value?) in properties { part.properties.set(key, at: span, value) }
    if let needing { part.dependsOn.append(Name(needing, span)) }
    part.condition = condition(of: entry)
    add(part)
  }

  private mutating func addSubnet(
    _ tier: NetworkTier, _ zone: Int, _ range: IPv4Block, _ entry: Entry, _ layout: NetworkLayout
  ) {
    let span = entry.keySpan("tiers") ?? entry.span
    let index = tier.place * NetworkLayout.mostZones + zone
    guard let block = range.part(index, bits: NetworkLayout.subnetBits) else { return }
    let names = Value.call(.getAZs, .string("", span), span)
    let subnet = layout.subnetID(tier, zone)
    addPart(
      subnet, "AWS::EC2::Subnet", entry, at: span,
      [
        "VpcId": ref(entry), "CidrBlock": .string(block.description, span),
        "AvailabilityZone": .call(.select, .list([.integer(zone, span), names], span), span),
      ])
    let table = layout.routeTableID(tier, zone)
    if !hasMade(table) {
      addPart(table, "AWS::EC2::RouteTable", entry, at: span, ["VpcId": ref(entry)])
      if tier == .public {
        addRoute(
          "\(layout.name)PublicInternetRoute", table: table,
          ("GatewayId", .ref("\(layout.name)InternetGateway", span)), entry, at: span)
      }
    }
    addPart(
      "\(subnet)RouteTableAssociation", "AWS::EC2::SubnetRouteTableAssociation", entry, at: span,
      ["SubnetId": .ref(subnet, span), "RouteTableId": .ref(table, span)])
  }

  private mutating func addInternetGateway(_ entry: Entry, _ layout: NetworkLayout) {
    let span = entry.keySpan("tiers") ?? entry.keySpan("nat") ?? entry.span
    let gateway = "\(layout.name)InternetGateway"
    addPart(gateway, "AWS::EC2::InternetGateway", entry, at: span, [:])
    addPart(
      "\(gateway)Attachment", "AWS::EC2::VPCGatewayAttachment", entry, at: span,
      ["VpcId": ref(entry), "InternetGatewayId": .ref(gateway, span)])
  }

  /// An address and a NAT gateway with it; both need the internet gateway to be attached ("DependsOn attribute",
  /// AWS CloudFormation Template Reference).
  private mutating func addNATGateway(_ index: Int, _ entry: Entry, _ layout: NetworkLayout, at span: Span) {
    let attachment = "\(layout.name)InternetGatewayAttachment"
    let address = "\(layout.name)NatAddress\(index + 1)"
    addPart(address, "AWS::EC2::EIP", entry, at: span, needing: attachment, ["Domain": .string("vpc", span)])
    addPart(
      "\(layout.name)NatGateway\(index + 1)", "AWS::EC2::NatGateway", entry, at: span, needing: attachment,
      [
        "AllocationId": .getAtt(address, "AllocationId", span),
        "SubnetId": .ref(layout.subnetID(.public, index), span),
      ])
  }

  private mutating func addRoute(
    _ id: String, table: String, _ target: (property: String, id: Value), _ entry: Entry, at span: Span
  ) {
    let attachment = target.property == "GatewayId" ? target.id.intrinsic?.argument.string : nil
    addPart(
      id, "AWS::EC2::Route", entry, at: span, needing: attachment.map { "\($0)Attachment" },
      ["RouteTableId": .ref(table, span), "DestinationCidrBlock": .string("0.0.0.0/0", span)])
    update(id) { $0.properties.set(target.property, at: span, target.id) }
  }

  /// The security group that functions get where none exists. It lets everything out and nothing in: nobody connects to
  /// a function.
  mutating func lowerFunctionGroup(_ entry: Entry, _ layout: NetworkLayout) {
    if !layout.isNew, entry.has("securityGroups") { return }
    guard let vpc = vpc(of: layout, at: entry.span) else { return }
    addPart(
      layout.functionGroupID, "AWS::EC2::SecurityGroup", entry, at: entry.span,
      ["GroupDescription": .string("Functions in \(entry.name)", entry.span), "VpcId": vpc])
  }
}
