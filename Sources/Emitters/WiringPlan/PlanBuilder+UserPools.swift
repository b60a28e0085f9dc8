import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::Cognito::UserPool.
  mutating func addUserPool(_ resource: Resource, _ reader: inout PropertyReader) {
    var pool = UserPoolPlan(
      id: resource.logicalID, name: reader.text("UserPoolName") ?? "\(plan.stack)-\(resource.logicalID)",
      poolID: name(resource), arn: arn(resource))
    pool.path = path(resource)
    pool.place = planPlace(resource.span)
    for trigger in reader.peek("LambdaConfig")?.members ?? [] where trigger.key != "KMSKeyID" {
      // The newer triggers name the function and the version of the event.
      if let arn = reader.plain(trigger.value["LambdaArn"] ?? trigger.value) { pool.triggers.set(trigger.key, arn) }
    }
    pool.signIn = reader.texts("UsernameAttributes")
    pool.mfa = reader.text("MfaConfiguration")
    pool.settings = reader.rest()
    plan.userPools.append(pool)
  }

  /// AWS::Cognito::UserPoolClient.
  mutating func attachUserPoolClient(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = userPool(of: resource, &reader) else { return }
    var client = UserPoolClientPlan(
      id: resource.logicalID, name: reader.text("ClientName") ?? resource.label, clientID: name(resource))
    client.place = planPlace(resource.span)
    client.flows = reader.texts("ExplicitAuthFlows")
    client.secret = reader.bool("GenerateSecret") ?? false
    client.callbacks = reader.texts("CallbackURLs", edge: .placeholder)
    client.scopes = reader.texts("AllowedOAuthScopes")
    client.settings = reader.rest()
    plan.userPools[index].clients.append(client)
  }

  /// AWS::Cognito::UserPoolGroup.
  mutating func attachUserPoolGroup(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = userPool(of: resource, &reader) else { return }
    var group = UserPoolGroupPlan(id: resource.logicalID, name: reader.text("GroupName") ?? name(resource))
    group.place = planPlace(resource.span)
    group.role = reader.text("RoleArn")
    group.precedence = reader.integer("Precedence")
    group.settings = reader.rest()
    plan.userPools[index].groups.append(group)
  }

  /// Parts of a pool that have nothing but settings, each with the list it goes to and the property that names it.
  static let userPoolParts: [String: (list: any WritableKeyPath<UserPoolPlan, [PartPlan]> & Sendable, name: String)] = [
    "AWS::Cognito::UserPoolDomain": (\.domains, "Domain"),
    "AWS::Cognito::UserPoolIdentityProvider": (\.identityProviders, "ProviderName"),
    "AWS::Cognito::UserPoolResourceServer": (\.resourceServers, "Identifier"),
  ]

  /// One of ``userPoolParts``.
  mutating func attachUserPoolPart(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let form = Self.userPoolParts[resource.type], let index = userPool(of: resource, &reader) else { return }
    plan.userPools[index][keyPath: form.list].append(part(resource, &reader, name: form.name))
  }

  private mutating func userPool(of resource: Resource, _ reader: inout PropertyReader) -> Int? {
    let text = reader.text("UserPoolId")
    if let index = owner(in: plan.userPools, named: "UserPoolId", by: resource, &reader) { return index }
    if let index = plan.userPools.firstIndex(where: { $0.poolID == text }) { return index }
    addOutside(resource, "its user pool is not of this plan", &reader)
    return nil
  }
}
