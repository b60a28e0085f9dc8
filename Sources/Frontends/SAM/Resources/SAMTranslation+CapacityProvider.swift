import Source

extension SAMTranslation {
  private static let capacityProperties = SAMProperties([
    .init("CapacityProviderName", [.string, .map], literal: true),
    .init("VpcConfig", .map, required: true, literal: true), .init("OperatorRole", [.string, .map], literal: true),
    .init("Tags", .map, literal: true), .init("PropagateTags", .bool, literal: true),
    .init("InstanceRequirements", .map, literal: true), .init("ScalingConfig", .map, literal: true),
    .init("KmsKeyArn", [.string, .map], literal: true), .init("LoggingConfig", .map, literal: true),
    .init("ManagedResourceTags", .map, literal: true),
  ])

  /// A member of a capacity provider's object, and what SAM says that it must be.
  private struct Member {
    let name: String
    let kinds: SAMProperty.Kinds
    let words: String
  }

  private static let capacityMembers: [(object: String, members: [Member])] = [
    (
      "VpcConfig",
      [
        Member(name: "SecurityGroupIds", kinds: .list, words: "dictionary or list"),
        Member(name: "SubnetIds", kinds: .list, words: "dictionary or list"),
      ]
    ),
    (
      "InstanceRequirements",
      [
        Member(name: "Architectures", kinds: .list, words: "dictionary or list"),
        Member(name: "AllowedTypes", kinds: .list, words: "dictionary or list"),
        Member(name: "ExcludedTypes", kinds: .list, words: "dictionary or list"),
      ]
    ),
    (
      "ScalingConfig",
      [
        Member(name: "MaxVCpuCount", kinds: .integer, words: "dictionary or integer"),
        Member(name: "AverageCPUUtilization", kinds: .any, words: "dictionary or number"),
      ]
    ),
    ("ManagedResourceTags", [Member(name: "Tags", kinds: .map, words: "dictionary")]),
  ]

  /// `AWS::Serverless::CapacityProvider`.
  func capacityProvider(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    try Self.capacityProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    try checkCapacity(source)
    var made: [SAMResource] = []
    var role = source.truthy("OperatorRole")
    if role == nil {
      let created = operatorRole(source, policy: "AWSLambdaManagedEC2ResourceOperator")
      role = created.arn
      made.append(created)
    }
    var properties = SAMMap()
    if let name = source["CapacityProviderName"] { properties.set("CapacityProviderName", name) }
    properties.set("VpcConfig", source["VpcConfig"] ?? .null)
    properties.set("PermissionsConfig", ["CapacityProviderOperatorRoleArn": role ?? .null])
    properties.set("Tags", Self.markedTags(source["Tags"], under: source.propagatedTags))
    if let needs = source["InstanceRequirements"] {
      properties.set(
        "InstanceRequirements",
        .at(
          needs.span,
          .object([
            "Architectures": needs["Architectures"].map(Self.texts),
            "AllowedInstanceTypes": needs["AllowedTypes"].map(Self.texts),
            "ExcludedInstanceTypes": needs["ExcludedTypes"].map(Self.texts),
          ])))
    }
    if let scaling = source["ScalingConfig"] { properties.set("CapacityProviderScalingConfig", Self.scaling(scaling)) }
    if let logging = source.truthy("LoggingConfig") { properties.set("TelemetryConfig", ["LoggingConfig": logging]) }
    if let tags = source.truthy("ManagedResourceTags")?["Tags"], !tags.isNull {
      properties.set("PropagateTags", ["Mode": "Explicit", "ExplicitTags": .list(Self.tagItems(tags))])
    }
    if let key = source["KmsKeyArn"] { properties.set("KmsKeyArn", key) }
    let provider = SAMResource(
      source.id, "AWS::Lambda::CapacityProvider", SAMValue(.map(properties)), source.kept, dependsOn: source.dependsOn,
      span: source.span)
    return [provider] + made
  }

  /// A list of which each number is a text.
  private static func texts(_ value: SAMValue) -> SAMValue {
    guard let items = value.list else { return value }
    return SAMValue(.list(items.map { $0.isNumber ? SAMValue(.string($0.pythonText), $0.span) : $0 }), value.span)
  }

  private static func scaling(_ scaling: SAMValue) -> SAMValue {
    let target = scaling["AverageCPUUtilization"]
    return .at(
      scaling.span,
      .object([
        "MaxVCpuCount": scaling["MaxVCpuCount"], "ScalingMode": target == nil ? "Auto" : "Manual",
        "ScalingPolicies": target.map {
          [["PredefinedMetricType": "LambdaCapacityProviderAverageCPUUtilization", "TargetValue": $0]]
        },
      ]))
  }

  /// Checks the objects' members, and says every fault in one sentence.
  private func checkCapacity(_ source: SAMSource) throws(SAMFault) {
    var sentences: [String] = []
    var span: Span?
    func add(_ sentence: String, _ place: Span?) {
      sentences.append(sentence)
      span = span ?? place
    }
    for (object, members) in Self.capacityMembers {
      guard let value = source[object], let map = value.map else { continue }
      if object == "VpcConfig", map["SubnetIds"] == nil {
        add("Property 'VpcConfig.SubnetIds' is required.", value.span)
      }
      for member in members {
        guard let item = map[member.name], !item.isNull, !item.isMap else { continue }
        let isFit = member.kinds == .any ? item.isNumber : member.kinds.admits(item)
        if !isFit { add("Property '\(object).\(member.name)' value must be \(member.words).", item.span) }
      }
      for entry in map.entries where !members.contains(where: { $0.name == entry.key }) {
        add("Property '\(object).\(entry.key)' is an invalid property.", entry.keySpan)
      }
    }
    if !sentences.isEmpty { throw source.fault(sentences.joined(separator: " "), span) }
    let needs = source["InstanceRequirements"]
    let names = ["AllowedTypes", "ExcludedTypes"].filter { needs?[$0].map(\.isNull) == false }
    guard names.count > 1 else { return }
    let words = names.map { "'InstanceRequirements.\($0)'" }.joined(separator: " and ")
    throw source.fault("Cannot specify \(words) together.", needs?.map?.keySpan(names[1]))
  }

  /// `CapacityProviderConfig` of a function, as Lambda has it.
  func capacityProviderConfig(_ config: SAMValue, _ source: SAMSource) throws(SAMFault) -> SAMValue {
    try checkCapacityConfig(config, source)
    return .at(
      config.span,
      [
        "LambdaManagedInstancesCapacityProviderConfig": .object([
          "CapacityProviderArn": config["Arn"],
          "ExecutionEnvironmentMemoryGiBPerVCpu": config["ExecutionEnvironmentMemoryGiBPerVCpu"],
          "PerExecutionEnvironmentMaxConcurrency": config["PerExecutionEnvironmentMaxConcurrency"],
        ])
      ])
  }

  /// The members of `CapacityProviderConfig`, and what SAM says of one that is of another kind.
  private static let configMembers: [(name: String, kinds: SAMProperty.Kinds, complaints: [String])] = [
    ("Arn", [.string, .map, .integer], ["str type expected (type=type_error.str)"]),
    (
      "PerExecutionEnvironmentMaxConcurrency", [.integer, .map],
      ["value is not a valid integer (type=type_error.integer)"]
    ),
    (
      "ExecutionEnvironmentMemoryGiBPerVCpu", [.integer, .map],
      [
        "value is not a valid integer (type=type_error.integer)", "value is not a valid float (type=type_error.float)",
      ]
    ),
  ]

  private func checkCapacityConfig(_ config: SAMValue, _ source: SAMSource) throws(SAMFault) {
    var faults: [String] = []
    for (name, kinds, complaints) in Self.configMembers {
      guard let value = config[name], !value.isNull else {
        if name == "Arn" { faults.append("Arn\n  field required (type=value_error.missing)") }
        continue
      }
      guard !kinds.admits(value), Double(value.pythonText) == nil else { continue }
      faults += (["value is not a valid dict (type=type_error.dict)"] + complaints).map { "\(name)\n  \($0)" }
    }
    for name in (config.map?.keys ?? []).sorted() where !Self.configMembers.contains(where: { $0.name == name }) {
      faults.append("\(name)\n  extra fields not permitted (type=value_error.extra)")
    }
    guard !faults.isEmpty else { return }
    let count = faults.count == 1 ? "1 validation error" : "\(faults.count) validation errors"
    let text = "Invalid CapacityProviderConfig: \(count) for CapacityProviderConfig\n"
    throw source.fault(text + faults.joined(separator: "\n"), config.span)
  }
}
