import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::Lambda::Url.
  mutating func attachURL(_ resource: Resource, _ reader: inout PropertyReader) {
    let text = reader.text("TargetFunctionArn") ?? ""
    let id = resource["TargetFunctionArn"].flatMap(wires.resource(namedBy:)).flatMap(wires.function)
    let index =
      plan.functions.firstIndex { $0.id == id } ?? plan.functions.firstIndex { [$0.name, $0.arn].contains(text) }
    guard let index else { return addOutside(resource, "its function `\(text)` is not of this plan", &reader) }
    var url = FunctionURLPlan(id: resource.logicalID)
    url.place = planPlace(resource.span)
    url.authorization = reader.text("AuthType")
    url.qualifier = reader.text("Qualifier")
    url.streams = reader.text("InvokeMode") == "RESPONSE_STREAM"
    url.cors = reader.object("Cors", Self.cors)
    url.settings = reader.rest()
    plan.functions[index].urls.append(url)
  }

  /// AWS::Lambda::LayerVersionPermission: a statement of the layer version's resource policy.
  mutating func attachLayerPermission(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = owner(in: plan.layers, named: "LayerVersionArn", by: resource, &reader) else {
      return addOutside(resource, "its layer is not of this plan", &reader)
    }
    var statement = Members<JSONValue>()
    statement.set("Sid", .string(resource.logicalID))
    statement.set("Effect", .string("Allow"))
    statement.set("Principal", Self.principal(reader.text("Principal") ?? "", place))
    statement.set("Action", .string(reader.text("Action") ?? ""))
    statement.set("Resource", .string(plan.layers[index].arn))
    if let organization = reader.text("OrganizationId") {
      var key = Members<JSONValue>()
      key.set("aws:PrincipalOrgID", .string(organization))
      var condition = Members<JSONValue>()
      condition.set("StringEquals", .object(key))
      statement.set("Condition", .object(condition))
    }
    plan.layers[index].permissions.append(document(of: statement, resource))
  }

  /// A policy of one statement that a resource makes.
  func document(of statement: Members<JSONValue>, _ resource: Resource) -> PolicyPlan {
    var document = Members<JSONValue>()
    document.set("Version", .string("2012-10-17"))
    document.set("Statement", .array([.object(statement)]))
    var policy = PolicyPlan(id: resource.logicalID, document: .object(document))
    policy.place = planPlace(resource.span)
    policy.statements = policy.place.map { [$0] } ?? []
    return policy
  }
}
