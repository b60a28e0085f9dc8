import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::DynamoDB::Table.
  mutating func addTable(_ resource: Resource, _ reader: inout PropertyReader) {
    var table = TablePlan(
      id: resource.logicalID, name: reader.text("TableName") ?? name(resource), arn: arn(resource),
      key: Self.key(&reader))
    table.path = path(resource)
    table.place = planPlace(resource.span)
    for attribute in reader.objects("AttributeDefinitions", { ($0.text("AttributeName"), $0.text("AttributeType")) }) {
      if case (let name?, let type?) = attribute { table.attributes.set(name, type) }
    }
    table.globalIndexes = reader.objects("GlobalSecondaryIndexes", Self.index)
    table.localIndexes = reader.objects("LocalSecondaryIndexes", Self.index)
    if let mode = reader.text("BillingMode") { table.billing = mode }
    if let view = reader.object("StreamSpecification", { $0.text("StreamViewType") }) ?? nil {
      table.stream = view
      table.streamARN = generated(resource, "StreamArn")
    }
    let expiry = reader.object("TimeToLiveSpecification") { ($0.text("AttributeName"), $0.bool("Enabled")) }
    if case (let attribute?, let enabled)? = expiry, enabled ?? true { table.timeToLive = attribute }
    if let policy = reader.object("ResourcePolicy", { policy(&$0, "PolicyDocument", of: resource) }) ?? nil {
      table.policies.append(policy)
    }
    table.settings = reader.keep()
    reader.skip("DeletionProtectionEnabled")
    plan.tables.append(table)
  }

  private static func key(_ reader: inout PropertyReader) -> KeyPlan {
    let attributes = reader.objects("KeySchema") { ($0.text("AttributeName"), $0.text("KeyType")) }
    var key = KeyPlan(partition: attributes.first { $0.1 == "HASH" }?.0 ?? "")
    key.sort = attributes.first { $0.1 == "RANGE" }?.0
    return key
  }

  private static func index(_ reader: inout PropertyReader) -> IndexPlan {
    var index = IndexPlan(name: reader.text("IndexName") ?? "", key: key(&reader))
    let projection = reader.object("Projection") { ($0.text("ProjectionType"), $0.texts("NonKeyAttributes")) }
    if let type = projection?.0 { index.projection = type }
    if let included = projection?.1 { index.included = included }
    return index
  }
}
