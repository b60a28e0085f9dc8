import Foundation
import WireProtocols
import Wiring

/// A task that moves messages out of a dead-letter queue (Amazon SQS API Reference, StartMessageMoveTask).
struct MoveTask: Sendable, Equatable {
  /// Space of the tasks' rows; the key is the id.
  static let space = "sqs/moves"
  private static let version: UInt8 = 1

  enum Status: String, Sendable {
    case running = "RUNNING"
    case completed = "COMPLETED"
    case cancelled = "CANCELLED"
    case failed = "FAILED"
  }

  var id: String
  var source: String
  /// Nil: each message goes to the queue it came from.
  var destination: String?
  /// Messages a second; nil: as fast as it goes.
  var rate: Int?
  var status = Status.running
  var moved = 0
  var toMove: Int
  /// The last place that it moves: what arrives later stays.
  var limit: UInt64
  var failure: String?
  var startedAt: Moment

  /// The handle that clients see.
  var handle: String {
    var members = Members<JSONValue>()
    members.set("taskId", .string(id))
    members.set("sourceArn", .string(source))
    return ((try? JSONEncoder().encode(members)) ?? Data()).base64EncodedString()
  }

  /// The id and the source of a handle; nil if it is none.
  static func parse(_ handle: String) -> (id: String, source: String)? {
    guard handle.utf8.count <= 2048, let data = Data(base64Encoded: handle),
      let json = try? JSONDecoder().decode(JSONValue.self, from: data), let id = json["taskId"]?.string,
      let source = json["sourceArn"]?.string
    else { return nil }
    return (id, source)
  }

  var change: StoreChange {
    var writer = RowWriter(version: Self.version, capacity: 256)
    writer.put(id)
    writer.put(source)
    writer.put(destination)
    writer.put(rate ?? 0)
    writer.put(status.rawValue)
    writer.put(moved)
    writer.put(toMove)
    writer.put(limit)
    writer.put(failure)
    writer.put(startedAt)
    return .put(space: Self.space, key: id, value: writer.bytes)
  }

  init(id: String, source: String, destination: String?, rate: Int?, toMove: Int, limit: UInt64, startedAt: Moment) {
    self.id = id
    self.source = source
    self.destination = destination
    self.rate = rate
    self.toMove = toMove
    self.limit = limit
    self.startedAt = startedAt
  }

  init(row: [UInt8]) throws(MalformedRow) {
    var reader = try RowReader(row, version: Self.version)
    id = try reader.text()
    source = try reader.text()
    destination = try reader.optionalText()
    let rate = try reader.integer()
    self.rate = rate == 0 ? nil : rate
    guard let status = Status(rawValue: try reader.text()) else { throw MalformedRow() }
    self.status = status
    moved = try reader.integer()
    toMove = try reader.integer()
    limit = try reader.number()
    failure = try reader.optionalText()
    startedAt = try reader.moment()
  }

  /// The members of `ListMessageMoveTasksResultEntry`: the handle only while it runs.
  var members: WireObject {
    [
      "TaskHandle": status == .running ? .string(handle) : nil, "Status": .string(status.rawValue),
      "SourceArn": .string(source), "DestinationArn": destination.map { .string($0) },
      "MaxNumberOfMessagesPerSecond": rate.map { .integer(Int64($0)) },
      "ApproximateNumberOfMessagesMoved": .integer(Int64(moved)),
      "ApproximateNumberOfMessagesToMove": .integer(Int64(toMove)), "FailureReason": failure.map { .string($0) },
      "StartedTimestamp": .integer(startedAt.milliseconds),
    ]
  }
}
