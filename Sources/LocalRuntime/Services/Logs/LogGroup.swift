import DequeModule

/// One event of a log.
struct LogEvent: Sendable {
  /// When it happened, in milliseconds.
  var timestamp: Int64
  /// When it came, in milliseconds.
  var ingestion: Int64
  var message: String
  var stream: String
  /// Its number in the run: orders events of one moment, and makes its id.
  var sequence: Int

  /// Its place in the order of a log.
  var position: LogPosition { LogPosition(timestamp: timestamp, sequence: sequence) }

  /// What it costs: the message and 26 bytes, as CloudWatch Logs counts (CloudWatch Logs User Guide, "Quotas").
  var size: Int { message.utf8.count + 26 }
}

/// A place in the order of a log: by time, then in the order of arrival.
struct LogPosition: Comparable, Sendable {
  var timestamp: Int64
  var sequence: Int

  static func < (a: LogPosition, b: LogPosition) -> Bool { (a.timestamp, a.sequence) < (b.timestamp, b.sequence) }

  /// `timestamp/sequence`: what paging tokens carry.
  var text: String { "\(timestamp)/\(sequence)" }

  init(timestamp: Int64, sequence: Int) {
    self.timestamp = timestamp
    self.sequence = sequence
  }

  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let timestamp = Int64(parts[0]), let sequence = Int(parts[1]) else { return nil }
    self.init(timestamp: timestamp, sequence: sequence)
  }
}

/// A stream of a group.
struct LogStream: Sendable {
  var creation: Int64
  var count = 0
  var bytes = 0
  var first: Int64?
  var last: Int64?
  var lastIngestion: Int64?
  /// Made by Lambda rather than by a call: gone when its last event is.
  var isAutomatic: Bool

  init(creation: Int64, isAutomatic: Bool) {
    self.creation = creation
    self.isAutomatic = isAutomatic
  }

  mutating func add(_ event: LogEvent) {
    count += 1
    bytes += event.size
    first = min(first ?? event.timestamp, event.timestamp)
    last = max(last ?? event.timestamp, event.timestamp)
    lastIngestion = event.ingestion
  }
}

/// A group with its newest events.
struct LogGroup: Sendable {
  /// Most bytes of events that a group keeps; the oldest go first. A handler that prints without end must not eat the memory.
  static let cap = 16 << 20
  /// Most streams of a group: each new environment makes one.
  static let streamCap = 10_000

  var creation: Int64
  var retention: Int?
  var tags: [String: String] = [:]
  /// Whether the plan has it.
  var isPlanned = false
  var streams: [String: LogStream] = [:]
  private(set) var events: Deque<LogEvent> = []
  private(set) var bytes = 0

  init(creation: Int64, retention: Int? = nil) {
    self.creation = creation
    self.retention = retention
  }

  /// Adds an event to a stream that exists.
  mutating func add(_ event: LogEvent) {
    events.append(event)
    bytes += event.size
    if var stream = streams.removeValue(forKey: event.stream) {
      stream.add(event)
      streams[event.stream] = stream
    }
    while bytes > Self.cap, let oldest = events.popFirst() { forget(oldest) }
  }

  /// Drops what is older than a moment, as retention does.
  mutating func expire(before moment: Int64) {
    while let first = events.first, first.timestamp < moment {
      events.removeFirst()
      forget(first)
    }
  }

  private mutating func forget(_ event: LogEvent) {
    bytes -= event.size
    streams[event.stream]?.bytes -= event.size
    streams[event.stream]?.count -= 1
    if let stream = streams[event.stream], stream.isAutomatic, stream.count <= 0 { streams[event.stream] = nil }
  }
}
