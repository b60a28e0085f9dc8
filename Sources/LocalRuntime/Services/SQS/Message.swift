/// What a sender gave, checked, before it is a message.
struct MessageDraft: Sendable {
  var body: String
  var attributes: [String: Parcel.Attribute] = [:]
  var traceHeader: String?
  /// Seconds to hold it back; nil: the queue's delay.
  var delay: Int?
  var group: String?
  var deduplicationID: String?
  /// `SenderId`.
  var sender: String

  /// Bytes that count towards the queue's maximum: body, and names, types and values of attributes.
  var size: Int {
    attributes.reduce(body.utf8.count) { sum, item in
      sum + item.key.utf8.count + item.value.type.utf8.count
        + (item.value.text?.utf8.count ?? item.value.bytes?.count ?? 0)
    }
  }
}

/// A message of a queue. What changes with its life (receives, visibility) is the queue's.
final class Message: Sendable {
  /// Its place in the queue, unique there and ascending.
  let sequence: UInt64
  let id: String
  let draft: MessageDraft
  let sentAt: Moment
  /// When its delay ends.
  let visibleFrom: Moment
  /// ARN of the queue from which it was moved here as a dead letter.
  let deadLetterSource: String?
  /// How often it was received in the queues it came from, and when first.
  let earlierReceives: Int
  let firstReceived: Moment?
  let md5OfBody: String

  init(
    sequence: UInt64, id: String, draft: MessageDraft, sentAt: Moment, visibleFrom: Moment,
    deadLetterSource: String? = nil,
    earlierReceives: Int = 0, firstReceived: Moment? = nil, md5OfBody: String
  ) {
    self.sequence = sequence
    self.id = id
    self.draft = draft
    self.sentAt = sentAt
    self.visibleFrom = visibleFrom
    self.deadLetterSource = deadLetterSource
    self.earlierReceives = earlierReceives
    self.firstReceived = firstReceived
    self.md5OfBody = md5OfBody
  }

  /// Bytes that it is charged with.
  var held: Int { draft.size + SQSLimits.overhead }

  /// `SequenceNumber`: 20 digits, larger than that of the message before.
  var sequenceNumber: String { Self.sequenceNumber(sequence) }

  static func sequenceNumber(_ sequence: UInt64) -> String { String(10_000_000_000_000_000_000 + sequence) }

  /// Makes a message id: a random UUID (RFC 9562, version 4).
  static func makeID() -> String {
    let high = UInt64.random(in: .min ... .max) & ~0xF000 | 0x4000
    let low = UInt64.random(in: .min ... .max) & ~(0b11 << 62) | (0b10 << 62)
    let hex = hexText(high) + hexText(low)
    var parts: [Substring] = []
    var start = hex.startIndex
    for length in [8, 4, 4, 4, 12] {
      let end = hex.index(start, offsetBy: length)
      parts.append(hex[start..<end])
      start = end
    }
    return parts.joined(separator: "-")
  }
}

/// 16 hex digits.
func hexText(_ value: UInt64) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
