import Synchronization
import WireProtocols

extension SQSService {
  func getQueueAttributes(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    var names = call.input.strings("AttributeNames")
    let isAll = names.contains("All")
    if isAll { names = QueueAttribute.all.keys.sorted() }
    for name in names where QueueAttribute.all[name] == nil { throw .unknownAttribute(name) }
    let values = try queue.with { state, _ throws(ServiceError) in
      names.map { name -> String? in state.settings.answered(name) ?? state.counted(name) }
    }
    var answer = WireObject()
    for (name, value) in zip(names, values) where answer[name] == nil {
      let value =
        switch name {
        case "QueueArn": queue.arn
        case "Policy": authorizer.policy(of: queue.arn)
        case "FifoQueue": queue.isFIFO ? "true" : nil as String?
        default: value
        }
      if let value { answer.append(name, .string(value)) }
    }
    return answer.isEmpty ? [:] : ["Attributes": .object(answer)]
  }

  func setQueueAttributes(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    var attributes = Self.texts(call.input.object("Attributes"))
    guard !attributes.isEmpty else { throw .missingParameter("Attributes") }
    // AWS takes the value that a queue has, and refuses another.
    if let isFIFO = attributes.removeValue(forKey: "FifoQueue"), isFIFO != (queue.isFIFO ? "true" : "false") {
      throw .invalidAttributeValue("FifoQueue")
    }
    let policy = attributes.removeValue(forKey: "Policy")
    var settings = try queue.settings()
    try settings.set(attributes)
    if attributes["RedrivePolicy"] != nil { try checkRedrive(settings, of: queue.arn) }
    guard var row = registry.withLock({ $0.rows[queue.name] }) else { throw .queueDoesNotExist }
    if let policy {
      try authorizer.setPolicy(policy.isEmpty ? nil : policy, of: queue.arn)
      row.policy = policy
    }
    row.attributes = settings.attributes
    row.modifiedAt = clock.now
    try await replace(row)
    try queue.with { state, now throws(ServiceError) in
      state.settings = settings
      state.modifiedAt = now
    }
    return [:]
  }

  /// A queue's dead-letter queue must be there, be of its type, and allow it.
  func checkRedrive(_ settings: QueueSettings, of source: String) throws(ServiceError) {
    guard let redrive = settings.redrive else { return }
    let text = settings.attributes["RedrivePolicy"] ?? ""
    guard let target = queue(arn: redrive.target) else {
      throw .invalidParameter(text, for: "RedrivePolicy", "Dead letter target does not exist.")
    }
    guard target.isFIFO == settings.isFIFO else {
      throw .invalidParameter(
        text, for: "RedrivePolicy", "Dead-letter queue must be same type of queue as the source.")
    }
    guard try target.settings().redriveAllow.permits(source) else {
      throw .invalidParameter(
        text, for: "RedrivePolicy",
        "The redrive allow policy of the dead-letter queue does not allow this source queue.")
    }
  }
}

extension QueueState {
  /// What `GetQueueAttributes` answers of what is counted or stamped.
  func counted(_ name: String) -> String? {
    switch name {
    case "ApproximateNumberOfMessages": String(readyCount)
    case "ApproximateNumberOfMessagesNotVisible": String(inFlightCount)
    case "ApproximateNumberOfMessagesDelayed": String(delayedCount)
    case "CreatedTimestamp": String(createdAt.milliseconds / 1000)
    case "LastModifiedTimestamp": String(modifiedAt.milliseconds / 1000)
    default: nil
    }
  }
}
