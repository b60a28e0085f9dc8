import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::ApiGateway::DomainName, AWS::ApiGateway::DomainNameV2 and AWS::ApiGatewayV2::DomainName.
  mutating func addDomain(_ resource: Resource, _ reader: inout PropertyReader) {
    var domain = DomainPlan(id: resource.logicalID, name: reader.text("DomainName") ?? name(resource))
    domain.place = planPlace(resource.span)
    domain.settings = reader.rest()
    plan.domains.append(domain)
  }

  /// AWS::ApiGateway::BasePathMapping, AWS::ApiGateway::BasePathMappingV2 and AWS::ApiGatewayV2::ApiMapping.
  mutating func attachDomainMapping(_ resource: Resource, _ reader: inout PropertyReader) {
    let named = reader.text("DomainName") ?? reader.text("DomainNameArn") ?? ""
    let id = (resource["DomainName"] ?? resource["DomainNameArn"]).flatMap(wires.resource(namedBy:))
    guard let index = plan.domains.firstIndex(where: { $0.id == id || $0.name == named }) else {
      return addOutside(resource, "its domain is not of this plan", &reader)
    }
    var mapping = DomainMappingPlan(id: resource.logicalID)
    mapping.place = planPlace(resource.span)
    mapping.api = reader.text("ApiId") ?? reader.text("RestApiId")
    mapping.stage = reader.text("Stage")
    mapping.path = reader.text("ApiMappingKey") ?? reader.text("BasePath")
    mapping.settings = reader.rest()
    plan.domains[index].mappings.append(mapping)
  }

  /// AWS::ApiGateway::UsagePlan.
  mutating func addUsagePlan(_ resource: Resource, _ reader: inout PropertyReader) {
    var usage = UsagePlanPlan(id: resource.logicalID, name: reader.text("UsagePlanName") ?? name(resource))
    usage.place = planPlace(resource.span)
    usage.throttle = reader.json("Throttle")
    usage.quota = reader.json("Quota")
    usage.settings = reader.rest()
    plan.usagePlans.append(usage)
  }

  /// AWS::ApiGateway::ApiKey.
  mutating func addAPIKey(_ resource: Resource, _ reader: inout PropertyReader) {
    plan.apiKeys.append(part(resource, &reader, name: "Name"))
  }

  /// AWS::ApiGateway::UsagePlanKey.
  mutating func attachUsagePlanKey(_ resource: Resource, _ reader: inout PropertyReader) {
    let id = resource["UsagePlanId"].flatMap(wires.resource(namedBy:))
    guard let index = plan.usagePlans.firstIndex(where: { $0.id == id }) else {
      return addOutside(resource, "its usage plan is not of this plan", &reader)
    }
    reader.skip("UsagePlanId")
    var key = UsagePlanKeyPlan(id: resource.logicalID)
    key.place = planPlace(resource.span)
    key.key = reader.text("KeyId")
    key.settings = reader.rest()
    plan.usagePlans[index].keys.append(key)
  }
}
