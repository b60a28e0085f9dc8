import Synchronization
import WireProtocols
import Wiring

/// Amazon SQS: standard and first-in-first-out queues (Amazon SQS API Reference, 2012-11-05).
///
/// Messages are held in memory, at most ``SQSLimits/held`` bytes of them, and in the store. A call is answered when what it
/// changed is on disk. Each queue has a lock of its own, held for microseconds and never across a wait, so that a queue that
/// is busy delays no other.
public final class SQSService: AWSService, Sendable {
  /// Name of the service's model.
  public static let model = "sqs"

  let clock: any RunClock
  let store: any Store
  let narrator: any Narrator
  let authorizer: any Authorizer
  let budget = MemoryBudget()
  let turnstile = Turnstile()
  let registry = Mutex(QueueRegistry())

  /// Makes the service; ``start()`` must come before any call.
  public init(clock: any RunClock, store: any Store, narrator: any Narrator, authorizer: any Authorizer) {
    self.clock = clock
    self.store = store
    self.narrator = narrator
    self.authorizer = authorizer
  }

  /// Loads the queues and their messages. Messages that were in flight when the last run ended are visible again.
  ///
  /// - Throws: when the store cannot be read, or holds what this version cannot read.
  public func start() async throws(StoreError) {
    for row in try await store.rows(of: QueueRow.space) {
      let found: QueueRow
      do { found = try QueueRow(row: row.value) } catch { throw .unreadable(row.key, of: QueueRow.space) }
      let queue = try await load(found)
      registry.withLock { $0.add(queue, found) }
    }
    try await loadMoves()
  }

  /// Ends the move tasks that run. They go on when the next run starts.
  public func stop() async {
    let tasks = registry.withLock { registry in Array(registry.moving.values) }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  /// The queue of a name, with its rows from the store.
  func load(_ row: QueueRow) async throws(StoreError) -> Queue {
    var settings = QueueSettings(isFIFO: row.name.hasSuffix(".fifo"))
    // What stands in the store was checked when it was set.
    try? settings.set(row.attributes)
    let now = clock.now
    var state = QueueState(settings: settings, createdAt: row.createdAt)
    state.modifiedAt = row.modifiedAt
    state.tags = row.tags
    let space = "sqs/" + hexText(row.id)
    var messages: [Message] = []
    var receipts: [String: ReceiptState] = [:]
    for stored in try await store.rows(of: space) {
      do throws(MalformedRow) {
        switch stored.key.utf8.first {
        case UInt8(ascii: "m"): messages.append(try Message(row: stored.value))
        case UInt8(ascii: "r"): receipts[String(stored.key.dropFirst())] = try ReceiptState(row: stored.value)
        case UInt8(ascii: "d"):
          let memory = try Deduplication(row: stored.value)
          state.reserve(upTo: memory.sequence)
          state.deduplication.add(String(stored.key.dropFirst()), memory)
          budget.force(SQSLimits.overhead)
        default: throw MalformedRow()
        }
      } catch {
        throw .unreadable(stored.key, of: space)
      }
    }
    for message in messages {
      budget.force(message.held)
      state.restore(message, receipts[hexText(message.sequence)], now)
    }
    return Queue(name: row.name, arn: row.arn, id: row.id, state: state, clock: clock, store: store, budget: budget)
  }
}

extension StoreError {
  /// A row that this version cannot read.
  static func unreadable(_ key: String, of space: String) -> StoreError {
    StoreError("row `\(key)` of `\(space)` cannot be read: another version of stackc wrote it, or the file is damaged")
  }
}

/// The queues by name, and what the plan says of them.
struct QueueRegistry: Sendable {
  /// Lines of the stack file that decide what happens to a queue's messages.
  struct Places: Sendable {
    var queue: Place?
    var redrive: Place?
  }

  private(set) var queues: [String: Queue] = [:]
  private(set) var byARN: [String: Queue] = [:]
  private(set) var rows: [String: QueueRow] = [:]
  var places: [String: Places] = [:]
  /// When queues were deleted, by name.
  var deleted: [String: Moment] = [:]
  var moves: [String: MoveTask] = [:]
  var moving: [String: Task<Void, Never>] = [:]
  var edge = ""
  var account = "000000000000"
  var region = "us-east-1"
  var partition = "aws"

  mutating func add(_ queue: Queue, _ row: QueueRow) {
    queues[queue.name] = queue
    byARN[queue.arn] = queue
    rows[queue.name] = row
  }

  mutating func set(_ row: QueueRow) { rows[row.name] = row }

  mutating func remove(_ queue: Queue) {
    guard queues[queue.name] === queue else { return }
    queues[queue.name] = nil
    byARN[queue.arn] = nil
    rows[queue.name] = nil
    places[queue.name] = nil
  }

  /// ARN of the queue of a name.
  func arn(_ name: String) -> String { "arn:\(partition):sqs:\(region):\(account):\(name)" }

  /// URL of the queue of a name.
  func url(_ name: String) -> String { "\(edge)/\(account)/\(name)" }
}

extension SQSService {
  /// The queue that a call names by its URL: the account and the name are the end of the path, whatever the host, since a
  /// client may reach the edge by any name. The name alone is taken too, as AWS does.
  func queue(_ call: ServiceCall) throws(ServiceError) -> Queue {
    guard let url = call.input.string("QueueUrl") else { throw .missingParameter("QueueUrl") }
    var path = Substring(url)
    if let scheme = url.firstRange(of: "://") {
      guard let slash = url[scheme.upperBound...].firstIndex(of: "/") else { throw .invalidAddress(url) }
      path = url[slash...]
    }
    let parts = path.split(separator: "/")
    let found = registry.withLock { registry -> Queue? in
      switch parts.count {
      case 1: registry.queues[String(parts[0])]
      case 2...: parts[parts.count - 2] == registry.account ? registry.queues[String(parts[parts.count - 1])] : nil
      default: nil
      }
    }
    guard let found else { throw .queueDoesNotExist }
    return found
  }

  /// The queue of an ARN.
  func queue(arn: String) -> Queue? { registry.withLock { $0.byARN[arn] } }
}
