import Source
import Template
import YAML

extension StackLowering {
  /// The domain of an API, and the path below which the API stands there.
  mutating func addDomain(of api: Entry, _ kind: APIProtocol) {
    guard let domain = api.entry("domain", &self), let span = api.keySpan("domain"),
      let name = domain.value("name", &self), let certificate = domain.value("certificate", &self)
    else { return }
    let prefix = LogicalID.pascalCase(api.name)
    let id = "\(prefix)Domain"
    let endpoint = api.value("endpoint", &self)?.string ?? "REGIONAL"
    let type =
      kind != .rest
      ? "ApiGatewayV2::DomainName" : endpoint == "PRIVATE" ? "ApiGateway::DomainNameV2" : "ApiGateway::DomainName"
    var resource = derived(id, "AWS::\(type)", from: api, at: span)
    resource.properties.set("DomainName", at: domain.keySpan("name") ?? span, name)
    // TLS 1.0 is the default of some forms.
    let policy = Value.string("TLS_1_2", span)
    if kind == .rest {
      let isRegional = endpoint == "REGIONAL"
      resource.properties.set(
        isRegional ? "RegionalCertificateArn" : "CertificateArn", at: domain.keySpan("certificate") ?? span, certificate
      )
      resource.properties.set(
        "EndpointConfiguration", at: span, .object(span, ["Types": .list([.string(endpoint, span)], span)]))
      resource.properties.set("SecurityPolicy", at: span, policy)
    } else {
      let configuration = Value.object(
        span,
        ["CertificateArn": certificate, "EndpointType": .string("REGIONAL", span), "SecurityPolicy": policy])
      resource.properties.set("DomainNameConfigurations", at: span, .list([configuration], span))
    }
    if let trust = domain.entry("mutualTLS", &self)?.properties(&self) {
      let place = domain.keySpan("mutualTLS") ?? span
      resource.properties.set("MutualTlsAuthentication", at: place, Value(.map(trust), place))
    }
    resource.condition = condition(of: api)
    add(resource)
    addMapping(of: api, kind, endpoint, domain: id, path: domain.value("basePath", &self), at: span)
  }

  private mutating func addMapping(
    of api: Entry, _ kind: APIProtocol, _ endpoint: String, domain: String, path: Value?, at span: Span
  ) {
    let isPrivate = kind == .rest && endpoint == "PRIVATE"
    let type =
      kind != .rest
      ? "ApiGatewayV2::ApiMapping" : isPrivate ? "ApiGateway::BasePathMappingV2" : "ApiGateway::BasePathMapping"
    var mapping = derived("\(domain)Mapping", "AWS::\(type)", from: api, at: span)
    if isPrivate {
      mapping.properties.set("DomainNameArn", at: span, .getAtt(domain, "DomainNameArn", span))
    } else {
      mapping.properties.set("DomainName", at: span, .ref(domain, span))
    }
    mapping.properties.set(kind == .rest ? "RestApiId" : "ApiId", at: span, ref(api))
    mapping.properties.set("Stage", at: span, .ref("\(api.logicalID)Stage", span))
    if let path { mapping.properties.set(kind == .rest ? "BasePath" : "ApiMappingKey", at: path.span, path) }
    mapping.condition = condition(of: api)
    add(mapping)
  }
}
