import Synchronization
import WireProtocols

/// Operations on groups and streams.
extension LogsService {
  func createLogGroup(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let name = call.input.string("logGroupName") ?? ""
    var group = LogGroup(creation: clock.now.milliseconds)
    for (key, value) in call.input.object("tags")?.members ?? [] { group.tags[key] = value.string }
    let isNew = state.withLock { [group] state in
      guard state.groups[name] == nil else { return false }
      state.groups[name] = group
      return true
    }
    guard isNew else {
      throw ServiceError("ResourceAlreadyExistsException", "The specified log group already exists")
    }
    return [:]
  }

  func deleteLogGroup(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let name = try existing(call)
    state.withLock { $0.groups[name] = nil }
    return [:]
  }

  func putRetentionPolicy(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let (name, days) = (try existing(call), call.input.integer("retentionInDays"))
    state.withLock { $0.groups[name]?.retention = days }
    return [:]
  }

  func describeLogGroups(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let input = call.input
    let (prefix, pattern) = (
      input.string("logGroupNamePrefix") ?? "", input.string("logGroupNamePattern")?.lowercased()
    )
    let limit = input.integer("limit") ?? 50
    let (all, arn) = state.withLock { state in
      let found = state.groups.filter { name, _ in
        name.hasPrefix(prefix) && (pattern.map { $0.isEmpty || name.lowercased().contains($0) } ?? true)
      }
      return (found.sorted { $0.key < $1.key }, state.prefix)
    }
    let rest = all.drop { group in input.string("nextToken").map { group.key <= $0 } ?? false }
    let page = rest.prefix(limit)
    let groups: [WireValue] = page.map { name, group in
      .object([
        "logGroupName": .string(name), "creationTime": .integer(group.creation),
        "retentionInDays": group.retention.map { .integer(Int64($0)) }, "metricFilterCount": 0,
        "arn": .string("\(arn)\(name):*"), "logGroupArn": .string(arn + name),
        "storedBytes": .integer(Int64(group.bytes)), "logGroupClass": "STANDARD",
      ])
    }
    return ["logGroups": .list(groups), "nextToken": rest.count > limit ? page.last.map { .string($0.key) } : nil]
  }

  func createLogStream(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let (name, stream) = (try existing(call), call.input.string("logStreamName") ?? "")
    let now = clock.now.milliseconds
    let isNew: Bool? = state.withLock { state in
      guard state.groups[name]?.streams[stream] == nil else { return false }
      guard state.groups[name].map({ $0.streams.count < LogGroup.streamCap }) ?? false else { return nil }
      state.groups[name]?.streams[stream] = LogStream(creation: now, isAutomatic: false)
      return true
    }
    guard let isNew else { throw ServiceError("LimitExceededException", "Resource limit exceeded.") }
    guard isNew else {
      throw ServiceError("ResourceAlreadyExistsException", "The specified log stream already exists")
    }
    return [:]
  }

  func describeLogStreams(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let (input, name) = (call.input, try existing(call))
    let prefix = input.string("logStreamNamePrefix")
    let byTime = input.string("orderBy") == "LastEventTime"
    if byTime, prefix != nil {
      throw ServiceError(
        "InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.")
    }
    let (streams, arn) = state.withLock { ($0.groups[name]?.streams ?? [:], $0.prefix) }
    var all = streams.filter { $0.key.hasPrefix(prefix ?? "") }.sorted { a, b in
      byTime ? (a.value.last ?? 0, a.key) < (b.value.last ?? 0, b.key) : a.key < b.key
    }
    if input.bool("descending") ?? false { all.reverse() }
    if let token = input.string("nextToken"), let index = all.firstIndex(where: { $0.key == token }) {
      all.removeFirst(index + 1)
    }
    let limit = input.integer("limit") ?? 50
    let page = all.prefix(limit)
    let items: [WireValue] = page.map { key, stream in
      .object([
        "logStreamName": .string(key), "creationTime": .integer(stream.creation),
        "firstEventTimestamp": stream.first.map { .integer($0) },
        "lastEventTimestamp": stream.last.map { .integer($0) },
        "lastIngestionTime": stream.lastIngestion.map { .integer($0) },
        "arn": .string("\(arn)\(name):log-stream:\(key)"), "storedBytes": 0,
      ])
    }
    return ["logStreams": .list(items), "nextToken": all.count > limit ? page.last.map { .string($0.key) } : nil]
  }

  func tagResource(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let name = try existing(call)
    let tags = call.input.object("tags")?.members ?? []
    state.withLock { state in
      for (key, value) in tags { state.groups[name]?.tags[key] = value.string }
    }
    return [:]
  }

  func untagResource(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let (name, keys) = (try existing(call), call.input.strings("tagKeys"))
    state.withLock { state in
      for key in keys { state.groups[name]?.tags[key] = nil }
    }
    return [:]
  }

  func listTagsForResource(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let name = try existing(call)
    let tags = state.withLock { $0.groups[name]?.tags ?? [:] }
    var object = WireObject()
    for (key, value) in tags.sorted(by: { $0.key < $1.key }) { object.append(key, .string(value)) }
    return ["tags": .object(object)]
  }

  /// The group that a call names.
  func existing(_ call: ServiceCall) throws(ServiceError) -> String {
    guard let name = call.input.groupName else {
      throw ServiceError("InvalidParameterException", "Either logGroupName or logGroupIdentifier must be provided.")
    }
    guard state.withLock({ $0.groups[name] != nil }) else {
      throw ServiceError("ResourceNotFoundException", "The specified log group does not exist.")
    }
    return name
  }
}
