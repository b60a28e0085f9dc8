import Diagnostics
import Source
import Template
import YAML

extension Section {
  private static let attributeTypes: KeyType = .choice([
    Choice("string", "S"), Choice("number", "N"), Choice("binary", "B"),
  ])

  private static let keySchema: KeyType = .map(attributeTypes)

  static let tables = Section(
    .tables,
    "DynamoDB tables, billed by request unless said otherwise, with point-in-time recovery.",
    keys: [
      Key(
        "key", keySchema, required: true,
        "The partition key and, if there is a second, the sort key, each with its type."),
      Key(
        "indexes",
        .map(
          .object(
            ObjectShape([
              Key("key", keySchema, required: true, "The partition key and, if there is a second, the sort key."),
              Key(
                "project", .list(.text), default: "all",
                "Which attributes it holds: `all`, `keys`, or a list of names."),
            ]))), "Global secondary indexes by name."),
      Key(
        "stream",
        .choice([
          Choice("newImage", "NEW_IMAGE"), Choice("oldImage", "OLD_IMAGE"),
          Choice("newAndOldImages", "NEW_AND_OLD_IMAGES"), Choice("keysOnly", "KEYS_ONLY"),
        ]), "What the table's stream holds of each change."),
      Key("ttl", .text, "The attribute that holds an item's time of expiry, in epoch seconds."),
      Key(
        "billing", .choice([Choice("onDemand", "PAY_PER_REQUEST"), Choice("provisioned", "PROVISIONED")]),
        to: "BillingMode", default: "onDemand", "How throughput is paid."),
      Key(
        "pointInTimeRecovery", .boolean, default: "true",
        "Whether the table can be restored to any second of the last 35 days."),
      Key(
        "deletionProtection", .boolean, to: "DeletionProtectionEnabled", default: "false",
        "Whether deleting the table is refused."),
    ],
    example: """
      tables:
        orders:
          key: { customer: string, placedAt: string }
          indexes:
            byStatus: { key: { status: string }, project: keys }
          stream: newAndOldImages
      """
  ) { lowering, entry in
    var table = lowering.resource(entry, .tables)
    let span = entry.span
    var attributes = ValueMap()
    if let key = entry.value("key", &lowering), let map = key.map,
      !map.isEmpty || entry.node("key")?.entries.isEmpty == true
    {
      let schema = map.keySchema(collecting: &attributes, at: key.span)
      table.properties.set("KeySchema", at: entry.keySpan("key") ?? span, schema)
    }
    let indexes = entry.namedEntries("indexes", &lowering).map { name, index in
      Value.object(
        name.span,
        [
          "IndexName": .string(name.text, name.span),
          "KeySchema": index.value("key", &lowering)?.map?.keySchema(collecting: &attributes, at: name.span),
          "Projection": index.projection(&lowering),
        ])
    }
    if !indexes.isEmpty {
      table.properties.set("GlobalSecondaryIndexes", at: entry.keySpan("indexes") ?? span, .list(indexes, span))
    }
    if !attributes.isEmpty {
      let definitions = attributes.entries.map {
        Value.object($0.keySpan, ["AttributeName": .string($0.key, $0.keySpan), "AttributeType": $0.value])
      }
      table.properties.set("AttributeDefinitions", at: entry.keySpan("key") ?? span, .list(definitions, span))
    }
    if table["BillingMode"] == nil {
      table.properties.set("BillingMode", at: span, .string("PAY_PER_REQUEST", span))
    }
    if let view = entry.value("stream", &lowering) {
      table.properties.set("StreamSpecification", at: view.span, .object(view.span, ["StreamViewType": view]))
    }
    if let attribute = entry.value("ttl", &lowering) {
      table.properties.set(
        "TimeToLiveSpecification", at: attribute.span,
        .object(attribute.span, ["AttributeName": attribute, "Enabled": .bool(true, attribute.span)]))
    }
    let recovery = entry.value("pointInTimeRecovery", &lowering) ?? .bool(true, span)
    table.properties.set(
      "PointInTimeRecoverySpecification", at: recovery.span,
      .object(recovery.span, ["PointInTimeRecoveryEnabled": recovery]))
    lowering.add(table, from: entry)
  }
}

extension ValueMap {
  /// `KeySchema`: the first attribute is the partition key, the second the sort key.
  fileprivate func keySchema(collecting attributes: inout ValueMap, at place: Span) -> Value {
    for entry in entries where attributes[entry.key] == nil { attributes.entries.append(entry) }
    let roles = ["HASH", "RANGE"]
    let span = entries.first?.keySpan ?? place
    return .list(
      zip(entries, entries.indices).map { entry, index in
        .object(
          entry.keySpan,
          [
            "AttributeName": .string(entry.key, entry.keySpan),
            "KeyType": .string(index < roles.count ? roles[index] : "RANGE", entry.keySpan),
          ])
      }, span)
  }
}

extension Entry {
  /// `Projection` of an index.
  fileprivate func projection(_ lowering: inout StackLowering) -> Value? {
    guard let node = node("project") else {
      return .object(span, ["ProjectionType": .string("ALL", span)])
    }
    if node.kind == .sequence {
      let names = node.items.map { Value.string($0.text, $0.contentSpan) }
      return .object(
        node.span, ["ProjectionType": .string("INCLUDE", node.span), "NonKeyAttributes": .list(names, node.span)])
    }
    guard node.kind == .scalar else {
      _ = value("project", &lowering)
      return nil
    }
    let type = node.text == "keys" ? "KEYS_ONLY" : node.text == "all" ? "ALL" : node.text
    return .object(node.span, ["ProjectionType": .string(type, node.span)])
  }
}
