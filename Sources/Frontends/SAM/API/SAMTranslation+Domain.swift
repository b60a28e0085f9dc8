import Source

/// Sets of DNS records by their ids: those of one hosted zone are one set.
struct SAMRecordSets {
  var sets: [String: SAMResource] = [:]
}

extension SAMTranslation {
  /// The zone of CloudFront's distributions ("AliasTarget", AWS::Route53::RecordSetGroup), which edge domains are.
  private static let edgeZone = "Z2FDTNDATAQYW2"

  /// What `Domain` of a REST API asks for ("DomainConfiguration", AWS SAM Developer Guide).
  mutating func domain(of source: SAMSource, stage: String) throws(SAMFault) -> [SAMResource] {
    guard let written = source["Domain"] else { return [] }
    let domain = SAMValue(.map(try written.mustBeMap("Domain", source.fault)), written.span)
    for name in ["DomainName", "CertificateArn"] where domain[name] == nil || domain[name]?.isNull == true {
      throw source.fault("Property 'Domain.\(name)' is required.", domain.span)
    }
    let name = domain[in: "DomainName"]
    let endpoint = domain["EndpointConfiguration"].flatMap { $0.isNull ? nil : $0 } ?? "REGIONAL"
    let kinds = ["EDGE", "REGIONAL", "PRIVATE"]
    guard let kind = endpoint.string, kinds.contains(kind) else {
      throw source.fault(
        "EndpointConfiguration for Custom Domains must be one of \(kinds.pythonList).", endpoint.span ?? domain.span)
    }
    let isPrivate = kind == "PRIVATE"
    let id = (isPrivate ? "ApiGatewayDomainNameV2" : "ApiGatewayDomainName") + hash(name)
    var properties = SAMMap()
    properties.set("DomainName", name)
    properties.set(kind == "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn", domain[in: "CertificateArn"])
    var configuration: SAMValue = ["Types": [SAMValue(.string(kind), endpoint.span)]]
    if let type = domain["IpAddressType"] { configuration["IpAddressType"] = type }
    properties.set("EndpointConfiguration", configuration)
    if !isPrivate, let tls = domain["MutualTlsAuthentication"], tls.isTruthy {
      properties.set("MutualTlsAuthentication", try mutualTLS(tls, source, "Domain.MutualTlsAuthentication"))
    }
    let type = isPrivate ? "AWS::ApiGateway::DomainNameV2" : "AWS::ApiGateway::DomainName"
    let foreign = isPrivate ? "OwnershipVerificationCertificateArn" : "Policy"
    for name in ["SecurityPolicy", "EndpointAccessMode", "Policy", "OwnershipVerificationCertificateArn"] {
      guard let value = domain[name], value.isTruthy else { continue }
      guard name != foreign else {
        throw .resource(
          id, "property \(name) not defined for resource of type \(type)", domain.map?.keySpan(name) ?? value.span)
      }
      properties.set(name, value)
    }
    refer(source.id, "DomainName", to: id)
    var made = [SAMResource(id, type, SAMValue(.map(properties)), source.inherited, span: domain.span)]
    if isPrivate { made += try access(domain, id, source) }
    made += try mappings(domain, id, stage, source, isPrivate: isPrivate)
    made += try records(domain, source) { [self] in target($0, id, kind) }
    return made
  }

  func hash(_ value: SAMValue) -> String { SAMHash.short(value.string ?? value.canonicalJSON) }

  /// The certificates that clients must show.
  func mutualTLS(_ tls: SAMValue, _ source: SAMSource, _ path: String) throws(SAMFault) -> SAMValue {
    let names = ["TruststoreUri", "TruststoreVersion"]
    let map = try tls.mustBeMap(path, source.fault)
    for entry in map.entries where !names.contains(entry.key) {
      throw source.fault("Available \(path) fields are \(names.pythonList).", entry.keySpan ?? tls.span)
    }
    return .at(
      tls.span,
      .object([
        "TruststoreUri": map["TruststoreUri"]?.ifTruthy, "TruststoreVersion": map["TruststoreVersion"]?.ifTruthy,
      ]))
  }

  /// How a private domain is reached from a network.
  private func access(_ domain: SAMValue, _ id: String, _ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    guard let written = domain["AccessAssociation"], !written.isNull else { return [] }
    let map = try written.mustBeMap("Domain.AccessAssociation", source.fault)
    let endpoint = map["VpcEndpointId"]
    return [
      SAMResource(
        "DomainNameAccessAssociation" + SAMHash.short(.list([endpoint ?? .null, .string(id)])),
        "AWS::ApiGateway::DomainNameAccessAssociation",
        .object([
          "AccessAssociationSource": endpoint, "AccessAssociationSourceType": "VPCE", "DomainNameArn": .ref(id),
        ]), source.inherited, span: written.span)
    ]
  }

  private func mappings(
    _ domain: SAMValue, _ id: String, _ stage: String, _ source: SAMSource, isPrivate: Bool
  ) throws(SAMFault) -> [SAMResource] {
    let type = isPrivate ? "AWS::ApiGateway::BasePathMappingV2" : "AWS::ApiGateway::BasePathMapping"
    func mapping(_ suffix: String, _ path: SAMValue?) -> SAMResource {
      SAMResource(
        source.id + suffix + "BasePathMapping", type,
        .object([
          isPrivate ? "DomainNameArn" : "DomainName": .ref(id), "RestApiId": .ref(source.id), "Stage": .ref(stage),
          "BasePath": path,
        ]), source.inherited, span: path?.span ?? domain.span)
    }
    let written = domain["BasePath"]
    let paths = written?.list ?? (written?.string.map { $0.isEmpty ? [] : [written ?? .null] } ?? [])
    guard written?.isTruthy == true, !paths.isEmpty else { return [mapping("", nil)] }
    var made: [SAMResource] = []
    for (index, path) in paths.enumerated() {
      let text = try path.mustBeString("Domain.BasePath[\(index)]", source.fault)
      let isNormal = domain["NormalizeBasePath"].map(\.isTruthy) ?? true
      let plain = isNormal ? Self.basePath(text) : text
      made.append(mapping(Self.basePath(text), SAMValue(.string(plain), path.span)))
    }
    return made
  }

  /// A base path without what API Gateway does not take.
  static func basePath(_ text: String) -> String {
    text.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  private func target(_ route: SAMValue, _ id: String, _ kind: String) -> SAMValue {
    var target = SAMMap()
    switch kind {
    case "REGIONAL":
      target.set("HostedZoneId", .getAtt(id, "RegionalHostedZoneId"))
      target.set("DNSName", .getAtt(id, "RegionalDomainName"))
    case "PRIVATE":
      target.set("HostedZoneId", route["VpcEndpointHostedZoneId"] ?? .null)
      target.set("DNSName", route["VpcEndpointDomainName"] ?? .null)
    default:
      target.set("HostedZoneId", .string(Self.edgeZone))
      target.set("DNSName", route["DistributionDomainName"]?.ifTruthy ?? .getAtt(id, "DistributionDomainName"))
    }
    if let evaluate = route["EvaluateTargetHealth"], !evaluate.isNull { target.set("EvaluateTargetHealth", evaluate) }
    return SAMValue(.map(target), route.span)
  }

  /// The records that `Route53` asks for ("Route53Configuration", AWS SAM Developer Guide).
  mutating func records(
    _ domain: SAMValue, _ source: SAMSource, shares: Bool = true, isHTTP: Bool = false, _ target: (SAMValue) -> SAMValue
  ) throws(SAMFault) -> [SAMResource] {
    guard let route = domain["Route53"], !route.isNull else { return [] }
    _ = try route.mustBeMap("Domain.Route53", source.fault)
    let zones = ["HostedZoneId", "HostedZoneName"].filter { route[$0].map(\.isNull) == false }
    guard let first = zones.first, let key = zones.lazy.compactMap({ route[$0]?.ifTruthy }).first ?? route[first] else {
      throw source.fault(
        "HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains.", route.span)
    }
    let name = domain[in: "DomainName"]
    var id = "RecordSetGroup" + hash(key)
    var isSeparate = false
    if let flag = route["SeparateRecordSetGroup"], flag.isTruthy {
      guard let value = flag.bool else {
        throw source.fault("Property 'Domain.Route53.SeparateRecordSetGroup' should be a boolean.", flag.span)
      }
      isSeparate = value
      if value { id = "RecordSetGroup" + SAMHash.short(.list([key, name])) }
    }
    let old = isSeparate || !shares ? nil : recordSets.sets[id]
    var properties = SAMMap()
    // Of an HTTP API the id alone counts, if there is one.
    for zone in isHTTP ? [first] : zones { properties.set(zone, route[in: zone]) }
    properties.set("RecordSets", [])
    var group =
      old
      ?? SAMResource(
        id, "AWS::Route53::RecordSetGroup", SAMValue(.map(properties)), source.inherited, span: route.span)
    for type in ["A"] + (route["IpV6"]?.bool == true ? ["AAAA"] : []) {
      group.properties[in: "RecordSets"].append(
        .at(
          route.span,
          .object([
            "Name": name, "Type": .string(type), "AliasTarget": target(route),
            "SetIdentifier": route["SetIdentifier"].flatMap { $0.isNull ? nil : $0 },
            "Region": route["Region"].flatMap { $0.isNull ? nil : $0 },
          ])))
    }
    recordSets.sets[id] = group
    return [group]
  }
}
