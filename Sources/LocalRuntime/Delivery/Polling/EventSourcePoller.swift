import DequeModule
import WireProtocols
import Wiring

/// Lambda's pollers: they take batches from queues and invoke functions with them (Lambda Developer Guide, "How Lambda
/// processes records from stream and queue-based event sources").
public actor EventSourcePoller: Planned {
  private nonisolated let source: any MessageSource
  private nonisolated let invoker: any FunctionInvoker
  private nonisolated let authorizer: any Authorizer
  nonisolated let narrator: any Narrator
  nonisolated let clock: any RunClock

  /// A mapping that runs, by its id.
  private struct Running {
    var mapping: ActiveMapping
    var slots: BatchSlots
    /// Batches that were polled and wait for a slot.
    var waiting: Deque<PollBatch> = []
    /// Rung when the mapping is no longer wanted.
    let stop = Signal()
    /// Rung when a batch ended.
    let freed = Signal()
    var isStarted = false
    /// Number of its start, so that the end of an earlier one changes nothing.
    let generation: Int
  }

  private struct Work: Sendable {
    let batch: PollBatch
    let mapping: ActiveMapping
    let generation: Int
  }

  private var running: [String: Running] = [:]
  private var generations = 0
  private var work: Deque<Work> = []
  private let changed = Signal()
  private var toldOfFilters: Set<String> = []
  private var toldOfDenials: Set<String> = []

  /// How long an unanswered poll waits: SQS's longest.
  static let longestPoll: Int64 = 20_000
  /// How long to wait before a poll that was denied is asked for again.
  static let denialPause: Int64 = 30_000
  /// The most bytes of one invocation.
  static let mostBytes = 6 * 1_048_576
  /// The most messages of one poll.
  static let mostOfAPoll = 10

  /// Makes it.
  public init(
    source: any MessageSource, invoker: any FunctionInvoker, authorizer: any Authorizer, narrator: any Narrator,
    clock: any RunClock
  ) {
    self.source = source
    self.invoker = invoker
    self.authorizer = authorizer
    self.narrator = narrator
    self.clock = clock
  }

  /// Takes the mappings of a plan. Those that changed or went stop polling; their batches in flight are finished.
  public func apply(_ plan: RunPlan) async {
    let roles = Dictionary(plan.plan.functions.map { ($0.arn, $0.role) }) { first, _ in first }
    var wanted: [String: ActiveMapping] = [:]
    for mapping in plan.plan.eventSourceMappings where mapping.enabled {
      let function = mapping.function.split(separator: ":", omittingEmptySubsequences: false).prefix(7)
      guard TargetName(mapping.source).service == "sqs", let role = roles[function.joined(separator: ":")] else {
        tellOfNoPolling(mapping)
        continue
      }
      wanted[mapping.uuid] = ActiveMapping(mapping, role: role, region: plan.plan.region)
    }
    toldOfDenials = []
    for (id, old) in running {
      if let new = wanted[id], new.plan == old.mapping.plan, new.role == old.mapping.role {
        wanted[id] = nil
      } else {
        old.stop.ring()
        work.append(
          contentsOf: old.waiting.map { Work(batch: $0, mapping: old.mapping, generation: old.generation) })
        running[id] = nil
      }
    }
    for (id, mapping) in wanted {
      generations += 1
      running[id] = Running(
        mapping: mapping,
        slots: BatchSlots(maximumConcurrency: mapping.plan.maximumConcurrency, now: clock.now), generation: generations)
    }
    changed.ring()
  }

  /// Polls until the task is cancelled.
  public func run() async {
    for id in running.keys { running[id]?.isStarted = false }
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        for (id, mapping) in running where !mapping.isStarted {
          running[id]?.isStarted = true
          let generation = mapping.generation
          let stop = mapping.stop
          group.addTask { await self.poll(id, generation, until: stop) }
        }
        while let next = work.popFirst() {
          group.addTask { await self.handle(next) }
        }
        await changed.wait()
      }
    }
  }

  // MARK: Polling

  private func poll(_ id: String, _ generation: Int, until stop: Signal) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await stop.wait() }
      group.addTask { await self.pollOn(id, generation) }
      await group.next()
      group.cancelAll()
    }
  }

  private func pollOn(_ id: String, _ generation: Int) async {
    while !Task.isCancelled, let state = running[id], state.generation == generation {
      let mapping = state.mapping
      if state.slots.resumes > clock.now {
        try? await clock.sleep(until: state.slots.resumes)
      } else if !hasRoom(id) {
        // A batch that ends makes room, and so may a second that passes.
        await state.freed.wait(until: clock.now.adding(milliseconds: BatchSlots.growth), on: clock)
      } else if isDenied(mapping) {
        try? await clock.sleep(until: clock.now.adding(milliseconds: Self.denialPause))
      } else {
        dispatch(await collect(mapping), mapping, generation)
      }
    }
  }

  /// Takes messages until a batch is full or its window has passed.
  private nonisolated func collect(_ mapping: ActiveMapping) async -> [PolledMessage] {
    let queue = mapping.plan.source
    let size = max(1, mapping.plan.batchSize)
    let began = clock.now
    var messages = await source.poll(
      queue: queue, max: min(size, Self.mostOfAPoll), waitMilliseconds: Self.longestPoll)
    guard !messages.isEmpty else {
      // A source that does not wait, since its queue is gone, is not asked without pause.
      if clock.now < began.adding(milliseconds: 1_000) { try? await clock.sleep(until: began.adding(seconds: 1)) }
      return []
    }
    var bytes = messages.reduce(0) { $0 + BatchEvent.size($1) }
    let end = clock.now.adding(seconds: mapping.plan.batchWindow)
    while messages.count < size, bytes < Self.mostBytes, clock.now < end, !Task.isCancelled {
      let more = await source.poll(
        queue: queue, max: min(size - messages.count, Self.mostOfAPoll),
        waitMilliseconds: min(end.milliseconds - clock.now.milliseconds, Self.longestPoll))
      if more.isEmpty, clock.now < end { try? await clock.sleep(until: min(end, clock.now.adding(milliseconds: 500))) }
      bytes += more.reduce(0) { $0 + BatchEvent.size($1) }
      messages += more
    }
    return messages
  }

  /// Begins batches that wait, and says whether there is room for more.
  private func hasRoom(_ id: String) -> Bool {
    guard var state = running[id] else { return false }
    defer {
      running[id] = state
      if !work.isEmpty { changed.ring() }
    }
    while state.slots.isFree(now: clock.now) {
      guard let batch = state.waiting.popFirst() else { return true }
      guard state.slots.begin(batch) else { continue }
      work.append(Work(batch: batch, mapping: state.mapping, generation: state.generation))
    }
    return false
  }

  /// Cuts messages into batches and begins those that may. What was polled while its mapping went is handled all the same.
  private func dispatch(_ messages: [PolledMessage], _ mapping: ActiveMapping, _ generation: Int) {
    let batches = Self.batches(messages, isFIFO: mapping.isFIFO)
    let id = mapping.plan.uuid
    guard running[id]?.generation == generation else {
      work.append(contentsOf: batches.map { Work(batch: $0, mapping: mapping, generation: generation) })
      changed.ring()
      return
    }
    running[id]?.waiting.append(contentsOf: batches)
    _ = hasRoom(id)
  }

  /// One batch for each group of a FIFO queue, and none above 6 MB.
  static func batches(_ messages: [PolledMessage], isFIFO: Bool) -> [PollBatch] {
    var batches: [PollBatch] = []
    var bytes: [Int] = []
    for message in messages {
      let size = BatchEvent.size(message)
      let group = isFIFO ? message.messageGroup ?? "" : nil
      if let index = batches.lastIndex(where: { $0.group == group }), bytes[index] + size <= mostBytes {
        batches[index].messages.append(message)
        bytes[index] += size
      } else {
        batches.append(PollBatch(messages: [message], group: group))
        bytes.append(size)
      }
    }
    return batches
  }

  // MARK: Permissions

  /// Lambda polls with the function's role, which needs three actions on the queue.
  private func isDenied(_ mapping: ActiveMapping) -> Bool {
    let sender = Sender.role(mapping.role, service: "lambda.amazonaws.com")
    var reason: String?
    let missing = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"].filter { action in
      guard let denial = authorizer.denial(of: Permission(action, on: mapping.plan.source), to: sender) else {
        return false
      }
      reason = reason ?? denial.message
      return true
    }
    guard !missing.isEmpty else {
      toldOfDenials.remove(mapping.plan.uuid)
      return false
    }
    if toldOfDenials.insert(mapping.plan.uuid).inserted { tellOfDenial(mapping, missing, reason) }
    return true
  }

  // MARK: Batches

  private func handle(_ next: Work) async {
    let mapping = next.mapping
    let ending = await invoke(next.batch, mapping)
    let id = mapping.plan.uuid
    guard running[id]?.generation == next.generation else { return }
    if ending == .throttled { running[id]?.slots.throttled(now: clock.now) } else { running[id]?.slots.answered() }
    if let following = running[id]?.slots.end(next.batch) {
      work.append(Work(batch: following, mapping: mapping, generation: next.generation))
      changed.ring()
    }
    _ = hasRoom(id)
    running[id]?.freed.ring()
  }

  /// Invokes the function with a batch and deletes what it handled. What failed is left to its visibility timeout.
  private func invoke(_ batch: PollBatch, _ mapping: ActiveMapping) async -> InvocationResult.Ending {
    let queue = mapping.plan.source
    let admitted = batch.messages.filter(mapping.admits)
    if admitted.count < batch.messages.count {
      let ids = Set(admitted.map(\.id))
      await source.delete(
        queue: queue, receiptHandles: batch.messages.filter { !ids.contains($0.id) }.map(\.receiptHandle))
      if toldOfFilters.insert(mapping.plan.uuid).inserted { tellOfFilter(mapping) }
    }
    guard !admitted.isEmpty else { return .returned }
    let event = BatchEvent(queue: queue, region: mapping.region).text(admitted)
    let result = await invoker.invoke(
      Invocation(
        of: mapping.plan.function, payload: Array(event.utf8), requestID: RequestID.make(), origin: mapping.queueName))
    switch result.ending {
    case .returned:
      let handled = handled(admitted, mapping, result.payload)
      if !handled.isEmpty { await source.delete(queue: queue, receiptHandles: handled.map(\.receiptHandle)) }
    case .functionError:
      if !Task.isCancelled {
        tellOfFailure(mapping, admitted.count, of: admitted.count, why: Self.reason(result.payload))
      }
    case .throttled: break
    case .notFound: tellOfFailure(mapping, admitted.count, of: admitted.count, why: "there is no such function")
    }
    return result.ending
  }

  private func handled(
    _ messages: [PolledMessage], _ mapping: ActiveMapping, _ payload: [UInt8]
  ) -> [PolledMessage] {
    guard mapping.plan.reportsFailures else { return messages }
    switch BatchAnswer(payload, ids: messages.map(\.id)) {
    case .success: return messages
    case .failed(let ids):
      tellOfFailure(mapping, ids.count, of: messages.count, why: "the handler names them in `batchItemFailures`")
      return messages.filter { !ids.contains($0.id) }
    case .malformed(let why):
      tellOfFailure(mapping, messages.count, of: messages.count, why: why)
      return []
    }
  }
}
