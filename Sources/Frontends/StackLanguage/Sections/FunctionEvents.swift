import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// `onFailure:`, `onSuccess:` and `retries:`, for the function itself and for each alias: Lambda keeps them apart.
  mutating func lowerAsyncInvocation(_ entry: Entry) {
    guard entry.has("onFailure") || entry.has("onSuccess") || entry.has("retries") else { return }
    addAsyncInvocation(entry, named: "", qualifier: .string("$LATEST", entry.span))
    guard let aliases = entry.node("aliases"), aliases.kind == .mapping else { return }
    for (name, _) in aliases.entries {
      // The alias by its name: a reference to one gives its ARN, which is no qualifier.
      addAsyncInvocation(
        entry, named: LogicalID.pascalCase(name.text), qualifier: .string(name.text, name.contentSpan),
        needing: Name(Self.aliasID(of: entry.logicalID, name.text), name.contentSpan))
    }
  }

  private mutating func addAsyncInvocation(
    _ entry: Entry, named name: String, qualifier: Value, needing alias: Name? = nil
  ) {
    var config = derived(
      "\(LogicalID.pascalCase(entry.name))\(name)AsyncInvocation", "AWS::Lambda::EventInvokeConfig", from: entry)
    config.properties.set("FunctionName", at: entry.span, ref(entry))
    config.properties.set("Qualifier", at: qualifier.span, qualifier)
    if let alias { config.dependsOn.append(alias) }
    if let retries = entry.entry("retries", &self) {
      for property in retries.properties(&self).entries {
        config.properties.set(property.key, at: property.keySpan, property.value)
      }
    }
    setDestinations(entry, &config)
    config.condition = condition(of: entry)
    add(config)
  }

  private mutating func setDestinations(_ entry: Entry, _ config: inout Resource) {
    var destinations = ValueMap()
    for (key, property) in [("onFailure", "OnFailure"), ("onSuccess", "OnSuccess")] {
      guard let target = entry.value(key, &self), let span = entry.keySpan(key) else { continue }
      destinations.set(property, at: span, .object(target.span, ["Destination": target]))
      grantDestination(target, of: entry)
    }
    guard !destinations.isEmpty else { return }
    config.properties.set("DestinationConfig", at: entry.span, Value(.map(destinations), entry.span))
    if !entry.has("role") {
      config.dependsOn.append(Name(Self.rolePolicyID(function: entry.logicalID), entry.span))
    }
  }

  private mutating func grantDestination(_ target: Value, of entry: Entry) {
    guard !entry.has("role"), let end = arrowEnd(of: target)?.kind,
      let wire = Wire.Kind(from: "async-destination", to: end)
    else { return }
    grantWire(wire.rawValue, to: entry.logicalID, on: target, at: target.span)
  }

  /// `aliases:`: with `version: latest` a version of the current code is published for it.
  mutating func lowerAliases(_ entry: Entry) {
    for (name, alias) in entry.namedEntries("aliases", &self) {
      let id = Self.aliasID(of: entry.logicalID, name.text)
      var resource = derived(id, "AWS::Lambda::Alias", from: entry, at: name.span)
      resource.properties.set("Name", at: name.span, .string(name.text, name.span))
      resource.properties.set("FunctionName", at: entry.span, ref(entry))
      resource.properties.set(
        "FunctionVersion", at: alias.keySpan("version") ?? name.span, version(alias, name, of: entry))
      for property in alias.properties(&self).entries {
        resource.properties.set(property.key, at: property.keySpan, property.value)
      }
      if let count = alias.value("provisionedConcurrency", &self) {
        resource.properties.set(
          "ProvisionedConcurrencyConfig", at: alias.keySpan("provisionedConcurrency") ?? count.span,
          .object(count.span, ["ProvisionedConcurrentExecutions": count]))
      }
      if let weights = alias.value("weights", &self)?.map {
        let list = weights.entries.map {
          Value.object(
            $0.keySpan, ["FunctionVersion": .string($0.key, $0.keySpan), "FunctionWeight": $0.value])
        }
        let span = alias.keySpan("weights") ?? name.span
        resource.properties.set(
          "RoutingConfig", at: span, .object(span, ["AdditionalVersionWeights": .list(list, span)]))
      }
      resource.condition = condition(of: entry)
      add(resource)
    }
  }

  private mutating func version(_ alias: Entry, _ name: Node, of entry: Entry) -> Value {
    if let node = alias.node("version"), node.text != "latest" { return .string(node.text, node.contentSpan) }
    let id = "\(entry.logicalID)Version"
    if !hasMade(id) {
      var version = derived(id, "AWS::Lambda::Version", from: entry, at: name.span)
      version.properties.set("FunctionName", at: entry.span, ref(entry))
      version.attributes.set("DeletionPolicy", at: name.span, .string("Retain", name.span))
      version.attributes.set("UpdateReplacePolicy", at: name.span, .string("Retain", name.span))
      version.condition = condition(of: entry)
      add(version)
    }
    return .getAtt(id, "Version", name.span)
  }
}
