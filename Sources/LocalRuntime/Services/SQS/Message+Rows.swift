/// The rows of a message: its contents, written once, and what receiving it changes.
extension Message {
  private static let version: UInt8 = 1

  /// Key of the contents of a message.
  static func key(_ sequence: UInt64) -> String { "m" + hexText(sequence) }

  /// The row of contents.
  var row: [UInt8] {
    var writer = RowWriter(version: Self.version, capacity: draft.size + 160)
    writer.put(sequence)
    writer.put(id)
    writer.put(sentAt)
    writer.put(visibleFrom)
    writer.put(draft.sender)
    writer.put(draft.group)
    writer.put(draft.deduplicationID)
    writer.put(draft.traceHeader)
    writer.put(deadLetterSource)
    writer.put(earlierReceives)
    writer.put(firstReceived)
    writer.put(draft.body)
    writer.put(draft.attributes.count)
    for (name, attribute) in draft.attributes {
      writer.put(name)
      writer.put(attribute.type)
      writer.put(attribute.bytes != nil)
      if let bytes = attribute.bytes { writer.put(bytes) } else { writer.put(attribute.text ?? "") }
    }
    return writer.bytes
  }

  /// Reads a row of contents.
  convenience init(row: [UInt8]) throws(MalformedRow) {
    var reader = try RowReader(row, version: Self.version)
    let sequence = try reader.number()
    let id = try reader.text()
    let sentAt = try reader.moment()
    let visibleFrom = try reader.moment()
    var draft = MessageDraft(body: "", sender: try reader.text())
    draft.group = try reader.optionalText()
    draft.deduplicationID = try reader.optionalText()
    draft.traceHeader = try reader.optionalText()
    let source = try reader.optionalText()
    let receives = try reader.integer()
    let first = try reader.optionalMoment()
    draft.body = try reader.text()
    for _ in 0..<(try reader.integer()) {
      let name = try reader.text()
      let type = try reader.text()
      draft.attributes[name] =
        try reader.bool()
        ? Parcel.Attribute(type: type, bytes: try reader.blob()) : Parcel.Attribute(type: type, text: try reader.text())
    }
    self.init(
      sequence: sequence, id: id, draft: draft, sentAt: sentAt, visibleFrom: visibleFrom, deadLetterSource: source,
      earlierReceives: receives, firstReceived: first, md5OfBody: MessageDigest.of(draft.body))
  }
}

/// What receiving a message changes.
struct ReceiptState: Sendable, Equatable {
  private static let version: UInt8 = 1

  /// How often the message was received in its queue.
  var receives = 0
  /// When first.
  var firstReceived: Moment?
  /// The secret of the latest receipt handle; 0 before the first.
  var receipt: UInt64 = 0

  init() {}

  /// Key of the state of a message.
  static func key(_ sequence: UInt64) -> String { "r" + hexText(sequence) }

  var row: [UInt8] {
    var writer = RowWriter(version: Self.version)
    writer.put(receives)
    writer.put(firstReceived)
    writer.put(receipt)
    return writer.bytes
  }

  init(row: [UInt8]) throws(MalformedRow) {
    var reader = try RowReader(row, version: Self.version)
    receives = try reader.integer()
    firstReceived = try reader.optionalMoment()
    receipt = try reader.number()
  }
}

/// What a FIFO queue remembers of a message for five minutes, even when the message is gone.
struct Deduplication: Sendable, Equatable {
  private static let version: UInt8 = 1

  var messageID: String
  var sequence: UInt64
  var until: Moment
  /// False until the message is on disk.
  var isDurable: Bool

  init(messageID: String, sequence: UInt64, until: Moment, isDurable: Bool) {
    self.messageID = messageID
    self.sequence = sequence
    self.until = until
    self.isDurable = isDurable
  }

  /// Key of the row: `d` and the id with its scope.
  static func key(_ id: String) -> String { "d" + id }

  var row: [UInt8] {
    var writer = RowWriter(version: Self.version)
    writer.put(messageID)
    writer.put(sequence)
    writer.put(until)
    return writer.bytes
  }

  init(row: [UInt8]) throws(MalformedRow) {
    var reader = try RowReader(row, version: Self.version)
    messageID = try reader.text()
    sequence = try reader.number()
    until = try reader.moment()
    isDurable = true
  }
}
