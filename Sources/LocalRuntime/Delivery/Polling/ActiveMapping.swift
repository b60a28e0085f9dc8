import Diagnostics
import Events
import Wiring

/// A mapping that is polled, with what was read from the plan once.
struct ActiveMapping: Sendable {
  let plan: EventSourceMappingPlan
  /// ARN of the function's execution role.
  let role: String
  let region: String
  /// Any of them must match; none lets everything through.
  let filters: [EventPattern]

  var queueName: String { TargetName(plan.source).name }
  var functionName: String { TargetName(plan.function).name }
  var isFIFO: Bool { plan.source.hasSuffix(".fifo") }

  init(_ plan: EventSourceMappingPlan, role: String, region: String) {
    self.plan = plan
    self.role = role
    self.region = region
    var findings = Findings()
    filters = plan.filters.compactMap { JSON.read($0) }
      .map { EventPattern(reading: $0, for: .filter, into: &findings) }
  }

  /// Whether a message is for the function.
  func admits(_ message: PolledMessage) -> Bool {
    guard !plan.filters.isEmpty else { return true }
    let datum = BatchEvent.datum(message)
    return filters.contains { $0.matches(datum) }
  }
}

/// How many batches of a mapping are in flight, and how many may be.
struct BatchSlots: Sendable {
  /// Batches at the start (Lambda Developer Guide, "Scaling behavior": five concurrent batches).
  static let first = 5
  /// The most: far below AWS's 1,000, which no single machine has processes for.
  static let most = 32
  /// At most one more a second, AWS's early figure of 60 a minute.
  static let growth: Int64 = 1_000

  private(set) var taken = 0
  private var limit: Int
  private let ceiling: Int
  private var grown: Moment
  /// Not before this moment: the function was throttled.
  private(set) var resumes: Moment
  private var throttles = 0
  /// Groups with a batch in flight, and the batches that wait for them.
  private var groups: [String: [PollBatch]] = [:]

  init(maximumConcurrency: Int?, now: Moment) {
    ceiling = min(Self.most, maximumConcurrency ?? Self.most)
    limit = min(Self.first, ceiling)
    grown = now
    resumes = now
  }

  /// Whether a batch may begin; grows when all are taken and the last growth was a second ago.
  mutating func isFree(now: Moment) -> Bool {
    if taken >= limit, limit < ceiling, now >= grown.adding(milliseconds: Self.growth) {
      limit += 1
      grown = now
    }
    return taken < limit
  }

  /// Begins a batch; false if it has to wait for the one of its group.
  mutating func begin(_ batch: PollBatch) -> Bool {
    if let group = batch.group {
      guard groups[group] == nil else {
        groups[group]?.append(batch)
        return false
      }
      groups[group] = []
    }
    taken += 1
    return true
  }

  /// Ends a batch; the one that waited for it, if there is one, begins.
  mutating func end(_ batch: PollBatch) -> PollBatch? {
    guard let group = batch.group, var waiting = groups[group], !waiting.isEmpty else {
      if let group = batch.group { groups[group] = nil }
      taken -= 1
      return nil
    }
    let next = waiting.removeFirst()
    groups[group] = waiting
    return next
  }

  /// Waits longer after each throttled batch, from 1 s to 1 min.
  mutating func throttled(now: Moment) {
    resumes = now.adding(seconds: min(1 << min(throttles, 6), 60))
    throttles += 1
  }

  mutating func answered() { throttles = 0 }
}
