import Diagnostics
import Source
import Spec
import Template
import YAML

/// The keys of an endpoint of a network.
enum NetworkEndpointKeys {
  /// The port of HTTPS, which all of AWS's services speak.
  static let port = 443

  static let shape = ObjectShape(
    [
      Key(
        "service", .text, required: true,
        "The end of the endpoint service's name, `sqs`; or all of it, `com.amazonaws.vpce.…`."),
      Key(
        "type", .choice([Choice("gateway", "Gateway"), Choice("interface", "Interface")]),
        default: "gateway for `s3` and `dynamodb`, else interface",
        "Entered in route tables, or network interfaces in the subnets, which cost money by the hour."),
      Key(
        "privateDns", .boolean, default: "true, except for `s3` and `dynamodb`",
        "Interface: whether the service's usual name leads to it. Without it, the SDKs do not find it."),
      Key("policy", .map(.anything), to: "PolicyDocument", default: "everything", "What may be called through it."),
    ], shorthand: "service")
}

extension StackLowering {
  /// `endpoints:`, and the security group that admits the functions to them.
  mutating func lowerEndpoints(_ entry: Entry, _ layout: NetworkLayout) {
    for item in entry.entries("endpoints", &self) {
      guard let node = item.node("service"), case .string? = item.value("service", &self)?.kind else { continue }
      let rows = EndpointService.named(node.text)
      guard !rows.isEmpty || node.text.contains("amazonaws.") else {
        findings.report(.unknownEndpoint(node.text, at: node.contentSpan))
        continue
      }
      let type = item.value("type", &self)
      guard type != nil || !item.has("type") else { continue }
      let isGateway = type?.string.map { $0 == "Gateway" } ?? rows.contains { $0.kind == .gateway }
      addEndpoint(item, node, isGateway: isGateway, entry, layout)
    }
  }

  private mutating func addEndpoint(
    _ item: Entry, _ node: Node, isGateway: Bool, _ entry: Entry, _ layout: NetworkLayout
  ) {
    let span = node.contentSpan
    guard let vpc = vpc(of: layout, at: span) else { return }
    let last = node.text.contains("amazonaws.") ? String(node.text.split(separator: ".").last ?? "") : node.text
    // Both kinds may stand side by side.
    let isSecond = !isGateway && EndpointService.named(node.text).contains { $0.kind == .gateway }
    let id = "\(layout.name)\(LogicalID.pascalCase(last))\(isSecond ? "Interface" : "")Endpoint"
    var endpoint = derived(id, "AWS::EC2::VPCEndpoint", from: entry, at: span)
    endpoint.properties.set("VpcId", at: span, vpc)
    endpoint.properties.set(
      "ServiceName", at: span,
      last == node.text ? .sub("com.amazonaws.${AWS::Region}.\(node.text)", span) : .string(node.text, span))
    endpoint.properties.set(
      "VpcEndpointType", at: item.keySpan("type") ?? span, .string(isGateway ? "Gateway" : "Interface", span))
    if isGateway {
      setRouteTables(entry, layout, &endpoint, at: span)
    } else {
      setInterfaces(item, entry, layout, &endpoint, at: span)
    }
    for property in item.properties(&self).entries {
      endpoint.properties.set(property.key, at: property.keySpan, property.value)
    }
    endpoint.condition = condition(of: entry)
    add(endpoint)
  }

  private mutating func setRouteTables(
    _ entry: Entry, _ layout: NetworkLayout, _ endpoint: inout Resource, at span: Span
  ) {
    if layout.isNew {
      guard layout.range != nil else { return }
      endpoint.properties.set("RouteTableIds", at: span, .list(layout.routeTableIDs.map { .ref($0, span) }, span))
    } else if let tables = existing("routeTables", of: layout) {
      endpoint.properties.set("RouteTableIds", at: tables.span, tables)
    } else {
      findings.report(
        .missingKey(
          "routeTables", in: entry.name, at: span,
          help: "a gateway endpoint works through the route tables that it is entered in"))
    }
  }

  private mutating func setInterfaces(
    _ item: Entry, _ entry: Entry, _ layout: NetworkLayout, _ endpoint: inout Resource, at span: Span
  ) {
    let tier = [NetworkTier.private, .isolated, .public].first(where: layout.tiers.contains)
    if let subnets = tier.flatMap({ subnets($0, of: layout, at: span) }) {
      endpoint.properties.set("SubnetIds", at: subnets.span, subnets)
    } else if !layout.isNew {
      findings.report(
        .missingKey(
          "private", in: entry.name, at: span, help: "an interface endpoint has a network interface in each subnet"))
    }
    addEndpointGroup(entry, layout, at: span)
    // Beside a gateway endpoint of the same service the usual name leads there.
    let isSecond = EndpointService.named(item.text("service") ?? "").contains { $0.kind == .gateway }
    endpoint.properties.set("SecurityGroupIds", at: span, .list([.ref(layout.endpointGroupID, span)], span))
    endpoint.properties.set(
      "PrivateDnsEnabled", at: item.keySpan("privateDns") ?? span,
      item.value("privateDns", &self) ?? .bool(!isSecond, span))
  }

  /// The group of all interface endpoints: it admits HTTPS from the functions.
  private mutating func addEndpointGroup(_ entry: Entry, _ layout: NetworkLayout, at span: Span) {
    guard !hasMade(layout.endpointGroupID), let vpc = vpc(of: layout, at: span) else { return }
    let groups = functionGroups(of: layout, at: span)
    // Of a parameter that is a list, only an item can be named.
    let sources = groups.list ?? [.call(.select, .list([.integer(0, span), groups], span), span)]
    let port = Value.integer(NetworkEndpointKeys.port, span)
    let rules = sources.map { source in
      Value.object(
        span,
        [
          "IpProtocol": .string("tcp", span), "FromPort": port, "ToPort": port, "SourceSecurityGroupId": source,
          "Description": .string("HTTPS from functions", span),
        ])
    }
    var group = derived(layout.endpointGroupID, "AWS::EC2::SecurityGroup", from: entry, at: span)
    group.properties.set("GroupDescription", at: span, .string("Endpoints of \(entry.name)", span))
    group.properties.set("VpcId", at: span, vpc)
    group.properties.set("SecurityGroupIngress", at: span, .list(rules, span))
    group.condition = condition(of: entry)
    add(group)
  }
}
