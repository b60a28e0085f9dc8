/// What SQS limits (Amazon SQS Developer Guide, "Amazon SQS quotas"), and what this run adds.
enum SQSLimits {
  /// Longest time that a message can be hidden, in seconds, counted from when it was received.
  static let visibility = 43_200
  /// Longest delay, in seconds.
  static let delay = 900
  /// Longest wait of a receive call, in seconds.
  static let wait = 20
  /// Most messages of a receive call, and most entries of a batch.
  static let batch = 10
  /// Largest message and largest batch, in bytes.
  static let messageSize = 1_048_576
  /// Most attributes of a message.
  static let attributes = 10
  /// Longest name or type of a message attribute, in bytes.
  static let attributeName = 256
  /// Messages in flight per queue.
  static let inFlight = 120_000
  /// Milliseconds for which a FIFO queue remembers a deduplication id or an attempt id.
  static let deduplication: Int64 = 300_000
  /// Longest deduplication id, group id or attempt id.
  static let token = 128
  /// Milliseconds between two purges of a queue, and between its deletion and the next of its name.
  static let pause: Int64 = 60_000
  /// Most tags of a queue.
  static let tags = 50
  /// Most actions of a permission.
  static let actions = 7
  /// Most messages that a move task moves in a second.
  static let movesPerSecond = 500
  /// Bytes that all queues together may hold in memory, with `overhead` for each message or deduplication id: the run keeps
  /// messages in memory as well as on disk, and must not take the machine's memory when nobody receives.
  static let held = 512 << 20
  /// Bytes that a message takes beside its contents.
  static let overhead = 512
  /// Most receive calls waiting on one queue: each is a connection to the edge.
  static let waiters = 10_000
  /// Most attempt ids remembered per queue.
  static let attempts = 10_000
}
