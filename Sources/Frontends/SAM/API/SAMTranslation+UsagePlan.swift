import Source

/// The usage plan that APIs of a template share.
struct SAMUsagePlan {
  static let plan = "ServerlessUsagePlan"
  static let key = "ServerlessApiKey"
  static let planKey = "ServerlessUsagePlanKey"
  static let condition = "SharedUsagePlanCondition"

  var apis: [String] = []
  var stages: [SAMValue] = []
  var keyStages: [SAMValue] = []
}

extension SAMTranslation {
  private static let usageNames = ["CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName"]

  /// The usage plan and the key that `UsagePlan` asks for ("ApiUsagePlan", AWS SAM Developer Guide).
  mutating func usagePlan(of source: SAMSource, stage: String) throws(SAMFault) -> [SAMResource] {
    guard let config = source["Auth"]?["UsagePlan"], !config.isNull else { return [] }
    guard let map = config.map else { throw source.fault("'UsagePlan' must be a dictionary", config.span) }
    for entry in map.entries where !Self.usageNames.contains(entry.key) {
      throw source.fault("Invalid property for 'UsagePlan'", entry.keySpan ?? config.span)
    }
    guard let create = map["CreateUsagePlan"], !create.isNull else {
      throw source.fault("'CreateUsagePlan' is a required field for UsagePlan.", config.span)
    }
    let kinds = ["SHARED", "PER_API", "NONE"]
    guard let kind = create.string, kinds.contains(kind) else {
      throw source.fault("'CreateUsagePlan' accepts one of \(kinds.pythonList).", create.span)
    }
    if kind == "NONE" { return [] }
    var properties = SAMMap()
    for name in ["UsagePlanName", "Description", "Quota", "Throttle", "Tags"] {
      if let value = map[name], value.isTruthy { properties.set(name, value) }
    }
    let apiStage: SAMValue = ["ApiId": .ref(source.id), "Stage": .ref(stage)]
    let keyStage: SAMValue = ["RestApiId": .ref(source.id), "StageName": .ref(stage)]
    if kind == "SHARED" {
      return try shared(source, properties, apiStage, keyStage, span: config.span, kindSpan: create.span)
    }
    properties.set("ApiStages", [apiStage])
    return plan(
      source.id + "UsagePlan", key: source.id + "ApiKey", planKey: source.id + "UsagePlanKey",
      SAMValue(.map(properties)),
      apis: [source.id], keyStages: [keyStage], source.inherited, of: source, span: config.span)
  }

  private mutating func shared(
    _ source: SAMSource, _ properties: SAMMap, _ apiStage: SAMValue, _ keyStage: SAMValue, span: Span?,
    kindSpan: Span?
  ) throws(SAMFault) -> [SAMResource] {
    if !usagePlan.apis.contains(source.id) { usagePlan.apis.append(source.id) }
    if !usagePlan.stages.contains(apiStage) { usagePlan.stages.append(apiStage) }
    if !usagePlan.keyStages.contains(keyStage) { usagePlan.keyStages.append(keyStage) }
    let sharers = resources.entries.filter { entry in
      let plan = entry.value["Properties"]?["Auth"]?["UsagePlan"]?["CreateUsagePlan"]
      return plan.map { parameters.resolved($0) }?.string == "SHARED"
    }.map { SAMSource($0.key, $0.value, span: nil).inherited }
    var attributes = SAMMap()
    let names = sharers.compactMap { $0["Condition"]?.string }
    if names.count == sharers.count, !names.isEmpty {
      if sections["Conditions"] == nil {
        throw .document("Can't have condition without having 'Conditions' section in the template", source.span)
      }
      shareCondition(Set(names).sorted(), kindSpan)
      attributes.set("Condition", .string(SAMUsagePlan.condition))
    }
    let deletion = sharers.compactMap { $0["DeletionPolicy"]?.string }
    if let policy = deletion.contains("Retain") ? "Retain" : deletion.first {
      attributes.set("DeletionPolicy", .string(policy))
    }
    let replacement = sharers.compactMap { $0["UpdateReplacePolicy"]?.string }
    if let policy = ["Retain", "Snapshot", "Delete"].first(where: replacement.contains) {
      attributes.set("UpdateReplacePolicy", .string(policy))
    }
    var properties = properties
    properties.set("ApiStages", .list(usagePlan.stages))
    return plan(
      SAMUsagePlan.plan, key: SAMUsagePlan.key, planKey: SAMUsagePlan.planKey, SAMValue(.map(properties)),
      apis: usagePlan.apis, keyStages: usagePlan.keyStages, attributes, of: source, span: span)
  }

  /// The condition that holds when one of some does; of one SAM writes the name alone.
  private mutating func shareCondition(_ names: [String], _ span: Span?) {
    let all = names.map { SAMValue.object(["Condition": .string($0)]) }
    guard all.count == 1 else { return conditions.set(SAMUsagePlan.condition, ["Fn::Or": .list(all)]) }
    makeUnfit(
      .string(names[0]),
      SAMUnfitCondition(name: SAMUsagePlan.condition, kind: .name(names[0]), meaning: all[0], span: span))
  }

  private mutating func plan(
    _ id: String, key: String, planKey: String, _ properties: SAMValue, apis: [String], keyStages: [SAMValue],
    _ attributes: SAMMap, of source: SAMSource, span: Span?
  ) -> [SAMResource] {
    refer(source.id, "UsagePlan", to: id)
    refer(source.id, "ApiKey", to: key)
    refer(source.id, "UsagePlanKey", to: planKey)
    return [
      SAMResource(
        id, "AWS::ApiGateway::UsagePlan", properties, attributes, dependsOn: .list(apis.map { .string($0) }), span: span
      ),
      SAMResource(
        key, "AWS::ApiGateway::ApiKey", ["Enabled": true, "StageKeys": .list(keyStages)], attributes,
        dependsOn: [.string(id)], span: span),
      SAMResource(
        planKey, "AWS::ApiGateway::UsagePlanKey",
        ["KeyId": .ref(key), "KeyType": "API_KEY", "UsagePlanId": .ref(id)], attributes, dependsOn: [.string(key)],
        span: span),
    ]
  }
}
