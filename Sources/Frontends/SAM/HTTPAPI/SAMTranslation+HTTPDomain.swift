import Source

extension SAMTranslation {
  /// What `Domain` of an HTTP or WebSocket API asks for ("HttpApiDomainConfiguration", AWS SAM Developer Guide).
  mutating func httpDomain(
    _ source: SAMSource, _ stage: String, _ tags: SAMMap, sharesRecords: Bool = true
  ) throws(SAMFault) -> [SAMResource] {
    guard let domain = source["Domain"] else { return [] }
    _ = try domain.mustBeMap("Domain", source.fault)
    guard let name = domain["DomainName"], !name.isNull, let certificate = domain["CertificateArn"],
      !certificate.isNull
    else {
      throw source.fault("Custom Domains only works if both DomainName and CertificateArn are provided.", domain.span)
    }
    let endpoint = domain["EndpointConfiguration"].flatMap { $0.isNull ? nil : $0 } ?? "REGIONAL"
    guard endpoint.string == "REGIONAL" else {
      throw source.fault(
        "EndpointConfiguration for Custom Domains must be one of \(["REGIONAL"].pythonList).",
        endpoint.span ?? domain.span)
    }
    let id = "ApiGatewayDomainNameV2" + hash(name)
    refer(source.id, "DomainName", to: id)
    var configuration = SAMMap()
    configuration.set("EndpointType", endpoint)
    configuration.set("CertificateArn", certificate)
    for member in ["OwnershipVerificationCertificateArn", "SecurityPolicy"] {
      if let value = domain[member], value.isTruthy { configuration.set(member, value) }
    }
    var properties = SAMMap()
    properties.set("DomainName", name)
    properties.set("DomainNameConfigurations", [SAMValue(.map(configuration), domain.span)])
    if let tls = domain["MutualTlsAuthentication"], tls.isTruthy {
      properties.set("MutualTlsAuthentication", try httpMutualTLS(tls, source))
    }
    if !tags.isEmpty { properties.set("Tags", SAMValue(.map(tags))) }
    var made = [
      SAMResource(
        id, "AWS::ApiGatewayV2::DomainName", SAMValue(.map(properties)), source.inherited, span: domain.span)
    ]
    made += try httpMappings(domain, id, stage, source)
    made += try records(domain, source, shares: sharesRecords, isHTTP: true) { route in
      var target: SAMValue = [
        "HostedZoneId": .getAtt(id, "RegionalHostedZoneId"), "DNSName": .getAtt(id, "RegionalDomainName"),
      ]
      if let evaluate = route["EvaluateTargetHealth"], !evaluate.isNull { target["EvaluateTargetHealth"] = evaluate }
      return target
    }
    return made
  }

  private func httpMutualTLS(_ tls: SAMValue, _ source: SAMSource) throws(SAMFault) -> SAMValue {
    let names = ["TruststoreUri", "TruststoreVersion"]
    guard let map = tls.map else {
      throw source.fault(
        "MutualTlsAuthentication must be a map with at least one of the following fields \(names.pythonList).", tls.span
      )
    }
    let unknown = map.keys.filter { !names.contains($0) }.sorted()
    guard unknown.isEmpty else {
      throw .resource(
        unknown.joined(separator: ","), "Available MutualTlsAuthentication fields are \(names.pythonList).",
        map.keySpan(unknown[0]) ?? tls.span)
    }
    return .at(
      tls.span,
      .object([
        "TruststoreUri": map["TruststoreUri"]?.ifTruthy, "TruststoreVersion": map["TruststoreVersion"]?.ifTruthy,
      ]))
  }

  private func httpMappings(
    _ domain: SAMValue, _ id: String, _ stage: String, _ source: SAMSource
  ) throws(SAMFault) -> [SAMResource] {
    func mapping(_ suffix: String, _ key: SAMValue?) -> SAMResource {
      SAMResource(
        source.id + suffix + "ApiMapping", "AWS::ApiGatewayV2::ApiMapping",
        .object([
          "DomainName": .ref(id), "ApiId": .ref(source.id), "Stage": .ref(stage), "ApiMappingKey": key,
        ]), source.inherited, span: key?.span ?? domain.span)
    }
    guard let written = domain["BasePath"], written.isTruthy, written.isString || written.isList else {
      return [mapping("", nil)]
    }
    var made: [SAMResource] = []
    for path in written.list ?? [written] {
      guard let text = path.string else { throw source.fault("Basepath must be a string.", path.span) }
      let invalid = text.unicodeScalars.first {
        !($0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "/-_".unicodeScalars.contains($0)))
      }
      if invalid != nil { throw source.fault("Invalid Basepath name provided.", path.span) }
      var key = text
      while key.hasPrefix("/") { key.removeFirst() }
      while key.hasSuffix("/") { key.removeLast() }
      made.append(mapping(text.filter { !"-_/".contains($0) }, SAMValue(.string(key), path.span)))
    }
    return made
  }
}
