import Foundation
import RunFindings
import Synchronization
import WireProtocols
import Wiring

extension SQSService: Planned {
  /// Takes a plan's queues. A queue keeps its messages while it keeps its name; what a person changed at run time stays until
  /// the plan says something else. A queue that left the plan goes when it is empty.
  ///
  /// Resource policies are the authorizer's: it must have taken the plan before.
  public func apply(_ plan: RunPlan) async {
    // What is refused is told, one queue at a time.
    try? await turnstile.pass { () async throws(ServiceError) in await take(plan) }
  }

  private func take(_ plan: RunPlan) async {
    let wiring = plan.plan
    registry.withLock { registry in
      registry.edge = plan.edge
      registry.account = wiring.account
      registry.region = wiring.region
      registry.partition = wiring.partition
      registry.places = [:]
      for queue in wiring.queues {
        registry.places[queue.name] = .init(queue: queue.place, redrive: queue.redrive?.place)
      }
    }
    for queue in wiring.queues {
      do throws(ServiceError) {
        try await apply(queue)
      } catch {
        narrator.tell(
          Occurrence(
            .reloadFailed, "queue `\(queue.name)` is not as the stack says: \(error.message)", at: queue.place,
            subject: queue.name))
      }
    }
    await removeUnplanned(Set(wiring.queues.map(\.name)))
    // The authorizer has taken the plan's policies; what was set at run time is set again.
    for row in registry.withLock({ Array($0.rows.values) }) {
      if let policy = row.policy { try? authorizer.setPolicy(policy.isEmpty ? nil : policy, of: row.arn) }
    }
  }

  private func apply(_ plan: QueuePlan) async throws(ServiceError) {
    let planned = plan.attributes
    let policy = plan.policyText
    guard var row = registry.withLock({ $0.rows[plan.name] }) else {
      var settings = QueueSettings(isFIFO: plan.fifo)
      try settings.set(planned)
      var row = QueueRow(name: plan.name, arn: plan.arn, id: .random(in: .min ... .max), createdAt: clock.now)
      row.isPlanned = true
      row.planned = planned
      row.plannedPolicy = policy
      row.attributes = settings.attributes
      try await add(row, settings)
      return
    }
    let before = row
    var settings = QueueSettings(isFIFO: plan.fifo)
    try settings.set(row.attributes)
    settings.reset(row.planned.keys.filter { planned[$0] == nil })
    try settings.set(planned.filter { row.planned[$0.key] != $0.value })
    if row.plannedPolicy != policy || !row.isPlanned { row.policy = nil }
    row.arn = plan.arn
    row.isPlanned = true
    row.planned = planned
    row.plannedPolicy = policy
    row.attributes = settings.attributes
    guard row != before else { return }
    if row.attributes != before.attributes { row.modifiedAt = clock.now }
    try await replace(row)
    if row.arn != before.arn { try await rename(row) } else { try change(row, settings) }
  }

  private func change(_ row: QueueRow, _ settings: QueueSettings) throws(ServiceError) {
    try registry.withLock { $0.queues[row.name] }?.with { state, _ throws(ServiceError) in
      state.settings = settings
      state.modifiedAt = row.modifiedAt
    }
  }

  /// Gives a queue another ARN: the stack moved to another account or region, and took its messages along.
  private func rename(_ row: QueueRow) async throws(ServiceError) {
    let old = registry.withLock { $0.queues[row.name] }
    old?.setDeleted(true)
    let queue: Queue
    do { queue = try await load(row) } catch { throw .notStored(error) }
    registry.withLock { registry in
      let places = registry.places[row.name]
      if let old { registry.remove(old) }
      registry.add(queue, row)
      registry.places[row.name] = places
    }
    old?.forget()
  }

  private func removeUnplanned(_ planned: Set<String>) async {
    let gone = registry.withLock { registry in
      registry.rows.values.filter { $0.isPlanned && !planned.contains($0.name) }.compactMap { registry.queues[$0.name] }
    }
    for queue in gone.sorted(by: { $0.name < $1.name }) {
      let count = (try? queue.with { state, _ throws(ServiceError) in state.entries.count }) ?? 0
      if count == 0 {
        try? await delete(queue)
        // The stack may take the name up again at once.
        registry.withLock { $0.deleted[queue.name] = nil }
      } else {
        narrator.tell(
          Occurrence(
            .notActedOn,
            "queue `\(queue.name)` left the stack and stays, since it holds \(count) \(count == 1 ? "message" : "messages")",
            at: nil, consequences: ["CloudFormation would delete the queue with its messages"],
            help: [
              "receive them, or delete it: `aws sqs delete-queue --queue-url \(registry.withLock { $0.url(queue.name) })`"
            ],
            subject: queue.name))
      }
    }
  }
}

extension QueuePlan {
  /// The attributes that the plan sets, by AWS's names; those at AWS's default are left out.
  fileprivate var attributes: [String: String] {
    var attributes: [String: String] = [:]
    func set(_ name: String, _ value: some CustomStringConvertible, unless assumed: some CustomStringConvertible) {
      if value.description != assumed.description { attributes[name] = value.description }
    }
    set("VisibilityTimeout", visibilityTimeout, unless: 30)
    set("DelaySeconds", delay, unless: 0)
    set("MessageRetentionPeriod", retention, unless: 345_600)
    set("MaximumMessageSize", maximumMessageSize, unless: 1_048_576)
    set("ReceiveMessageWaitTimeSeconds", receiveWait, unless: 0)
    if fifo {
      set("ContentBasedDeduplication", contentBasedDeduplication, unless: false)
      set("DeduplicationScope", deduplicationScope, unless: "queue")
      set("FifoThroughputLimit", throughputLimit, unless: "perQueue")
    }
    if let redrive {
      var members = Members<JSONValue>()
      members.set("deadLetterTargetArn", .string(redrive.target))
      members.set("maxReceiveCount", .integer(redrive.maxReceiveCount))
      attributes["RedrivePolicy"] = Self.text(members)
    }
    if let redriveAllow {
      var members = Members<JSONValue>()
      members.set("redrivePermission", .string(redriveAllow.permission))
      if !redriveAllow.sources.isEmpty {
        members.set("sourceQueueArns", .array(redriveAllow.sources.map { .string($0) }))
      }
      attributes["RedriveAllowPolicy"] = Self.text(members)
    }
    return attributes
  }

  /// The plan's policies as one text, to see whether they changed.
  fileprivate var policyText: String? {
    policies.isEmpty ? nil : policies.map { Self.text($0.document) }.joined(separator: "\n")
  }

  private static func text(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: (try? encoder.encode(value)) ?? Data(), as: UTF8.self)
  }
}

extension Queue {
  /// Lets go of what is held in memory; the store keeps it.
  func forget() {
    settle { state, _ in
      for sequence in Array(state.entries.keys) { state.remove(sequence) }
      state.released += state.deduplication.known.count * SQSLimits.overhead
    }
  }
}
