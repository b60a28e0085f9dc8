import WireProtocols

/// A queue's attributes as they act.
struct QueueSettings: Sendable, Equatable {
  /// A redrive policy.
  struct Redrive: Sendable, Equatable {
    var target: String
    var maxReceiveCount: Int
  }

  /// Which queues may use this one as their dead-letter queue.
  enum RedriveAllow: Sendable, Equatable {
    case all
    case none
    case sources([String])

    func permits(_ source: String) -> Bool {
      switch self {
      case .all: true
      case .none: false
      case .sources(let sources): sources.contains(source)
      }
    }
  }

  /// What was set, by AWS's names, as it is answered.
  private(set) var attributes: [String: String] = [:]
  let isFIFO: Bool
  var visibility = 30
  var delay = 0
  var retention = 345_600
  var maximumSize = 1_048_576
  var wait = 0
  var deduplicatesByContent = false
  var deduplicatesPerGroup = false
  var redrive: Redrive?
  var redriveAllow = RedriveAllow.all

  init(isFIFO: Bool) { self.isFIFO = isFIFO }

  /// Sets attributes; all or none.
  mutating func set(_ values: [String: String]) throws(ServiceError) {
    var new = self
    // By name, so that of two faults always the same is answered.
    for (name, value) in values.sorted(by: { $0.key < $1.key }) { try new.set(name, value) }
    if new.isFIFO, new.attributes["FifoThroughputLimit"] == "perMessageGroupId", !new.deduplicatesPerGroup {
      throw .invalidAttributeValue(
        "FifoThroughputLimit", "perMessageGroupId is allowed only when DeduplicationScope is messageGroup.")
    }
    self = new
  }

  /// Sets what AWS assumes where `values` has nothing, as a plan does whose queue lost an attribute.
  mutating func reset(_ names: some Sequence<String>) {
    var new = QueueSettings(isFIFO: isFIFO)
    let dropped = Set(names)
    // What stands was checked when it was set.
    for (name, value) in attributes where !dropped.contains(name) { try? new.set(name, value) }
    self = new
  }

  private mutating func set(_ name: String, _ value: String) throws(ServiceError) {
    guard let attribute = QueueAttribute.all[name], attribute.isSettable else { throw .unknownAttribute(name) }
    if attribute.isFIFOOnly, !isFIFO { throw .unknownAttribute(name) }
    if value.isEmpty, attribute.isRemovable {
      attributes[name] = nil
      try attribute.apply("", &self)
    } else {
      try attribute.apply(value, &self)
      attributes[name] = value
    }
  }

  /// The value that `GetQueueAttributes` answers; nil if it answers none.
  func answered(_ name: String) -> String? {
    guard let attribute = QueueAttribute.all[name], attribute.isSettable, isFIFO || !attribute.isFIFOOnly else {
      return nil
    }
    if name == "SqsManagedSseEnabled", attributes["KmsMasterKeyId"] != nil { return "false" }
    return attributes[name] ?? attribute.assumed
  }
}
