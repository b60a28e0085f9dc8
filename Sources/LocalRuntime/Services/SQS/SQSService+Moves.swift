import Synchronization
import WireProtocols

extension SQSService {
  /// The queue that `SourceArn` names.
  func moveSource(_ call: ServiceCall) throws(ServiceError) -> Queue {
    guard let arn = call.input.string("SourceArn") else { throw .missingParameter("SourceArn") }
    guard let queue = queue(arn: arn) else { throw .noResource("SourceArn") }
    return queue
  }

  func startMessageMoveTask(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let source = try moveSource(call)
    guard !sources(of: source).isEmpty else {
      throw .invalidParameter("Source queue must be configured as a Dead Letter Queue.")
    }
    let destination = call.input.string("DestinationArn")
    if let destination {
      guard let target = queue(arn: destination) else { throw .noResource("DestinationArn") }
      guard target !== source else {
        throw .invalidParameter("Source queue arn and destination queue arn cannot be the same.")
      }
      guard target.isFIFO == source.isFIFO else {
        throw .invalidParameter("Source queue and destination queue must be of the same type.")
      }
    }
    let rate = call.input.integer("MaxNumberOfMessagesPerSecond")
    if let rate, !(1...SQSLimits.movesPerSecond).contains(rate) {
      throw .invalidParameter(
        rate, for: "MaxNumberOfMessagesPerSecond",
        "MaxNumberOfMessagesPerSecond must be an integer between 1 and \(SQSLimits.movesPerSecond).")
    }
    let (count, limit) = try source.with { state, now throws(ServiceError) in
      (state.readyCount, state.nextSequence(now))
    }
    let move = MoveTask(
      id: Message.makeID(), source: source.arn, destination: destination, rate: rate, toMove: count, limit: limit,
      startedAt: clock.now)
    let isFree = registry.withLock { registry in
      guard !registry.moves.values.contains(where: { $0.source == move.source && $0.status == .running }) else {
        return false
      }
      registry.moves[move.id] = move
      return true
    }
    guard isFree else {
      throw .invalidParameter(
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.")
    }
    do throws(ServiceError) {
      try await save([move.change])
    } catch {
      registry.withLock { $0.moves[move.id] = nil }
      throw error
    }
    begin(move)
    return ["TaskHandle": .string(move.handle)]
  }

  func listMessageMoveTasks(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let source = try moveSource(call)
    let most = call.input.integer("MaxResults") ?? 1
    guard (1...SQSLimits.batch).contains(most) else {
      throw .invalidParameter(
        most, for: "MaxResults", "MaxResults must be an integer between 1 and \(SQSLimits.batch).")
    }
    let moves = registry.withLock { $0.moves.values.filter { $0.source == source.arn } }
    let latest = moves.sorted { ($0.limit, $0.id) > ($1.limit, $1.id) }.prefix(most)
    return ["Results": .list(latest.map { .object($0.members) })]
  }

  /// The task that a call's handle names.
  func move(_ call: ServiceCall) throws(ServiceError) -> MoveTask {
    guard let handle = call.input.string("TaskHandle") else { throw .missingParameter("TaskHandle") }
    guard let (id, source) = MoveTask.parse(handle) else {
      throw .invalidParameter("Value for parameter TaskHandle is invalid.")
    }
    guard queue(arn: source) != nil else { throw .noResource("SourceArn") }
    guard let move = registry.withLock({ $0.moves[id] }), move.source == source else {
      throw ServiceError("ResourceNotFoundException", "Task does not exist.", status: 404)
    }
    return move
  }

  func cancelMessageMoveTask(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let found = try move(call)
    let (cancelled, task) = registry.withLock { registry -> (MoveTask?, Task<Void, Never>?) in
      guard var move = registry.moves[found.id], move.status == .running else { return (nil, nil) }
      move.status = .cancelled
      registry.moves[move.id] = move
      return (move, registry.moving[move.id])
    }
    guard let cancelled else {
      throw ServiceError("UnsupportedOperation", "Only active tasks can be cancelled.")
    }
    task?.cancel()
    try await save([cancelled.change])
    return ["ApproximateNumberOfMessagesMoved": .integer(Int64(cancelled.moved))]
  }

  // MARK: Running

  /// Loads the tasks; those that ran when the last run ended go on.
  func loadMoves() async throws(StoreError) {
    for row in try await store.rows(of: MoveTask.space) {
      let move: MoveTask
      do { move = try MoveTask(row: row.value) } catch { throw .unreadable(row.key, of: MoveTask.space) }
      registry.withLock { $0.moves[move.id] = move }
      if move.status == .running { begin(move) }
    }
  }

  /// Runs a task in the background, until it is done, cancelled, or the service stops.
  private func begin(_ move: MoveTask) {
    let task = Task {
      await run(move)
      registry.withLock { $0.moving[move.id] = nil }
    }
    registry.withLock { registry in
      // It may be done already.
      if registry.moves[move.id]?.status == .running { registry.moving[move.id] = task }
    }
  }

  private func run(_ move: MoveTask) async {
    let pace = move.rate.map { min($0, SQSLimits.batch) } ?? SQSLimits.batch
    var next = clock.now
    while !Task.isCancelled {
      do throws(ServiceError) {
        let count = try await step(move, most: pace)
        guard let updated = advance(move.id, by: count, to: count == 0 ? .completed : .running, nil) else { return }
        if updated.status == .completed { return }
      } catch {
        _ = advance(move.id, by: 0, to: .failed, error.failureReason)
        return
      }
      guard let rate = move.rate else { continue }
      next = next.adding(milliseconds: Int64(pace) * 1000 / Int64(rate))
      try? await clock.sleep(until: next)
    }
  }

  /// Counts what a task moved; nil if it was cancelled meanwhile.
  private func advance(_ id: String, by count: Int, to status: MoveTask.Status, _ failure: String?) -> MoveTask? {
    let updated = registry.withLock { registry -> MoveTask? in
      guard var move = registry.moves[id] else { return nil }
      move.moved += count
      if move.status == .running {
        move.status = status
        move.failure = failure
      }
      registry.moves[id] = move
      return move
    }
    if let updated { store.record([updated.change]) }
    return updated?.status == .cancelled ? nil : updated
  }

  /// Moves some messages; returns how many.
  private func step(_ move: MoveTask, most: Int) async throws(ServiceError) -> Int {
    guard let source = queue(arn: move.source) else { throw .queueDoesNotExist }
    let entries = try source.with { state, _ throws(ServiceError) in state.leaveReady(most: most, upTo: move.limit) }
    var left = entries
    while let first = left.first {
      let arn = move.destination ?? first.message.deadLetterSource
      let run = left.prefix { move.destination != nil || $0.message.deadLetterSource == arn }
      guard let arn, let target = queue(arn: arn) else {
        source.settle { state, now in for entry in left { state.stay(entry.message.sequence, now) } }
        throw arn == nil ? .noSource : .queueDoesNotExist
      }
      left.removeFirst(run.count)
      do throws(ServiceError) {
        // "The redrive task resets the retention period. All redriven messages are considered new messages with a new
        // `messageID` and `enqueueTime`": Amazon SQS Developer Guide, "configure a dead-letter queue redrive".
        try await source.move(Array(run), to: target) { entry, sequence, now in
          Message(
            sequence: sequence, id: Message.makeID(), draft: entry.message.draft, sentAt: now, visibleFrom: now,
            md5OfBody: entry.message.md5OfBody)
        }
      } catch {
        source.settle { [left] state, now in for entry in left { state.stay(entry.message.sequence, now) } }
        throw error
      }
    }
    return entries.count
  }
}

extension ServiceError {
  fileprivate static func noResource(_ name: String) -> ServiceError {
    ServiceError(
      "ResourceNotFoundException", "The resource that you specified for the \(name) parameter doesn't exist.",
      status: 404)
  }

  /// A message whose queue nobody knows: it was sent to the dead-letter queue, not moved there.
  fileprivate static let noSource = ServiceError("CouldNotDetermineMessageSource", "The message has no source queue.")

  /// `FailureReason` of a task.
  fileprivate var failureReason: String {
    shape == "QueueDoesNotExist" ? "AWS.SimpleQueueService.NonExistentQueue" : shape
  }
}
