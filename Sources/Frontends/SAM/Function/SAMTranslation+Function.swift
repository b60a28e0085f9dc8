import Source

/// A function on its way into the template: what its events, aliases and policies add is gathered here.
struct SAMFunction {
  let source: SAMSource
  /// `Policies`, with what templates stand for.
  let policies: [SAMPolicy]
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
    let policies = try expanded(SAMPolicies(source["Policies"]), source)
    try SAMFunctionProperties.all.check(source.properties, id: source.id, type: source.type, span: source.span)
    let events = try events(of: source)
    try checkRules(source)
    if let queue = source.truthy("DeadLetterQueue") { try checkDeadLetterQueue(queue, source) }
    try checkTenancy(source)
    var function = SAMFunction(source: source, policies: policies, lambda: try lambdaFunction(source))
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
      try addEvents(events, &function)
    } catch {
      throw error.within(source.id)
    }
    // Whichever queue or topic comes last is called the destination, be it that of an event.
    for resource in function.others {
      switch resource.type {
      case "AWS::SQS::Queue": refer(source.id, "DestinationQueue", to: resource.id)
      case "AWS::SNS::Topic": refer(source.id, "DestinationTopic", to: resource.id)
      default: break
      }
    }
    let made = [function.lambda, function.version, function.alias].compactMap(\.self)
    return propagating(source, made + function.others + [function.role].compactMap(\.self))
  }

  private mutating func lambdaFunction(_ source: SAMSource) throws(SAMFault) -> SAMResource {
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
    try checkPackage(source)
    try Self.checkTags(source)
    properties.set("Tags", Self.tags(source["Tags"]))
    return SAMResource(
      source.id, "AWS::Lambda::Function", SAMValue(.map(properties), source.properties.span), source.kept,
      dependsOn: source.dependsOn, span: source.span)
  }

  /// The tag by which SAM marks what it made, and a resource's own.
  static func tags(_ own: SAMValue?, _ more: KeyValuePairs<String, SAMValue> = [:]) -> SAMValue {
    var tags = [madeBySAM]
    for (key, value) in more { tags.append(["Key": .string(key), "Value": value]) }
    return .list(tags + tagItems(own))
  }

  private static let madeBySAM: SAMValue = ["Key": "lambda:createdBy", "Value": "SAM"]

  /// Tags that SAM sets itself.
  private static let reservedTags = [
    "lambda:createdBy", "serverlessrepo:applicationId", "serverlessrepo:semanticVersion",
  ]

  /// Checks that a resource's tags are none of those that SAM sets.
  static func checkTags(_ source: SAMSource) throws(SAMFault) {
    guard let tags = source["Tags"]?.map, let name = reservedTags.first(where: { tags[$0] != nil }) else { return }
    throw source.fault(
      "\(name) is a reserved Tag key name and cannot be set on your resource. Please change the tag key in the input.",
      tags.keySpan(name))
  }

  /// Tags as CloudFormation has them: an item each.
  static func tagItems(_ tags: SAMValue?) -> [SAMValue] {
    guard let tags, tags.isTruthy else { return [] }
    if let list = tags.list { return list }
    return (tags.map?.entries ?? []).map { entry in
      var item = SAMMap()
      item.set("Key", SAMValue(.string(entry.key), entry.keySpan))
      item.set("Value", entry.value.isNull ? SAMValue(.string(""), entry.value.span) : entry.value)
      return SAMValue(.map(item), entry.keySpan)
    }
  }

  /// `Tracing`, unless it says that there is none.
  func tracingMode(_ source: SAMSource) -> SAMValue? {
    guard let mode = source.truthy("Tracing") else { return nil }
    return parameters.resolved(mode).string == "Disabled" ? nil : mode
  }

  private func checkDeadLetterQueue(_ queue: SAMValue, _ source: SAMSource) throws(SAMFault) {
    guard queue["Type"]?.isTruthy == true, queue["TargetArn"]?.isTruthy == true else {
      throw source.fault("'DeadLetterQueue' requires Type and TargetArn properties to be specified.", queue.span)
    }
    let type = queue[in: "Type"]
    try type.mustBeString("DeadLetterQueue.Type", source.fault)
    guard ["SQS", "SNS"].contains(type.string ?? "") else {
      throw source.fault("'DeadLetterQueue' requires Type of ['SQS', 'SNS']", type.span)
    }
  }

  /// Which properties go together.
  private func checkRules(_ source: SAMSource) throws(SAMFault) {
    var sentences: [String] = []
    for other in ["ProvisionedConcurrencyConfig", "VpcConfig"]
    where source["CapacityProviderConfig"] != nil && source[other] != nil {
      sentences.append("Cannot specify 'CapacityProviderConfig' and '\(other)' together.")
    }
    for (name, needed) in [
      ("FunctionScalingConfig", "CapacityProviderConfig"), ("VersionDeletionPolicy", "AutoPublishAlias"),
    ] where source[name] != nil && source[needed] == nil {
      sentences.append("'\(name)' requires '\(needed)'.")
    }
    if !sentences.isEmpty { throw source.fault(sentences.joined(separator: "\n")) }
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
    if source.truthy("SnapStart") != nil {
      throw source.fault(
        "SnapStart is not supported for functions enabled with tenancy configuration.", source["SnapStart"]?.span)
    }
    for event in source["Events"]?.map?.entries ?? [] {
      let type = event.value[in: "Type"]
      guard type.string != "Api", type.string != "HttpApi" else { continue }
      throw source.fault(
        "Event source '\(type.pythonText)' is not supported for functions enabled with tenancy configuration. Only Api and HttpApi "
          + "event sources are supported.", type.span)
    }
  }
}
