import DequeModule
import HeapModule

/// A queue's messages in memory, and what is known of each. It decides; ``Queue`` makes what it decides last.
struct QueueState: Sendable {
  /// Where a message stands.
  enum Phase: Sendable {
    /// Being written: nobody sees it, and those behind it in its group wait.
    case committing
    case delayed
    case ready
    case inFlight
    /// Being deleted or moved, until that is written.
    case leaving
  }

  /// A message and what is known of it.
  struct Entry: Sendable {
    let message: Message
    var phase: Phase
    var receipts = ReceiptState()
    /// When a delay or a visibility timeout ends.
    var changesAt = Moment(milliseconds: 0)
    /// When it was received last: visibility is limited from there.
    var receivedAt = Moment(milliseconds: 0)
    /// Grows with each change of visibility, so that an attempt can see whether it is as it left it.
    var visibilityChanges = 0
  }

  /// A message group of a FIFO queue.
  struct Group: Sendable {
    /// All of its messages; those that are gone are dropped when they come to the head.
    var order: Deque<UInt64> = []
    /// How many are in flight or leaving: while there are any, nobody gets more.
    var held = 0
    /// Whether it stands in `readyGroups`.
    var isQueued = false
  }

  struct Alarm: Sendable, Comparable {
    var at: Moment
    var sequence: UInt64

    static func < (a: Alarm, b: Alarm) -> Bool { (a.at, a.sequence) < (b.at, b.sequence) }
  }

  var settings: QueueSettings
  var isDeleted = false
  /// Messages that may be in flight.
  var inFlightLimit = SQSLimits.inFlight
  var createdAt: Moment
  var modifiedAt: Moment
  var tags: [String: String] = [:]
  var lastPurge: Moment?
  private(set) var entries: [UInt64: Entry] = [:]
  private(set) var readyCount = 0
  private(set) var delayedCount = 0
  private(set) var inFlightCount = 0
  private var lastSequence: UInt64 = 0
  /// Standard: messages to give, by when they became ready.
  private var ready: Deque<UInt64> = []
  /// FIFO: the groups, and those of them whose first message can be given.
  private var groups: [String: Group] = [:]
  private var readyGroups: Deque<String> = []
  /// Ends of delays and of visibility timeouts, and what is sent when. Both keep what no longer holds until it comes up.
  private var alarms: Heap<Alarm> = []
  private var ages: Heap<Alarm> = []
  /// Messages whose retention ended, to be removed from the store.
  private(set) var expired: [Message] = []
  /// Bytes that are no longer held, since it was asked last.
  var released = 0
  var deduplication = DeduplicationState()
  var attempts = AttemptState()
  var waiters = WaiterState()

  init(settings: QueueSettings, createdAt: Moment) {
    self.settings = settings
    self.createdAt = createdAt
    modifiedAt = createdAt
  }

  // MARK: Coming

  /// The place of the next message. Ascends, also from one run to the next: time stands in its upper bits.
  mutating func nextSequence(_ now: Moment) -> UInt64 {
    lastSequence = max(lastSequence + 1, UInt64(clamping: now.milliseconds) << 20)
    return lastSequence
  }

  /// Takes the place of a message before it is written.
  mutating func insert(_ message: Message) {
    lastSequence = max(lastSequence, message.sequence)
    entries[message.sequence] = Entry(message: message, phase: .committing)
    if let group = group(of: message) { groups[group, default: Group()].order.append(message.sequence) }
  }

  /// Shows a message that was written.
  mutating func publish(_ sequence: UInt64, _ now: Moment) {
    guard let entry = entries[sequence], entry.phase == .committing else { return }
    ages.insert(Alarm(at: entry.message.sentAt, sequence: sequence))
    if entry.message.visibleFrom > now {
      hide(sequence, .delayed, until: entry.message.visibleFrom)
    } else {
      show(sequence)
    }
  }

  /// Takes a message as the store has it.
  mutating func restore(_ message: Message, _ receipts: ReceiptState?, _ now: Moment) {
    insert(message)
    if let receipts { entries[message.sequence]?.receipts = receipts }
    publish(message.sequence, now)
  }

  /// Makes sure that later messages come after a place.
  mutating func reserve(upTo sequence: UInt64) { lastSequence = max(lastSequence, sequence) }

  // MARK: Going

  /// Holds a message that is about to be deleted or moved.
  mutating func leave(_ sequence: UInt64) { set(sequence, .leaving) }

  /// Takes back what was to leave: the disk refused. What was visible or in flight before is so again.
  mutating func stay(_ sequence: UInt64, _ now: Moment) {
    guard let entry = entries[sequence], entry.phase == .leaving else { return }
    if entry.changesAt > now { hide(sequence, .inFlight, until: entry.changesAt) } else { show(sequence) }
  }

  /// Forgets a message.
  mutating func remove(_ sequence: UInt64) {
    guard let entry = entries[sequence] else { return }
    set(sequence, .committing)
    entries[sequence] = nil
    released += entry.message.held
    if let group = group(of: entry.message) { settle(group) }
  }

  // MARK: Changing

  /// Hides a message until a moment.
  mutating func hide(_ sequence: UInt64, _ phase: Phase, until moment: Moment) {
    entries[sequence]?.changesAt = moment
    set(sequence, phase)
    alarms.insert(Alarm(at: moment, sequence: sequence))
    compact()
  }

  /// Makes a message ready to be given.
  mutating func show(_ sequence: UInt64) {
    guard let entry = entries[sequence] else { return }
    set(sequence, .ready)
    if let group = group(of: entry.message) { settle(group) } else { ready.append(sequence) }
  }

  /// Changes what is known of a message, its phase excepted.
  mutating func update(_ sequence: UInt64, _ change: (inout Entry) -> Void) {
    guard var entry = entries[sequence] else { return }
    let phase = entry.phase
    change(&entry)
    entry.phase = phase
    entries[sequence] = entry
  }

  /// Lets happen what time has brought: delays and visibility timeouts end, old messages go.
  mutating func advance(_ now: Moment) {
    while let alarm = alarms.min, alarm.at <= now {
      alarms.removeMin()
      guard let entry = entries[alarm.sequence], entry.changesAt == alarm.at else { continue }
      if entry.phase == .delayed || entry.phase == .inFlight { show(alarm.sequence) }
    }
    let oldest = now.adding(seconds: -settings.retention)
    while let age = ages.min, age.at <= oldest {
      ages.removeMin()
      guard let entry = entries[age.sequence] else { continue }
      if entry.phase == .leaving || entry.phase == .committing {
        // Looked at again once it is decided.
        ages.insert(Alarm(at: age.at.adding(milliseconds: Int64(settings.retention) * 1000), sequence: age.sequence))
        continue
      }
      expired.append(entry.message)
      remove(age.sequence)
    }
    deduplication.advance(now)
  }

  /// What expired since it was asked last.
  mutating func takeExpired() -> [Message] {
    defer { expired = [] }
    return expired
  }

  /// When time brings something next.
  var nextAlarm: Moment? { alarms.min?.at }

  /// Whether a message can be given now.
  ///
  /// Past its limit of messages in flight a FIFO queue gives nothing, without an error.
  var hasReady: Bool {
    settings.isFIFO ? !readyGroups.isEmpty && inFlightCount < inFlightLimit : readyCount > 0
  }

  // MARK: Giving

  /// The next message of a standard queue; nil if there is none.
  mutating func nextReady() -> Entry? {
    while let sequence = ready.popFirst() {
      if let entry = entries[sequence], entry.phase == .ready { return entry }
    }
    return nil
  }

  /// The next group that has something to give; nil if there is none.
  mutating func nextGroup() -> String? {
    while let name = readyGroups.popFirst() {
      groups[name]?.isQueued = false
      if let group = groups[name], group.held == 0, head(of: name)?.phase == .ready { return name }
    }
    return nil
  }

  /// The messages at the head of a group that can be given together.
  func run(of group: String, most count: Int) -> [Entry] {
    var run: [Entry] = []
    for sequence in groups[group]?.order ?? [] where run.count < count {
      guard let entry = entries[sequence] else { continue }
      guard entry.phase == .ready else { break }
      run.append(entry)
    }
    return run
  }

  /// Holds ready messages up to a place, to move them elsewhere.
  mutating func leaveReady(most count: Int, upTo limit: UInt64) -> [Entry] {
    var leaving: [Entry] = []
    var passed: [UInt64] = []
    if settings.isFIFO {
      var groups: [String] = []
      while leaving.count < count, let group = nextGroup() {
        let run = run(of: group, most: count - leaving.count).prefix { $0.message.sequence <= limit }
        for entry in run { leave(entry.message.sequence) }
        leaving += run
        if run.isEmpty { groups.append(group) }
      }
      for group in groups { settle(group) }
    } else {
      while leaving.count < count, let entry = nextReady() {
        if entry.message.sequence > limit {
          passed.append(entry.message.sequence)
        } else {
          leave(entry.message.sequence)
          leaving.append(entry)
        }
      }
      ready.prepend(contentsOf: passed)
    }
    return leaving
  }

  /// Puts a group back into the row of those that have something to give, if it has.
  mutating func settle(_ name: String) {
    let first = head(of: name)
    guard let group = groups[name] else { return }
    if group.order.isEmpty {
      groups[name] = nil
    } else if group.held == 0, !group.isQueued, first?.phase == .ready {
      groups[name]?.isQueued = true
      readyGroups.append(name)
    }
  }

  private mutating func head(of name: String) -> Entry? {
    while let sequence = groups[name]?.order.first {
      if let entry = entries[sequence] { return entry }
      groups[name]?.order.removeFirst()
    }
    return nil
  }

  private func group(of message: Message) -> String? { settings.isFIFO ? message.draft.group ?? "" : nil }

  private mutating func set(_ sequence: UInt64, _ phase: Phase) {
    guard let entry = entries[sequence] else { return }
    count(entry.phase, -1, entry.message)
    count(phase, 1, entry.message)
    entries[sequence]?.phase = phase
  }

  private mutating func count(_ phase: Phase, _ step: Int, _ message: Message) {
    switch phase {
    case .committing: break
    case .delayed: delayedCount += step
    case .ready: readyCount += step
    case .inFlight: inFlightCount += step
    case .leaving: break
    }
    if phase == .inFlight || phase == .leaving, let group = group(of: message) { groups[group]?.held += step }
  }

  /// Rebuilds the heaps when most of what they hold no longer holds.
  private mutating func compact() {
    if alarms.count > 2 * (delayedCount + inFlightCount) + 1024 {
      alarms = Heap(
        entries.values.lazy.filter { $0.phase == .delayed || $0.phase == .inFlight }
          .map { Alarm(at: $0.changesAt, sequence: $0.message.sequence) })
    }
    if ages.count > 2 * entries.count + 1024 {
      ages = Heap(entries.values.lazy.map { Alarm(at: $0.message.sentAt, sequence: $0.message.sequence) })
    }
  }
}
