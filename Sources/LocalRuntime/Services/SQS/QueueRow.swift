/// A queue as the store has it.
struct QueueRow: Sendable, Equatable {
  /// Space of the queues' rows; the key is the name.
  static let space = "sqs/queues"
  private static let version: UInt8 = 1

  var name: String
  var arn: String
  var id: UInt64
  var createdAt: Moment
  var modifiedAt: Moment
  /// Whether the stack file made it.
  var isPlanned = false
  /// The attributes that the plan gave last: what a person changed since stays until the plan changes.
  var planned: [String: String] = [:]
  /// What is set.
  var attributes: [String: String] = [:]
  var tags: [String: String] = [:]
  /// The policy that was set at run time, in place of the plan's.
  var policy: String?
  /// The plan's policies when that was.
  var plannedPolicy: String?

  init(name: String, arn: String, id: UInt64, createdAt: Moment) {
    self.name = name
    self.arn = arn
    self.id = id
    self.createdAt = createdAt
    modifiedAt = createdAt
  }

  var change: StoreChange {
    var writer = RowWriter(version: Self.version, capacity: 256)
    writer.put(name)
    writer.put(arn)
    writer.put(id)
    writer.put(createdAt)
    writer.put(modifiedAt)
    writer.put(isPlanned)
    writer.put(planned)
    writer.put(attributes)
    writer.put(tags)
    writer.put(policy)
    writer.put(plannedPolicy)
    return .put(space: Self.space, key: name, value: writer.bytes)
  }

  init(row: [UInt8]) throws(MalformedRow) {
    var reader = try RowReader(row, version: Self.version)
    name = try reader.text()
    arn = try reader.text()
    id = try reader.number()
    createdAt = try reader.moment()
    modifiedAt = try reader.moment()
    isPlanned = try reader.bool()
    planned = try reader.map()
    attributes = try reader.map()
    tags = try reader.map()
    policy = try reader.optionalText()
    plannedPolicy = try reader.optionalText()
  }
}
