import Source
import Template
import YAML

extension StackLowering {
  /// Usage plans with their API keys ("Usage plans and API keys", API Gateway Developer Guide).
  mutating func addUsagePlans(of rest: RestAPI) {
    let entry = rest.entry
    for (name, plan) in entry.namedEntries("usagePlans", &self) {
      let span = name.contentSpan
      let id = "\(rest.prefix)\(LogicalID.pascalCase(name.text))UsagePlan"
      var resource = derived(id, "AWS::ApiGateway::UsagePlan", from: entry, at: span)
      let stage = Value.object(
        span, ["ApiId": ref(entry), "Stage": .ref("\(entry.logicalID)Stage", span)])
      resource.properties.set("ApiStages", at: span, .list([stage], span))
      for property in plan.properties(&self).entries { resource.properties.entries.append(property) }
      resource.condition = condition(of: entry)
      add(resource)
      for key in plan.value("keys", &self)?.listOrSelf ?? [] { addKey(key, to: id, of: rest) }
    }
  }

  /// An API key, made once for all its plans; AWS chooses its value.
  private mutating func addKey(_ key: Value, to plan: String, of rest: RestAPI) {
    guard let name = key.string else { return }
    let id = "\(rest.prefix)\(LogicalID.pascalCase(name))Key"
    if !hasMade(id) {
      var resource = derived(id, "AWS::ApiGateway::ApiKey", from: rest.entry, at: key.span)
      resource.properties.set("Description", at: key.span, key)
      resource.properties.set("Enabled", at: key.span, .bool(true, key.span))
      resource.condition = condition(of: rest.entry)
      add(resource)
    }
    var link = derived(
      "\(plan)For\(LogicalID.pascalCase(name))", "AWS::ApiGateway::UsagePlanKey", from: rest.entry, at: key.span)
    link.properties.set("KeyId", at: key.span, .ref(id, key.span))
    link.properties.set("KeyType", at: key.span, .string("API_KEY", key.span))
    link.properties.set("UsagePlanId", at: key.span, .ref(plan, key.span))
    link.condition = condition(of: rest.entry)
    add(link)
  }
}
