import Source
import Template
import YAML

extension StackLowering {
  /// `KeySchema`, the indexes, and the definitions of all attributes that are keys.
  mutating func setKeysAndIndexes(_ entry: Entry, _ table: inout Resource) {
    let span = entry.span
    var attributes = ValueMap()
    var partition: ValueMap.Entry?
    if let key = entry.value("key", &self), let map = key.map,
      !map.isEmpty || entry.node("key")?.entries.isEmpty == true
    {
      partition = map.entries.first
      table.properties.set(
        "KeySchema", at: entry.keySpan("key") ?? span, map.keySchema(collecting: &attributes, at: key.span))
    }
    setIndexes(entry, "indexes", "GlobalSecondaryIndexes", &table) { lowering, name, index in
      lowering.globalIndex(name, index, collecting: &attributes)
    }
    setIndexes(entry, "localIndexes", "LocalSecondaryIndexes", &table) { lowering, name, index in
      lowering.localIndex(name, index, partition, collecting: &attributes)
    }
    guard !attributes.isEmpty else { return }
    let definitions = attributes.entries.map {
      Value.object($0.keySpan, ["AttributeName": .string($0.key, $0.keySpan), "AttributeType": $0.value])
    }
    table.properties.set("AttributeDefinitions", at: entry.keySpan("key") ?? span, .list(definitions, span))
  }

  private mutating func setIndexes(
    _ entry: Entry, _ key: String, _ property: String, _ table: inout Resource,
    _ lower: (inout StackLowering, Node, Entry) -> Value
  ) {
    var indexes: [Value] = []
    for (name, index) in entry.namedEntries(key, &self) { indexes.append(lower(&self, name, index)) }
    guard !indexes.isEmpty, let place = entry.keySpan(key) else { return }
    table.properties.set(property, at: place, .list(indexes, place))
  }

  private mutating func globalIndex(
    _ name: Node, _ index: Entry, collecting attributes: inout ValueMap
  ) -> Value {
    let schema = index.value("key", &self)?.map?.keySchema(collecting: &attributes, at: name.span)
    var map = Self.index(name, schema, index)
    for property in index.properties(&self).entries { map.set(property.key, at: property.keySpan, property.value) }
    if let insights = index.value("contributorInsights", &self) {
      map.set("ContributorInsightsSpecification", at: insights.span, .object(insights.span, ["Enabled": insights]))
    }
    if let throughput = provisionedThroughput(index), let place = index.keySpan("capacity") {
      map.set("ProvisionedThroughput", at: place, throughput)
    }
    return Value(.map(map), name.span)
  }

  private mutating func localIndex(
    _ name: Node, _ index: Entry, _ partition: ValueMap.Entry?, collecting attributes: inout ValueMap
  ) -> Value {
    let sort = index.value("sort", &self)?.map
    let key = ValueMap([partition].compactMap(\.self) + (sort?.entries ?? []))
    let schema = sort == nil ? nil : key.keySchema(collecting: &attributes, at: name.span)
    return Value(.map(Self.index(name, schema, index)), name.span)
  }

  private static func index(_ name: Node, _ schema: Value?, _ index: Entry) -> ValueMap {
    var map = ValueMap()
    map.set("IndexName", at: name.span, .string(name.text, name.span))
    if let schema { map.set("KeySchema", at: name.span, schema) }
    map.set("Projection", at: index.keySpan("project") ?? name.span, index.projection)
    return map
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
  fileprivate var projection: Value {
    guard let node = node("project") else {
      return .object(span, ["ProjectionType": .string("ALL", span)])
    }
    if node.kind == .sequence {
      let names = node.items.map { Value.string($0.text, $0.contentSpan) }
      return .object(
        node.span, ["ProjectionType": .string("INCLUDE", node.span), "NonKeyAttributes": .list(names, node.span)])
    }
    let type = node.text == "keys" ? "KEYS_ONLY" : node.text == "all" ? "ALL" : node.text
    return .object(node.span, ["ProjectionType": .string(type, node.span)])
  }
}
