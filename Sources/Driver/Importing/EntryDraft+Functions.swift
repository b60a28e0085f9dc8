import Frontends
import Source
import Template

extension EntryDraft {
  /// A function, with what polls for it, where its outcomes go, its names and its address.
  mutating func sayFunction() {
    sayCode()
    unwrap("environment", "Environment", "Variables")
    unwrap("ephemeralStorage", "EphemeralStorage", "Size")
    unwrap("tracing", "TracingConfig", "Mode")
    say("architecture", "Architectures") { [self] value in
      value.list?.count == 1 ? value.list?.first.flatMap { words.word($0, .text) } : nil
    }
    say("deadLetter", "DeadLetterConfig") { [self] in
      $0.map?.entries.count == 1 ? $0["TargetArn"].flatMap(words.reference) : nil
    }
    saySwitches()
    sayNetwork()
    sayLogging()
    sayRole()
    sayConsumers()
    sayAsyncInvocation()
    sayAliases()
    sayURL()
  }

  private mutating func sayCode() {
    if let image = peek("Code")?["ImageUri"], peek("Code")?.map?.entries.count == 1,
      let shape = shape.key("image")?.type.objectShape, let uri = words.word(image, .text)
    {
      _ = take("Code")
      if peek("PackageType")?.string == "Image" { _ = take("PackageType") }
      let config = take("ImageConfig")?.map ?? ValueMap()
      var keys = words.members(config, shape).keys
      keys.entries.insert(.init("uri", at: resource.span, uri), at: 0)
      put("image", KeyWords.shortened(keys, shape, at: resource.span))
      return
    }
    guard let type = shape.key("code")?.type else { return }
    say("code", "Code") { [self] in words.word($0, type) }
  }

  private mutating func saySwitches() {
    let switches = [
      ("snapStart", "SnapStart", "ApplyOn", "PublishedVersions"),
      ("tenantIsolation", "TenancyConfig", "TenantIsolationMode", "PER_TENANT"),
    ]
    for (key, property, member, word) in switches {
      say(key, property) {
        $0.map?.entries.count == 1 && $0[member]?.string == word ? .bool(true, $0.span) : nil
      }
    }
  }

  private mutating func sayNetwork() {
    guard let shape = shape.key("network")?.type.objectShape else { return }
    say("network", "VpcConfig") { [self] value in
      // Where a list is not one of ids, the function cannot be told to be in a network.
      value["SubnetIds"] == nil || value["SecurityGroupIds"] == nil ? nil : words.object(value, shape)
    }
  }

  /// How it logs: a group that follows from it, one of `logs:`, or none of the stack's.
  private mutating func sayLogging() {
    let group = resource["LoggingConfig"]?["LogGroup"]?.target.flatMap { template.template[$0] }
    let isOwn = group.map { template.mayFollow($0, choices) } ?? false
    if !isOwn { put("logGroup", .bool(false, resource.span)) }
    guard let shape = shape.key("logging")?.type.objectShape, let config = peek("LoggingConfig")?.map else { return }
    var (keys, rest) = words.members(config, shape)
    if let group, rest.entries.count == 1, rest["LogGroup"] != nil {
      if !isOwn, let path = words.paths.entries[group.logicalID], path.hasPrefix("logs.") {
        keys.set("group", at: config.entries[0].keySpan, .string(path, resource.span))
        self.keys.entries.removeAll { $0.key == "logGroup" }
      } else if !isOwn {
        return
      }
      rest = ValueMap()
    }
    guard rest.isEmpty else { return }
    _ = take("LoggingConfig")
    keys.sort(by: shape)
    if !keys.isEmpty { put("logging", Value(.map(keys), resource.span)) }
    guard isOwn, let days = group?["RetentionInDays"], let type = self.shape.key("logRetention")?.type,
      days.integer != 30
    else { return }
    put("logRetention", words.word(days, type))
  }

  /// The role, where it is named; and what the code calls, where the role follows from that.
  private mutating func sayRole() {
    if let id = peek("Role")?.target, let role = template.template[id], template.mayFollow(role, choices),
      template.holder(ofRole: id)?.logicalID == resource.logicalID
    {
      _ = take("Role")
      if let lines = choices.access[resource.logicalID], !lines.isEmpty {
        put("access", lines.count == 1 ? lines[0] : .list(lines, resource.span))
      }
      return
    }
    say("role", "Role") { [self] in words.reference($0) }
  }

  // MARK: What polls for it

  private mutating func sayConsumers() {
    let mappings = template.resources("AWS::Lambda::EventSourceMapping", "FunctionName", of: resource.logicalID)
    guard let shape = shape.key("consumes")?.type.objectShape else { return }
    var items: [Value] = []
    for mapping in mappings where template.mayFollow(mapping, choices) {
      guard let item = consumer(mapping, shape) else { continue }
      add(
        ImportArrow(
          resources: [mapping.logicalID], owner: resource.logicalID, property: nil,
          place: ["consumes", String(items.count)]))
      items.append(item)
    }
    if !items.isEmpty { put("consumes", items.count == 1 ? items[0] : .list(items, resource.span)) }
  }

  private func consumer(_ mapping: Resource, _ shape: ObjectShape) -> Value? {
    guard let source = mapping["EventSourceArn"], let (key, place) = consumed(source) else { return nil }
    var properties = mapping.properties
    for name in ["EventSourceArn", "FunctionName", "FunctionResponseTypes"] {
      properties.entries.removeAll { $0.key == name }
    }
    var keys = ValueMap([.init(key, at: mapping.span, place)])
    keys.entries += words.members(properties, shape).keys.entries
    if mapping["FunctionResponseTypes"]?.list?.first?.string != "ReportBatchItemFailures" {
      keys.set("reportFailures", at: mapping.span, .bool(false, mapping.span))
    }
    if let limit = mapping["ScalingConfig"]?["MaximumConcurrency"] {
      keys.set("maximumConcurrency", at: mapping.span, words.paths.stackValue(limit))
    }
    if let target = mapping["DestinationConfig"]?["OnFailure"]?["Destination"].flatMap(words.reference) {
      keys.set("onFailure", at: mapping.span, target)
    }
    if let filters = mapping["FilterCriteria"]?["Filters"]?.list {
      let patterns = filters.compactMap { $0["Pattern"]?.parsedJSON }
      if patterns.count == filters.count, !patterns.isEmpty {
        keys.set("filter", at: mapping.span, patterns.count == 1 ? patterns[0] : .list(patterns, mapping.span))
      }
    }
    keys.sort(by: shape)
    return KeyWords.shortened(keys, shape, at: mapping.span)
  }

  /// The key for what is polled, with its path or ARN; nil for what the language does not know.
  private func consumed(_ source: Value) -> (key: String, place: Value)? {
    if let call = source.intrinsic, call.function == .getAtt, let id = call.argument(0)?.string,
      call.argument(1)?.string == "StreamArn", let path = words.paths.entries[id], path.hasPrefix("tables.")
    {
      return ("table", .string(path, source.span))
    }
    let sections = ["queues": "queue", "streams": "stream"]
    if let path = words.paths.resource(source), let key = sections[String(path.prefix { $0 != "." })] {
      return (key, .string(path, source.span))
    }
    guard let text = source.string ?? source.intrinsic?.argument.string, text.hasPrefix("arn:") else { return nil }
    let services = [(":sqs:", "queue"), (":kinesis:", "stream"), (":dynamodb:", "table")]
    guard let key = services.first(where: { text.contains($0.0) })?.1 else { return nil }
    return words.reference(source).map { (key, $0) }
  }

  // MARK: What follows from it

  private mutating func sayAsyncInvocation() {
    let configs = template.resources("AWS::Lambda::EventInvokeConfig", "FunctionName", of: resource.logicalID)
    guard let own = configs.first(where: { $0["Qualifier"]?.string == "$LATEST" }), template.mayFollow(own, choices)
    else { return }
    for (key, member) in [("onFailure", "OnFailure"), ("onSuccess", "OnSuccess")] {
      guard let target = own["DestinationConfig"]?[member]?["Destination"].flatMap(words.reference) else { continue }
      put(key, target)
      arrow(own, key)
    }
    guard let shape = shape.key("retries")?.type.objectShape else { return }
    let keys = words.members(own.properties, shape).keys
    if !keys.isEmpty {
      put("retries", Value(.map(keys), own.span))
      arrow(own, "retries")
    }
  }

  private mutating func arrow(_ made: Resource, _ place: String...) {
    add(ImportArrow(resources: [made.logicalID], owner: resource.logicalID, property: nil, place: place))
  }

  private mutating func sayAliases() {
    let aliases = template.resources("AWS::Lambda::Alias", "FunctionName", of: resource.logicalID)
    guard let shape = shape.key("aliases")?.type.objectShape else { return }
    var map = ValueMap()
    for alias in aliases where template.mayFollow(alias, choices) {
      guard let name = alias["Name"]?.string, let version = alias["FunctionVersion"] else { continue }
      var keys = words.members(alias.properties, shape).keys
      if let number = version.string { keys.set("version", at: alias.span, .string(number, alias.span)) }
      if let count = alias["ProvisionedConcurrencyConfig"]?["ProvisionedConcurrentExecutions"] {
        keys.set("provisionedConcurrency", at: alias.span, words.paths.stackValue(count))
      }
      if let weights = alias["RoutingConfig"]?["AdditionalVersionWeights"]?.list {
        var shares = ValueMap()
        for weight in weights {
          guard let number = weight["FunctionVersion"]?.string, let share = weight["FunctionWeight"] else { continue }
          shares.set(number, at: alias.span, words.paths.stackValue(share))
        }
        keys.set("weights", at: alias.span, Value(.map(shares), alias.span))
      }
      map.set(name, at: alias.span, Value(.map(keys), alias.span))
      arrow(alias, "aliases", name)
    }
    if !map.isEmpty { put("aliases", Value(.map(map), resource.span)) }
  }

  private mutating func sayURL() {
    let urls = template.resources("AWS::Lambda::Url", "TargetFunctionArn", of: resource.logicalID)
    guard let url = urls.first, urls.count == 1, template.mayFollow(url, choices),
      let shape = shape.key("url")?.type.objectShape
    else { return }
    put("url", KeyWords.shortened(words.members(url.properties, shape).keys, shape, at: url.span))
    arrow(url, "url")
  }
}
