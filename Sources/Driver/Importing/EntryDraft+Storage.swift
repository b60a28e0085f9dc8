import Frontends
import Source
import Template

extension EntryDraft {
  // MARK: Tables

  mutating func sayTable() {
    sayKeys()
    unwrap("stream", "StreamSpecification", "StreamViewType")
    say("ttl", "TimeToLiveSpecification") { [self] value in
      guard value.map?.entries.count == 2, value["Enabled"]?.bool == true else { return nil }
      return value["AttributeName"].flatMap { words.word($0, .text) }
    }
    unwrap("contributorInsights", "ContributorInsightsSpecification", "Enabled")
    say("pointInTimeRecovery", "PointInTimeRecoverySpecification") { [self] value in
      if let days = value["RecoveryPeriodInDays"], value["PointInTimeRecoveryEnabled"]?.bool == true {
        return words.word(days, .duration(.days)).map {
          Value(.map(ValueMap([.init("period", at: value.span, $0)])), value.span)
        }
      }
      guard value.map?.entries.count == 1 else { return nil }
      return value["PointInTimeRecoveryEnabled"].flatMap { words.word($0, .boolean) }
    }
    say("capacity", "ProvisionedThroughput") { [self] in capacity($0) }
    if let kinesis = shape.key("kinesisStream")?.type {
      say("kinesisStream", "KinesisStreamSpecification") { [self] in words.word($0, kinesis) }
    }
    say("encryptionKey", "SSESpecification") { [self] value in
      value.map?.entries.count == 3 && value["SSEEnabled"]?.bool == true && value["SSEType"]?.string == "KMS"
        ? value["KMSMasterKeyId"].flatMap(words.reference) : nil
    }
  }

  private func capacity(_ value: Value) -> Value? {
    guard value.map?.entries.count == 2, let read = value["ReadCapacityUnits"], let write = value["WriteCapacityUnits"],
      let readWord = words.word(read, .integer), let writeWord = words.word(write, .integer)
    else { return nil }
    return .object(value.span, ["read": readWord, "write": writeWord])
  }

  /// The key and the indexes, if every attribute that is defined is one of theirs.
  private mutating func sayKeys() {
    guard let schema = peek("KeySchema")?.list, let definitions = peek("AttributeDefinitions")?.list else { return }
    var types: [String: String] = [:]
    for definition in definitions {
      guard let name = definition["AttributeName"]?.string, let type = definition["AttributeType"]?.string else {
        return
      }
      types[name] = type
    }
    guard let key = attributes(schema, types) else { return }
    let global = indexes("GlobalSecondaryIndexes", "indexes") { globalIndex($0, types) }
    let local = indexes("LocalSecondaryIndexes", "localIndexes") { localIndex($0, types) }
    guard let global, let local else { return }
    for property in ["KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
      _ = take(property)
    }
    put("key", Value(.map(key), resource.span))
    if !global.isEmpty { put("indexes", Value(.map(global), resource.span)) }
    if !local.isEmpty { put("localIndexes", Value(.map(local), resource.span)) }
  }

  private static let attributeTypes = ["S": "string", "N": "number", "B": "binary"]

  private func attributes(_ schema: [Value], _ types: [String: String]) -> ValueMap? {
    var map = ValueMap()
    for element in schema {
      guard let name = element["AttributeName"]?.string, let word = types[name].flatMap({ Self.attributeTypes[$0] })
      else {
        return nil
      }
      map.set(name, at: element.span, .string(word, element.span))
    }
    return map
  }

  /// The indexes of a property by name; nil where one cannot be said.
  private func indexes(_ property: String, _ key: String, _ read: (Value) -> (String, ValueMap)?) -> ValueMap? {
    var map = ValueMap()
    guard let value = resource[property] else { return map }
    guard peek(property) != nil, let items = value.list, let shape = shape.key(key)?.type.objectShape else {
      return nil
    }
    for item in items {
      guard let (name, read) = read(item) else { return nil }
      var index = read
      index.sort(by: shape)
      map.set(name, at: item.span, Value(.map(index), item.span))
    }
    return map
  }

  private func globalIndex(_ index: Value, _ types: [String: String]) -> (String, ValueMap)? {
    guard let name = index["IndexName"]?.string, let schema = index["KeySchema"]?.list,
      let key = attributes(schema, types), let shape = shape.key("indexes")?.type.objectShape,
      var map = projection(index)
    else { return nil }
    map.set("key", at: index.span, Value(.map(key), index.span))
    if let throughput = index["ProvisionedThroughput"] {
      guard let capacity = capacity(throughput) else { return nil }
      map.set("capacity", at: index.span, capacity)
    }
    map.entries += words.members(index.map ?? ValueMap(), shape).keys.entries
    return (name, map)
  }

  private func localIndex(_ index: Value, _ types: [String: String]) -> (String, ValueMap)? {
    guard let name = index["IndexName"]?.string, let schema = index["KeySchema"]?.list, schema.count == 2,
      let sort = attributes([schema[1]], types), var map = projection(index)
    else { return nil }
    map.set("sort", at: index.span, Value(.map(sort), index.span))
    return (name, map)
  }

  private func projection(_ index: Value) -> ValueMap? {
    var map = ValueMap()
    guard let projection = index["Projection"] else { return nil }
    switch projection["ProjectionType"]?.string {
    case "ALL": break
    case "KEYS_ONLY": map.set("project", at: index.span, .string("keys", index.span))
    case "INCLUDE":
      guard let names = projection["NonKeyAttributes"], names.list != nil else { return nil }
      map.set("project", at: index.span, words.paths.stackValue(names))
    default: return nil
    }
    return map
  }

  // MARK: Buckets

  mutating func sayBucket() {
    let policies = template.resources("AWS::S3::BucketPolicy", "Bucket", of: resource.logicalID)
    if !policies.contains(where: { template.mayFollow($0, choices) }) { put("tlsOnly", .bool(false, resource.span)) }
    say("versioning", "VersioningConfiguration") { value in
      let words = ["Enabled": true, "Suspended": false]
      guard value.map?.entries.count == 1, let word = value["Status"]?.string.flatMap({ words[$0] }) else { return nil }
      return .bool(word, value.span)
    }
    say("publicAccess", "PublicAccessBlockConfiguration") { value in
      let flags = value.map?.entries ?? []
      return flags.count == 4 && flags.allSatisfy { $0.value.bool == false } ? .bool(true, value.span) : nil
    }
    say("encryptionKey", "BucketEncryption") { [self] value in
      value["ServerSideEncryptionConfiguration"]?.list?.first?["ServerSideEncryptionByDefault"]?["KMSMasterKeyID"]
        .flatMap(words.reference)
    }
    say("ownership", "OwnershipControls") { [self] value in
      guard let type = shape.key("ownership")?.type, let rules = value["Rules"]?.list, rules.count == 1 else {
        return nil
      }
      return rules[0]["ObjectOwnership"].flatMap { words.word($0, type) }
    }
    say("cors", "CorsConfiguration") { [self] value in
      guard let type = shape.key("cors")?.type, value.map?.entries.count == 1 else { return nil }
      return value["CorsRules"].flatMap { words.word($0, type) }
    }
    say("website", "WebsiteConfiguration") { [self] value in shape.key("website").flatMap { words.word(value, $0.type) }
    }
    sayNotifications()
    sayLifecycle()
    sayAccessLogs()
  }

  private mutating func sayAccessLogs() {
    say("accessLogs", "LoggingConfiguration") { [self] value in
      guard let bucket = value["DestinationBucketName"]?.target, let path = words.paths.entries[bucket],
        path.hasPrefix("buckets."), let shape = shape.key("accessLogs")?.type.objectShape
      else { return nil }
      var keys = ValueMap([.init("to", at: value.span, .string(path, value.span))])
      keys.entries += words.members(value.map ?? ValueMap(), shape).keys.entries
      return KeyWords.shortened(keys, shape, at: value.span)
    }
  }

  private static let targets = [
    "LambdaConfigurations": "Function", "QueueConfigurations": "Queue", "TopicConfigurations": "Topic",
  ]

  private mutating func sayNotifications() {
    guard let configuration = peek("NotificationConfiguration")?.map else { return }
    var items: [Value] = []
    var bridge: Value?
    for list in configuration.entries {
      if list.key == "EventBridgeConfiguration" {
        bridge = list.value["EventBridgeEnabled"] ?? .bool(true, list.value.span)
        continue
      }
      guard let name = Self.targets[list.key], let notifications = list.value.list else { return }
      for notification in notifications {
        guard let item = self.notification(notification, name) else { return }
        items.append(item)
      }
    }
    _ = take("NotificationConfiguration")
    if let bridge { put("eventBridge", words.word(bridge, .boolean)) }
    guard !items.isEmpty else { return }
    for index in items.indices {
      add(
        ImportArrow(
          resources: [], owner: resource.logicalID, property: "NotificationConfiguration",
          place: ["notifications", String(index)]))
    }
    put("notifications", items.count == 1 ? items[0] : .list(items, resource.span))
  }

  private func notification(_ value: Value, _ name: String) -> Value? {
    guard let target = value[name].flatMap(words.reference),
      let event = value["Event"].flatMap({ words.word($0, .text) })
    else { return nil }
    var keys = ValueMap([.init("on", at: value.span, event), .init("to", at: value.span, target)])
    for rule in value["Filter"]?["S3Key"]?["Rules"]?.list ?? [] {
      guard let key = rule["Name"]?.string?.lowercased(), ["prefix", "suffix"].contains(key), let text = rule["Value"]
      else { return nil }
      keys.set(key, at: value.span, words.paths.stackValue(text))
    }
    return Value(.map(keys), value.span)
  }

  private mutating func sayLifecycle() {
    guard let shape = shape.key("lifecycle")?.type.objectShape else { return }
    say("lifecycle", "LifecycleConfiguration") { [self] value in
      guard value.map?.entries.count == 1, let rules = value["Rules"]?.list else { return nil }
      let items = rules.compactMap { lifecycleRule($0, shape) }
      guard items.count == rules.count else { return nil }
      return items.count == 1 ? items[0] : .list(items, value.span)
    }
  }

  private func lifecycleRule(_ rule: Value, _ shape: ObjectShape) -> Value? {
    var (keys, rest) = words.members(rule.map ?? ValueMap(), shape)
    for entry in rest.entries {
      switch entry.key {
      case "Status" where entry.value.string == "Enabled": break
      case "Status" where entry.value.string == "Disabled":
        keys.set("enabled", at: rule.span, .bool(false, rule.span))
      case "NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload":
        let (key, member) =
          entry.key == "NoncurrentVersionExpiration"
          ? ("noncurrentVersionExpiration", "NoncurrentDays") : ("abortIncompleteUploads", "DaysAfterInitiation")
        guard entry.value.map?.entries.count == 1,
          let days = entry.value[member].flatMap({ words.word($0, .duration(.days)) })
        else { return nil }
        keys.set(key, at: rule.span, days)
      case "TagFilters":
        var tags = ValueMap()
        for tag in entry.value.list ?? [] {
          guard let key = tag["Key"]?.string, let text = tag["Value"] else { return nil }
          tags.set(key, at: rule.span, words.paths.stackValue(text))
        }
        keys.set("tags", at: rule.span, Value(.map(tags), rule.span))
      default: return nil
      }
    }
    keys.sort(by: shape)
    return Value(.map(keys), rule.span)
  }
}
