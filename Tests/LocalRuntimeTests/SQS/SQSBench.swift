import Diagnostics
import Foundation
import Synchronization
import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

/// A queue service over a store, on a clock that stands until it is moved.
struct SQSBench: Sendable {
  static let account = "123456789012"
  static let administrator = Caller(.administrator, accessKey: "AKIDEXAMPLE", session: "")

  let clock: ManualClock
  let store: any Store
  let narrator = Listener()
  let authorizer = OpenAuthorizer()
  let service: SQSService

  /// A bench with the queues of a plan; over the store of an earlier one, to see what lasts.
  init(
    _ queues: [QueuePlan] = [SQSBench.queue("jobs"), SQSBench.queue("line.fifo")], store: any Store = MemoryStore(),
    clock: ManualClock = ManualClock()
  ) async throws {
    self.clock = clock
    self.store = store
    service = SQSService(clock: clock, store: store, narrator: narrator, authorizer: authorizer)
    try await service.start()
    await apply(queues)
  }

  func apply(_ queues: [QueuePlan]) async {
    var plan = WiringPlan(stack: "bench")
    plan.account = Self.account
    plan.queues = queues
    await service.apply(RunPlan(plan, edge: "http://localhost:4566", folder: "/"))
  }

  static func arn(_ name: String) -> String { "arn:aws:sqs:us-east-1:\(account):\(name)" }
  static func url(_ name: String) -> String { "http://localhost:4566/\(account)/\(name)" }

  static func queue(_ name: String, _ change: (inout QueuePlan) -> Void = { _ in }) -> QueuePlan {
    var queue = QueuePlan(id: name, name: name, arn: arn(name), url: url(name))
    queue.fifo = name.hasSuffix(".fifo")
    queue.place = Place(file: "stack.yaml", line: 3, column: 5)
    change(&queue)
    return queue
  }

  /// Calls an operation as the edge does: what it needs is asked for first.
  @discardableResult
  func call(
    _ operation: String, _ input: WireObject, by caller: Caller = SQSBench.administrator
  ) async throws -> WireObject {
    let call = ServiceCall(operation, input, by: caller, requestID: "request")
    let found = try #require(SQSService.operations[operation])
    _ = try await found.permissions(service, call)
    return try await found.answer(service, call)
  }

  /// The error of a call.
  func refusal(_ operation: String, _ input: WireObject) async -> ServiceError? {
    do {
      try await call(operation, input)
      return nil
    } catch {
      return error as? ServiceError
    }
  }

  // MARK: Short forms

  @discardableResult
  func send(_ body: String, to queue: String = "jobs", _ more: WireObject = [:]) async throws -> WireObject {
    var input: WireObject = ["QueueUrl": .string(Self.url(queue)), "MessageBody": .string(body)]
    for (name, value) in more.members { input[name] = value }
    return try await call("SendMessage", input)
  }

  @discardableResult
  func send(_ body: String, group: String, id: String? = nil, to queue: String = "line.fifo") async throws -> WireObject
  {
    try await send(
      body, to: queue,
      ["MessageGroupId": .string(group), "MessageDeduplicationId": .string(id ?? "\(group)-\(body)")])
  }

  func receive(
    from queue: String = "jobs", _ most: Int = 10, wait: Int? = nil, visibility: Int? = nil, _ more: WireObject = [:]
  ) async throws -> [WireObject] {
    var input: WireObject = [
      "QueueUrl": .string(Self.url(queue)), "MaxNumberOfMessages": .integer(Int64(most)),
      "MessageSystemAttributeNames": .list(["All"]), "MessageAttributeNames": .list(["All"]),
    ]
    if let wait { input["WaitTimeSeconds"] = .integer(Int64(wait)) }
    if let visibility { input["VisibilityTimeout"] = .integer(Int64(visibility)) }
    for (name, value) in more.members { input[name] = value }
    return try await call("ReceiveMessage", input).list("Messages").compactMap(\.object)
  }

  func bodies(from queue: String = "jobs", _ most: Int = 10, visibility: Int? = nil) async throws -> [String] {
    try await receive(from: queue, most, visibility: visibility).compactMap { $0.string("Body") }
  }

  func delete(_ message: WireObject, from queue: String = "jobs") async throws {
    try await call(
      "DeleteMessage", ["QueueUrl": .string(Self.url(queue)), "ReceiptHandle": message["ReceiptHandle"]])
  }

  func attribute(_ name: String, of queue: String = "jobs") async throws -> String? {
    try await call(
      "GetQueueAttributes", ["QueueUrl": .string(Self.url(queue)), "AttributeNames": .list([.string(name)])]
    ).object("Attributes")?.string(name)
  }

  /// Visible, in flight and delayed messages.
  func counts(of queue: String = "jobs") async throws -> [String?] {
    var counts: [String?] = []
    for suffix in ["", "NotVisible", "Delayed"] {
      counts.append(try await attribute("ApproximateNumberOfMessages" + suffix, of: queue))
    }
    return counts
  }
}

/// Keeps what is told.
final class Listener: Narrator {
  private let told = Mutex<[Occurrence]>([])

  var occurrences: [Occurrence] { told.withLock { $0 } }

  func tell(_ occurrence: Occurrence) { told.withLock { $0.append(occurrence) } }

  func mention(_ line: String) {}
}

/// Allows everything, and keeps policies.
final class OpenAuthorizer: Authorizer {
  private let policies = Mutex<[String: String]>([:])

  func denial(of permission: Permission, to caller: Caller) -> ServiceError? { nil }

  func denial(of permission: Permission, to sender: Sender) -> ServiceError? { nil }

  func setPolicy(_ document: String?, of resource: String) throws(ServiceError) {
    if let document, !document.hasPrefix("{") {
      throw ServiceError("InvalidAttributeValue", "Invalid value for the parameter Policy.")
    }
    policies.withLock { $0[resource] = document }
  }

  func policy(of resource: String) -> String? { policies.withLock { $0[resource] } }
}

/// A folder that is gone when the test is.
final class ScratchFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "stackc-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A copy of a store's files as they are on disk now: what a run that was killed at this moment leaves behind.
  func copy(of store: String, as name: String) throws -> String {
    let copy = path + "/" + name
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    for file in ["state.db", "state.db-wal"] where FileManager.default.fileExists(atPath: store + "/" + file) {
      try FileManager.default.copyItem(atPath: store + "/" + file, toPath: copy + "/" + file)
    }
    return copy
  }
}
