import Source
import Template
import YAML

/// One side of provisioned throughput, as DynamoDB and Application Auto Scaling name it.
private struct ThroughputSide {
  let key: String
  let property: String
  let metric: String

  static let all = [
    ThroughputSide(key: "read", property: "ReadCapacityUnits", metric: "DynamoDBReadCapacityUtilization"),
    ThroughputSide(key: "write", property: "WriteCapacityUnits", metric: "DynamoDBWriteCapacityUtilization"),
  ]
}

extension StackLowering {
  /// `BillingMode` and `ProvisionedThroughput`.
  mutating func setThroughput(_ entry: Entry, _ table: inout Resource) {
    let place = entry.keySpan("capacity") ?? entry.span
    if table["BillingMode"] == nil, !entry.has("billing") {
      table.properties.set(
        "BillingMode", at: place, .string(entry.has("capacity") ? "PROVISIONED" : "PAY_PER_REQUEST", place))
    }
    if let throughput = provisionedThroughput(entry) {
      table.properties.set("ProvisionedThroughput", at: place, throughput)
    }
  }

  /// `ProvisionedThroughput` of a table or an index; where it follows the use, it starts with the least.
  mutating func provisionedThroughput(_ entry: Entry) -> Value? {
    guard let capacity = entry.entry("capacity", &self) else { return nil }
    var map = ValueMap()
    for side in ThroughputSide.all {
      guard let value = capacity.value(side.key, &self), let place = capacity.keySpan(side.key) else { continue }
      if let units = value.map == nil ? value : value.map?["MinCapacity"] { map.set(side.property, at: place, units) }
    }
    return map.isEmpty ? nil : Value(.map(map), capacity.extent)
  }

  /// What lets the throughput of a table and of its indexes follow the use ("Managing throughput capacity automatically",
  /// DynamoDB Developer Guide). Application Auto Scaling does it with its service-linked role.
  mutating func addScaling(_ entry: Entry) {
    addScaling(of: entry, entry, named: "", "table/${\(entry.logicalID)}", "table")
    for (name, index) in entry.namedEntries("indexes", &self) {
      addScaling(
        of: entry, index, named: LogicalID.pascalCase(name.text), "table/${\(entry.logicalID)}/index/\(name.text)",
        "index")
    }
  }

  private mutating func addScaling(
    of table: Entry, _ part: Entry, named name: String, _ resource: String, _ dimension: String
  ) {
    guard let capacity = part.entry("capacity", &self) else { return }
    for side in ThroughputSide.all where capacity.node(side.key)?.kind == .mapping {
      guard let scaling = capacity.entry(side.key, &self), let place = capacity.keySpan(side.key) else { continue }
      let id = LogicalID.pascalCase(table.name) + name + LogicalID.pascalCase(side.key)
      var target = derived(
        "\(id)ScalableTarget", "AWS::ApplicationAutoScaling::ScalableTarget", from: table, at: place)
      target.properties = scaling.properties(&self)
      target.properties.set("ServiceNamespace", at: place, .string("dynamodb", place))
      target.properties.set("ResourceId", at: place, .sub(resource, place))
      target.properties.set(
        "ScalableDimension", at: place, .string("dynamodb:\(dimension):\(side.property)", place))
      target.condition = condition(of: table)
      add(target)
      addScalingPolicy(of: table, scaling, side, id, at: place)
    }
  }

  private mutating func addScalingPolicy(
    of table: Entry, _ scaling: Entry, _ side: ThroughputSide, _ id: String, at place: Span
  ) {
    var policy = derived("\(id)ScalingPolicy", "AWS::ApplicationAutoScaling::ScalingPolicy", from: table, at: place)
    policy.properties.set("PolicyName", at: place, .string("\(id)Utilization", place))
    policy.properties.set("PolicyType", at: place, .string("TargetTrackingScaling", place))
    policy.properties.set("ScalingTargetId", at: place, .ref("\(id)ScalableTarget", place))
    policy.properties.set(
      "TargetTrackingScalingPolicyConfiguration", at: place,
      .object(
        place,
        [
          "TargetValue": scaling.value("target", &self) ?? .integer(70, place),
          "PredefinedMetricSpecification": .object(
            place, ["PredefinedMetricType": .string(side.metric, place)]),
        ]))
    policy.condition = condition(of: table)
    add(policy)
  }
}
