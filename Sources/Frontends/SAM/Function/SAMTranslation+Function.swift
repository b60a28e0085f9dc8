import Source

/// A function on its way into the template: what its events, aliases and policies add is gathered here.
struct SAMFunction {
  let source: SAMSource
  /// `AWS::Lambda::Function`.
  var lambda: SAMResource
  /// The role that is made for it; nil if it has one.
  var role: SAMResource?
  var version: SAMResource?
  var alias: SAMResource?
  /// Everything else, in order.
  var others: [SAMResource] = []

  /// What events invoke: the alias, if there is one.
  var target: SAMResource { alias ?? lambda }
}

extension SAMTranslation {
  /// `AWS::Serverless::Function`.
  mutating func function(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    try SAMFunctionProperties.all.check(source.properties, id: source.id, type: source.type, span: source.span)
    if let queue = source.truthy("DeadLetterQueue") { try checkDeadLetterQueue(queue, source) }
    var function = SAMFunction(source: source, lambda: try lambdaFunction(source))
    try checkTenancy(source)
    if source.truthy("ProvisionedConcurrencyConfig") != nil, source.truthy("AutoPublishAlias") == nil {
      throw source.fault(
        "To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function",
        source["ProvisionedConcurrencyConfig"]?.span)
    }
    try addAlias(&function)
    try addURL(&function)
    try addDeployment(&function)
    let invoke = try addInvokeConfig(&function)
    try addRole(&function, invoke)
    do throws(SAMFault) {
      try addEvents(&function)
    } catch {
      throw error.within(source.id)
    }
    let made = [function.lambda, function.version, function.alias].compactMap(\.self)
    return propagating(source, made + function.others + [function.role].compactMap(\.self))
  }

  private mutating func lambdaFunction(_ source: SAMSource) throws(SAMFault) -> SAMResource {
    try checkPackage(source)
    var properties = SAMMap()
    properties.set("Code", try code(source))
    for name in SAMFunctionProperties.passed {
      guard let value = source[name] else { continue }
      if SAMFunctionProperties.passedIfTruthy.contains(name), !value.isTruthy { continue }
      properties.set(name, value, keySpan: source.properties.map?.keySpan(name))
    }
    if let queue = source.truthy("DeadLetterQueue") {
      properties.set(
        "DeadLetterConfig",
        SAMValue(.map(SAMMap([.init(key: "TargetArn", keySpan: nil, value: queue["TargetArn"] ?? .null)])), queue.span))
    }
    if let mode = tracingMode(source) { properties.set("TracingConfig", ["Mode": mode]) }
    if let config = source.truthy("CapacityProviderConfig") {
      properties.set("CapacityProviderConfig", try capacityProviderConfig(config, source))
    }
    properties.set("Tags", Self.tags(source["Tags"]))
    return SAMResource(
      source.id, "AWS::Lambda::Function", SAMValue(.map(properties), source.properties.span), source.kept,
      dependsOn: source.dependsOn, span: source.span)
  }

  /// The tag by which SAM marks what it made, and a resource's own.
  static func tags(_ own: SAMValue?, _ more: KeyValuePairs<String, SAMValue> = [:]) -> SAMValue {
    var tags: [SAMValue] = [["Key": "lambda:createdBy", "Value": "SAM"]]
    for (key, value) in more { tags.append(["Key": .string(key), "Value": value]) }
    return .list(tags + tagItems(own))
  }

  /// Tags as CloudFormation has them: an item each.
  static func tagItems(_ tags: SAMValue?) -> [SAMValue] {
    guard let tags, tags.isTruthy else { return [] }
    if let list = tags.list { return list }
    return (tags.map?.entries ?? []).map { entry in
      var item = SAMMap()
      item.set("Key", SAMValue(.string(entry.key), entry.keySpan))
      item.set("Value", entry.value)
      return SAMValue(.map(item), entry.keySpan)
    }
  }

  /// `Tracing`, unless it says that there is none.
  func tracingMode(_ source: SAMSource) -> SAMValue? {
    guard let mode = source.truthy("Tracing") else { return nil }
    return parameters.resolved(mode).string == "Disabled" ? nil : mode
  }

  private func checkDeadLetterQueue(_ queue: SAMValue, _ source: SAMSource) throws(SAMFault) {
    guard !queue.isIntrinsic else { return }
    guard queue["Type"] != nil, queue["TargetArn"] != nil else {
      throw source.fault("'DeadLetterQueue' requires Type and TargetArn properties to be specified.", queue.span)
    }
    let type = queue[in: "Type"]
    try type.mustBeString("DeadLetterQueue.Type", source.fault)
    guard ["SQS", "SNS"].contains(type.string ?? "") else {
      throw source.fault("'DeadLetterQueue' requires Type of ['SNS', 'SQS']", type.span)
    }
  }

  private func checkTenancy(_ source: SAMSource) throws(SAMFault) {
    guard source.truthy("TenancyConfig") != nil else { return }
    if source.truthy("ProvisionedConcurrencyConfig") != nil {
      throw source.fault(
        "Provisioned concurrency is not supported for functions enabled with tenancy configuration.",
        source["ProvisionedConcurrencyConfig"]?.span)
    }
    if source.truthy("FunctionUrlConfig") != nil {
      throw source.fault(
        "Function URL is not supported for functions enabled with tenancy configuration.",
        source["FunctionUrlConfig"]?.span)
    }
    if source["SnapStart"]?["ApplyOn"]?.string == "PublishedVersions" {
      throw source.fault(
        "SnapStart is not supported for functions enabled with tenancy configuration.", source["SnapStart"]?.span)
    }
    for event in source["Events"]?.map?.entries ?? [] {
      guard let type = event.value["Type"]?.string, type != "Api", type != "HttpApi" else { continue }
      throw source.fault(
        "Event source '\(type)' is not supported for functions enabled with tenancy configuration. Only Api and HttpApi "
          + "event sources are supported.", event.value["Type"]?.span)
    }
  }
}
