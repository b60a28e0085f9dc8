import Foundation
import Synchronization
import WireProtocols

extension SQSService {
  func createQueue(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    guard let name = call.input.string("QueueName") else { throw .missingParameter("QueueName") }
    var attributes = Self.texts(call.input.object("Attributes"))
    let asked = attributes.removeValue(forKey: "FifoQueue")
    guard asked == nil || asked == "true" || asked == "false" else { throw .invalidAttributeValue("FifoQueue") }
    let policy = attributes.removeValue(forKey: "Policy")
    try QueueName.check(name, isFIFO: asked == "true")
    var settings = QueueSettings(isFIFO: asked == "true")
    try settings.set(attributes)
    let now = clock.now
    let found = registry.withLock { ($0.queues[name], $0.rows[name], $0.deleted[name], $0.arn(name), $0.url(name)) }
    try checkRedrive(settings, of: found.3)
    if found.0 != nil, let row = found.1 {
      for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
        if try answered(name, row) == value { continue }
        throw ServiceError(
          "QueueNameExists", "A queue already exists with the same name and a different value for attribute \(name)")
      }
      return ["QueueUrl": .string(found.4)]
    }
    if let deleted = found.2, now < deleted.adding(milliseconds: SQSLimits.pause) {
      throw ServiceError(
        "QueueDeletedRecently",
        "You must wait 60 seconds after deleting a queue before you can create another with the same name.")
    }
    var row = QueueRow(name: name, arn: found.3, id: .random(in: .min ... .max), createdAt: now)
    row.attributes = settings.attributes
    row.tags = try Self.checked(Self.texts(call.input.object("tags")))
    row.policy = policy
    if let policy { try authorizer.setPolicy(policy, of: row.arn) }
    try await add(row, settings)
    return ["QueueUrl": .string(found.4)]
  }

  /// Makes a queue, durably.
  func add(_ row: QueueRow, _ settings: QueueSettings) async throws(ServiceError) {
    var state = QueueState(settings: settings, createdAt: row.createdAt)
    state.tags = row.tags
    let queue = Queue(
      name: row.name, arn: row.arn, id: row.id, state: state, clock: clock, store: store, budget: budget)
    try await save([row.change])
    registry.withLock { registry in
      registry.deleted[row.name] = nil
      registry.add(queue, row)
    }
  }

  /// Makes changes last.
  func save(_ changes: [StoreChange]) async throws(ServiceError) {
    do { try await store.commit(changes) } catch { throw .notStored(error) }
  }

  private func answered(_ name: String, _ row: QueueRow) throws(ServiceError) -> String? {
    var settings = QueueSettings(isFIFO: row.name.hasSuffix(".fifo"))
    try settings.set(row.attributes)
    return settings.answered(name)
  }

  func deleteQueue(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    try await delete(try queue(call))
    return [:]
  }

  /// Deletes a queue with its messages.
  func delete(_ queue: Queue) async throws(ServiceError) {
    queue.setDeleted(true)
    do throws(ServiceError) {
      try await save([.remove(space: QueueRow.space, key: queue.name), .clear(space: queue.space)])
    } catch {
      queue.setDeleted(false)
      throw error
    }
    let now = clock.now
    registry.withLock { registry in
      registry.remove(queue)
      // Only what still counts is remembered, so that the list does not grow with every queue that ever was.
      registry.deleted = registry.deleted.filter { now < $0.value.adding(milliseconds: SQSLimits.pause) }
      registry.deleted[queue.name] = now
    }
    queue.forget()
    try? authorizer.setPolicy(nil, of: queue.arn)
  }

  func getQueueURL(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try named(call)
    return ["QueueUrl": .string(registry.withLock { $0.url(queue.name) })]
  }

  /// The queue that a call names by `QueueName`.
  func named(_ call: ServiceCall) throws(ServiceError) -> Queue {
    guard let name = call.input.string("QueueName") else { throw .missingParameter("QueueName") }
    let owner = call.input.string("QueueOwnerAWSAccountId")
    let found = registry.withLock { owner == nil || owner == $0.account ? $0.queues[name] : nil }
    guard let found else { throw .queueDoesNotExist }
    return found
  }

  func purgeQueue(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    try await queue(call).purge()
    return [:]
  }

  // MARK: Lists

  func listQueues(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let prefix = call.input.string("QueueNamePrefix") ?? ""
    let names = registry.withLock { $0.queues.keys.filter { $0.hasPrefix(prefix) }.sorted() }
    let (page, next) = try Self.page(names, call.input)
    let urls = registry.withLock { registry in page.map { WireValue.string(registry.url($0)) } }
    return ["QueueUrls": urls.isEmpty ? nil : .list(urls), "NextToken": next.map { .string($0) }]
  }

  func listDeadLetterSourceQueues(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let names = sources(of: try queue(call)).map(\.name).sorted()
    let (page, next) = try Self.page(names, call.input)
    let urls = registry.withLock { registry in page.map { WireValue.string(registry.url($0)) } }
    return ["queueUrls": .list(urls), "NextToken": next.map { .string($0) }]
  }

  /// The queues whose dead-letter queue this is.
  func sources(of target: Queue) -> [Queue] {
    let queues = registry.withLock { Array($0.queues.values) }
    return queues.filter { (try? $0.settings())?.redrive?.target == target.arn }
  }

  /// One page of names. The token is the last name of the page before, so that it holds whatever happens between.
  private static func page(_ names: [String], _ input: WireObject) throws(ServiceError) -> ([String], String?) {
    let most = input.integer("MaxResults")
    if let most, !(1...1000).contains(most) {
      throw .invalidParameter(most, for: "MaxResults", "MaxResults must be an integer between 1 and 1000.")
    }
    var rest = names[...]
    if let token = input.string("NextToken") {
      guard let data = Data(base64Encoded: token), let last = String(data: data, encoding: .utf8) else {
        throw .invalidParameter(token.prefix(200), for: "NextToken", "The token is not valid.")
      }
      rest = names.drop { $0 <= last }
    }
    let page = Array(rest.prefix(most ?? 1000))
    guard most != nil, page.count < rest.count, let last = page.last else { return (page, nil) }
    return (page, Data(last.utf8).base64EncodedString())
  }

  // MARK: Tags

  func tagQueue(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let tags = Self.texts(call.input.object("Tags"))
    guard !tags.isEmpty else { throw .missingParameter("Tags") }
    return try await changeTags(try queue(call)) { $0.merge(tags) { _, new in new } }
  }

  func untagQueue(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let keys = call.input.strings("TagKeys")
    return try await changeTags(try queue(call)) { tags in for key in keys { tags[key] = nil } }
  }

  func listQueueTags(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    let tags = registry.withLock { $0.rows[queue.name]?.tags ?? [:] }
    return tags.isEmpty ? [:] : ["Tags": .object(Self.wire(tags))]
  }

  private func changeTags(
    _ queue: Queue, _ change: (inout [String: String]) -> Void
  ) async throws(ServiceError) -> WireObject {
    guard var row = registry.withLock({ $0.rows[queue.name] }) else { throw .queueDoesNotExist }
    change(&row.tags)
    row.tags = try Self.checked(row.tags)
    try await replace(row)
    return [:]
  }

  /// Puts a queue's row in place of the one before.
  func replace(_ row: QueueRow) async throws(ServiceError) {
    try await save([row.change])
    registry.withLock { registry in
      if registry.rows[row.name]?.id == row.id { registry.set(row) }
    }
  }

  private static func checked(_ tags: [String: String]) throws(ServiceError) -> [String: String] {
    guard tags.count <= SQSLimits.tags else {
      throw .invalidParameter("Too many tags added for queue: the maximum is \(SQSLimits.tags).")
    }
    for (key, value) in tags {
      guard (1...128).contains(key.count) else {
        throw .invalidParameter("Tag keys must be between 1 and 128 characters in length.")
      }
      guard value.count <= 256 else {
        throw .invalidParameter("Tag values must be between 0 and 256 characters in length.")
      }
    }
    return tags
  }

  /// A map of texts.
  static func texts(_ object: WireObject?) -> [String: String] {
    var texts: [String: String] = [:]
    for (name, value) in object?.members ?? [] { texts[name] = value.string }
    return texts
  }

  static func wire(_ texts: [String: String]) -> WireObject {
    var object = WireObject()
    for (name, value) in texts.sorted(by: { $0.key < $1.key }) { object.append(name, .string(value)) }
    return object
  }
}
