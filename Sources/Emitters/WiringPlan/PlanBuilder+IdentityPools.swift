import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::Cognito::IdentityPool.
  mutating func addIdentityPool(_ resource: Resource, _ reader: inout PropertyReader) {
    var pool = IdentityPoolPlan(
      id: resource.logicalID, name: reader.text("IdentityPoolName") ?? "\(plan.stack)-\(resource.logicalID)",
      poolID: name(resource),
      arn: arn(resource))
    pool.path = path(resource)
    pool.place = planPlace(resource.span)
    pool.guests = reader.bool("AllowUnauthenticatedIdentities") ?? false
    pool.providers = (reader.peek("CognitoIdentityProviders")?.itemsOrSelf ?? []).map { datum in
      var provider = IdentityProviderPlan(provider: reader.plain(datum["ProviderName"]) ?? "")
      provider.client = reader.plain(datum["ClientId"])
      provider.tokenCheck = reader.plain(datum["ServerSideTokenCheck"]) == "true"
      return provider
    }
    reader.cover("CognitoIdentityProviders", ["ProviderName", "ClientId", "ServerSideTokenCheck"])
    pool.settings = reader.rest()
    plan.identityPools.append(pool)
  }

  /// AWS::Cognito::IdentityPoolRoleAttachment.
  mutating func attachIdentityRoles(_ resource: Resource, _ reader: inout PropertyReader) {
    let text = reader.text("IdentityPoolId")
    let index =
      owner(in: plan.identityPools, named: "IdentityPoolId", by: resource, &reader)
      ?? plan.identityPools.firstIndex { $0.poolID == text }
    guard let index else { return addOutside(resource, "its identity pool is not of this plan", &reader) }
    var attachment = RoleAttachmentPlan(id: resource.logicalID)
    attachment.place = planPlace(resource.span)
    attachment.roles = reader.members("Roles")
    attachment.mappings = reader.json("RoleMappings")
    attachment.settings = reader.rest()
    plan.identityPools[index].attachments.append(attachment)
  }
}
