extension SAMTranslation {
  private static let tableProperties = SAMProperties([
    .init("PointInTimeRecoverySpecification", .any), .init("PrimaryKey", .map, values: .string),
    .init("ProvisionedThroughput", .map, values: [.integer, .map]), .init("TableName", [.string, .map]),
    .init("Tags", .map), .init("SSESpecification", .map),
  ])

  /// `AWS::Serverless::SimpleTable`.
  func simpleTable(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    try Self.tableProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    var name: SAMValue = "id"
    var type: SAMValue = "String"
    if let key = source["PrimaryKey"] {
      func required(_ member: String) throws(SAMFault) -> SAMValue {
        guard let value = key[member], !value.isNull else {
          throw source.fault("Property 'PrimaryKey.\(member)' is required.", key.span)
        }
        return value
      }
      name = try required("Name")
      type = try required("Type")
    }
    let letters = ["String": "S", "Number": "N", "Binary": "B"]
    guard let letter = type.string.flatMap({ letters[$0] }) else {
      throw source.fault("Invalid 'Type' \"\(type.pythonText)\".", type.span)
    }
    var properties = SAMMap()
    properties.set(
      "AttributeDefinitions", [["AttributeName": name, "AttributeType": SAMValue(.string(letter), type.span)]])
    properties.set("KeySchema", [["AttributeName": name, "KeyType": "HASH"]])
    if let throughput = source.truthy("ProvisionedThroughput") {
      properties.set("ProvisionedThroughput", throughput)
    } else {
      properties.set("BillingMode", "PAY_PER_REQUEST")
    }
    for member in ["PointInTimeRecoverySpecification", "SSESpecification", "TableName"] {
      if let value = source.truthy(member) { properties.set(member, value) }
    }
    let tags = Self.tagItems(source["Tags"])
    if !tags.isEmpty { properties.set("Tags", .list(tags)) }
    return [
      SAMResource(
        source.id, "AWS::DynamoDB::Table", SAMValue(.map(properties)), source.kept, dependsOn: source.dependsOn,
        span: source.span)
    ]
  }
}
