import Source

/// The condition keys that a request for items carries ("Using IAM policy conditions for fine-grained access control", DynamoDB
/// Developer Guide).
struct ItemContext {
  /// Values by condition key.
  private(set) var values: [String: [String]] = [:]

  private let names: [String: String]

  /// Reads a request; `key` is the partition key of the table or index, if it is known.
  init(_ input: Datum, key: String?, isIndex: Bool) {
    names = Dictionary(
      (input["ExpressionAttributeNames"]?.members ?? []).compactMap { member in
        member.value.literal.map { (member.key, $0) }
      }, uniquingKeysWith: { $1 })
    let attributes = attributes(of: input)
    if !attributes.isEmpty { values["dynamodb:Attributes"] = attributes.sorted() }
    if let key {
      let leading = leadingKeys(key, of: input)
      if !leading.isEmpty { values["dynamodb:LeadingKeys"] = leading }
    }
    let projects = input["ProjectionExpression"] != nil || input["AttributesToGet"] != nil
    values["dynamodb:Select"] = [
      input["Select"]?.literal
        ?? (projects ? "SPECIFIC_ATTRIBUTES" : isIndex ? "ALL_PROJECTED_ATTRIBUTES" : "ALL_ATTRIBUTES")
    ]
    values["dynamodb:ReturnValues"] = [input["ReturnValues"]?.literal ?? "NONE"]
    if let consumed = input["ReturnConsumedCapacity"]?.literal {
      values["dynamodb:ReturnConsumedCapacity"] = [consumed]
    }
  }

  /// The parts of a request that hold items or keys: itself, or those of a batch for one table.
  private func items(of input: Datum) -> [Datum] {
    let keys = [input["Key"], input["Item"]].compactMap { $0 } + (input["Keys"]?.items ?? [])
    let writes = (input.items ?? []).compactMap { write in
      write["PutRequest"]?["Item"] ?? write["DeleteRequest"]?["Key"]
    }
    return keys + writes
  }

  private static let expressions = [
    "ProjectionExpression", "UpdateExpression", "ConditionExpression", "FilterExpression", "KeyConditionExpression",
  ]
  private static let maps = ["AttributeUpdates", "Expected", "KeyConditions", "QueryFilter", "ScanFilter"]

  private func attributes(of input: Datum) -> Set<String> {
    var result = Set(items(of: input).flatMap { ($0.members ?? []).map(\.key) })
    for name in Self.maps { result.formUnion((input[name]?.members ?? []).map(\.key)) }
    result.formUnion((input["AttributesToGet"]?.items ?? []).compactMap(\.literal))
    for name in Self.expressions {
      guard let text = input[name]?.literal else { continue }
      result.formUnion(AttributeExpression(text, names: names).attributes)
    }
    return result
  }

  private func leadingKeys(_ key: String, of input: Datum) -> [String] {
    var result = items(of: input).compactMap { Self.text($0[key]) }
    if let text = input["KeyConditionExpression"]?.literal,
      let placeholder = AttributeExpression(text, names: names).value(equalTo: key),
      let value = Self.text(input["ExpressionAttributeValues"]?[placeholder])
    {
      result.append(value)
    }
    if let condition = input["KeyConditions"]?[key], condition["ComparisonOperator"]?.literal == "EQ" {
      result += (condition["AttributeValueList"]?.items ?? []).compactMap(Self.text)
    }
    var seen: Set<String> = []
    return result.filter { seen.insert($0).inserted }
  }

  /// The text of an attribute value: `{"S": "a"}`, `{"N": "1"}` or `{"B": "…"}`.
  private static func text(_ value: Datum?) -> String? {
    (value?["S"] ?? value?["N"] ?? value?["B"])?.literal
  }
}
