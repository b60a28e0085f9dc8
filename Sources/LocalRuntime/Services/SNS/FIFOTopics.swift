/// What FIFO topics remember: the number of their last message, and the deduplication ids of the last 5 minutes
/// (SNS Developer Guide, "Message deduplication for FIFO topics").
struct FIFOTopics: Sendable {
  static let space = "sns-fifo"
  private static let interval: Int64 = 300_000
  /// Numbers have 20 digits.
  private static let first: UInt64 = 10_000_000_000_000_000_000

  /// What an id was answered with.
  struct Answer: Sendable {
    var messageID: String
    var sequenceNumber: String
    fileprivate var expires: Moment
  }

  private var numbers: [String: UInt64] = [:]
  private var answers: [String: Answer] = [:]
  /// Keys of answers in the order in which they expire.
  private var expiring: ArraySlice<String> = []
  /// Who waits for its turn, by topic.
  private var turns: [String: [CheckedContinuation<Void, Never>]] = [:]

  init() {}

  /// Goes on from what the store holds.
  init(_ rows: [StoreRow], now: Moment) {
    for row in rows {
      guard var reader = try? RowReader(row.value, version: 1) else { continue }
      if row.key.hasPrefix("number/"), let number = try? reader.signed() {
        numbers[String(row.key.dropFirst("number/".count))] = UInt64(bitPattern: number)
      } else if let id = try? reader.text(), let number = try? reader.text(), let expires = try? reader.signed() {
        answers[row.key] = Answer(
          messageID: id, sequenceNumber: number, expires: Moment(milliseconds: expires))
      }
    }
    expiring = answers.sorted { $0.value.expires < $1.value.expires }.map(\.key)[...]
  }

  /// The answer to an earlier message of the same id.
  func answer(to key: String, now: Moment) -> Answer? { answers[key].flatMap { $0.expires > now ? $0 : nil } }

  /// The key under which an id is remembered.
  static func key(_ topic: Topic, _ publication: Publication) -> String {
    let group = topic.deduplicatesByGroup ? publication.group ?? "" : ""
    return "answer/\(topic.arn)\n\(group)\n\(publication.deduplicationID ?? "")"
  }

  /// Numbers a message and remembers its id; the changes that make both last.
  mutating func number(_ key: String, of topic: String, messageID: String, now: Moment) -> (String, [StoreChange]) {
    var changes = forget(before: now)
    let number = (numbers[topic] ?? Self.first) + 1
    numbers[topic] = number
    let answer = Answer(
      messageID: messageID, sequenceNumber: String(number), expires: now.adding(milliseconds: Self.interval))
    answers[key] = answer
    expiring.append(key)
    var row = RowWriter(version: 1)
    row.put(answer.messageID)
    row.put(answer.sequenceNumber)
    row.put(answer.expires.milliseconds)
    changes.append(.put(space: Self.space, key: key, value: row.bytes))
    var last = RowWriter(version: 1)
    last.put(Int64(bitPattern: number))
    changes.append(.put(space: Self.space, key: "number/\(topic)", value: last.bytes))
    return (answer.sequenceNumber, changes)
  }

  /// Forgets an id whose message could not be kept.
  mutating func forget(_ key: String) -> StoreChange {
    answers[key] = nil
    return .remove(space: Self.space, key: key)
  }

  private mutating func forget(before now: Moment) -> [StoreChange] {
    var changes: [StoreChange] = []
    while let key = expiring.first, answers[key].map({ $0.expires <= now }) ?? true {
      expiring.removeFirst()
      if answers.removeValue(forKey: key) != nil { changes.append(.remove(space: Self.space, key: key)) }
    }
    return changes
  }

  // MARK: Turns

  /// Whether it is a caller's turn at once; otherwise it waits in ``wait``.
  mutating func begin(_ topic: String) -> Bool {
    guard turns[topic] != nil else {
      turns[topic] = []
      return true
    }
    return false
  }

  mutating func wait(_ topic: String, _ continuation: CheckedContinuation<Void, Never>) {
    turns[topic, default: []].append(continuation)
  }

  /// Hands the turn on.
  mutating func end(_ topic: String) {
    guard var waiting = turns[topic], !waiting.isEmpty else {
      turns[topic] = nil
      return
    }
    let next = waiting.removeFirst()
    turns[topic] = waiting
    next.resume()
  }
}
