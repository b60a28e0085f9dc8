import Diagnostics
import Source
import Spec
import Template
import YAML

extension StackLowering {
  /// The logical id of a client of a user pool.
  static func clientID(pool id: String, _ name: String) -> String {
    "\(id.droppingSuffix("UserPool"))\(LogicalID.pascalCase(name))Client"
  }

  /// `AWS::Cognito::UserPoolClient`, one for each.
  mutating func addClients(_ entry: Entry) {
    for (name, client) in entry.namedEntries("clients", &self) {
      let id = Self.clientID(pool: entry.logicalID, name.text)
      var resource = derived(id, "AWS::Cognito::UserPoolClient", from: entry, at: name.span)
      resource.properties.set("UserPoolId", at: entry.span, ref(entry))
      resource.properties.set("ClientName", at: name.span, .string(name.text, name.contentSpan))
      for property in client.properties(&self).entries {
        resource.properties.set(property.key, at: property.keySpan, property.value)
      }
      setSafeDefaults(of: &resource, client, at: name.span)
      setOAuth(of: &resource, client)
      setTokens(of: &resource, client)
      resource.condition = condition(of: entry)
      add(resource)
    }
  }

  private mutating func setSafeDefaults(of resource: inout Resource, _ client: Entry, at span: Span) {
    if resource["ExplicitAuthFlows"] == nil {
      let flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"].map { Value.string($0, span) }
      resource.properties.set("ExplicitAuthFlows", at: span, .list(flows, span))
    }
    if resource["EnableTokenRevocation"] == nil {
      resource.properties.set("EnableTokenRevocation", at: span, .bool(true, span))
    }
    let place = client.keySpan("revealsUnknownUsers") ?? span
    let reveals = client.value("revealsUnknownUsers", &self)?.bool == true
    resource.properties.set(
      "PreventUserExistenceErrors", at: place, .string(reveals ? "LEGACY" : "ENABLED", place))
  }

  private mutating func setOAuth(of resource: inout Resource, _ client: Entry) {
    guard let oauth = client.entry("oauth", &self), let span = client.keySpan("oauth") else { return }
    resource.properties.set("AllowedOAuthFlowsUserPoolClient", at: span, .bool(true, span))
    var properties = oauth.properties(&self)
    if properties["AllowedOAuthFlows"] == nil {
      properties.set("AllowedOAuthFlows", at: span, .list([.string("code", span)], span))
    }
    if resource["SupportedIdentityProviders"] == nil {
      properties.set("SupportedIdentityProviders", at: span, .list([.string("COGNITO", span)], span))
    }
    for property in properties.entries {
      resource.properties.set(property.key, at: property.keySpan, property.value)
    }
  }

  /// Validities, all in minutes.
  private mutating func setTokens(of resource: inout Resource, _ client: Entry) {
    guard let tokens = client.entry("tokens", &self), let span = client.keySpan("tokens") else { return }
    var units = ValueMap()
    for property in tokens.properties(&self).entries {
      resource.properties.set(property.key, at: property.keySpan, property.value)
      units.set(property.key.droppingSuffix("Validity"), at: property.keySpan, .string("minutes", property.keySpan))
    }
    if !units.isEmpty { resource.properties.set("TokenValidityUnits", at: span, Value(.map(units), span)) }
  }

  /// `AWS::Cognito::UserPoolDomain`, one for each.
  mutating func addDomains(_ entry: Entry) {
    for domain in entry.entries("domains", &self) {
      guard let span = domain.keySpan("prefix") ?? domain.keySpan("name") else {
        findings.report(.exactlyOneKey(["prefix", "name"], given: 0, in: "domains", at: domain.span))
        continue
      }
      guard !domain.has("prefix") || !domain.has("name") else {
        findings.report(.exactlyOneKey(["prefix", "name"], given: 2, in: "domains", at: domain.span))
        continue
      }
      let id = entry.logicalID + (domain.has("prefix") ? "Domain" : "CustomDomain")
      var resource = derived(id, "AWS::Cognito::UserPoolDomain", from: entry, at: span)
      resource.properties.set("UserPoolId", at: entry.span, ref(entry))
      if let name = domain.value(domain.has("prefix") ? "prefix" : "name", &self) {
        resource.properties.set("Domain", at: span, name)
      }
      if let certificate = domain.value("certificate", &self), let place = domain.keySpan("certificate") {
        resource.properties.set(
          "CustomDomainConfig", at: place, .object(certificate.span, ["CertificateArn": certificate]))
      } else if domain.has("name"), !domain.has("certificate") {
        findings.report(.missingKey("certificate", in: "domains", at: span))
      }
      if let newer = domain.value("managedLogin", &self), let place = domain.keySpan("managedLogin") {
        resource.properties.set(
          "ManagedLoginVersion", at: place, .integer(newer.bool == true ? 2 : 1, newer.span))
      }
      resource.condition = condition(of: entry)
      add(resource)
    }
  }

  /// `AWS::Cognito::UserPoolGroup`, one for each.
  mutating func addGroups(_ entry: Entry) {
    for (name, group) in entry.namedEntries("groups", &self) {
      add(poolPart("Group", named: "GroupName", name, group, of: entry))
    }
  }

  /// `AWS::Cognito::UserPoolResourceServer`, one for each.
  mutating func addResourceServers(_ entry: Entry) {
    for (name, server) in entry.namedEntries("resourceServers", &self) {
      var resource = poolPart("ResourceServer", named: "Name", name, server, of: entry)
      if let scopes = server.value("scopes", &self)?.map, let span = server.keySpan("scopes") {
        let list = scopes.entries.map {
          Value.object($0.keySpan, ["ScopeName": .string($0.key, $0.keySpan), "ScopeDescription": $0.value])
        }
        resource.properties.set("Scopes", at: span, .list(list, span))
      }
      add(resource)
      // A client whose scopes name the server is made after it: Cognito looks them up.
      waitForScopes(of: resource.logicalID, at: name.span, server, entry)
    }
  }

  /// A part of a pool with a name of its own, with the properties that its keys name.
  private mutating func poolPart(
    _ kind: String, named property: String, _ name: Node, _ part: Entry, of pool: Entry
  ) -> Resource {
    let id = "\(LogicalID.pascalCase(pool.name))\(LogicalID.pascalCase(name.text))\(kind)"
    var resource = derived(id, "AWS::Cognito::UserPool\(kind)", from: pool, at: name.span)
    resource.properties.set("UserPoolId", at: pool.span, ref(pool))
    resource.properties.set(property, at: name.span, .string(name.text, name.contentSpan))
    for entry in part.properties(&self).entries { resource.properties.set(entry.key, at: entry.keySpan, entry.value) }
    resource.condition = condition(of: pool)
    return resource
  }

  private mutating func waitForScopes(of server: String, at span: Span, _ declaration: Entry, _ entry: Entry) {
    guard let identifier = declaration.text("identifier"), let clients = entry.node("clients") else { return }
    for (name, _) in clients.kind == .mapping ? Array(clients.entries) : [] {
      update(Self.clientID(pool: entry.logicalID, name.text)) { client in
        let scopes = client["AllowedOAuthScopes"]?.list ?? []
        if scopes.contains(where: { $0.string?.hasPrefix("\(identifier)/") == true }) {
          client.dependsOn.append(Name(server, span))
        }
      }
    }
  }
}
