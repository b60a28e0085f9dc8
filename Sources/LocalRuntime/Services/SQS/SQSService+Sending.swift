import WireProtocols

extension SQSService {
  func sendMessage(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    let draft = try MessageDraft(call.input, from: call.caller, for: try queue.settings())
    guard let sent = try await queue.send([draft]).first else { throw .queueDoesNotExist }
    return Self.answer(sent, draft, queue)
  }

  func sendMessageBatch(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    let settings = try queue.settings()
    let entries = try QueueBatch.entries(call, "SendMessage")
    let total = entries.reduce(0) { $0 + Self.size($1.input) }
    guard total <= SQSLimits.messageSize else {
      throw ServiceError(
        "BatchRequestTooLong",
        "Batch requests cannot be longer than \(SQSLimits.messageSize) bytes. You have sent \(total) bytes.")
    }
    var batch = QueueBatch()
    var drafts: [(id: String, draft: MessageDraft)] = []
    for entry in entries {
      do throws(ServiceError) {
        drafts.append((entry.id, try MessageDraft(entry.input, from: call.caller, for: settings)))
      } catch {
        batch.fail(entry.id, error)
      }
    }
    let sent = drafts.isEmpty ? [] : try await queue.send(drafts.map(\.draft))
    for ((id, draft), sent) in zip(drafts, sent) { batch.succeed(id, Self.answer(sent, draft, queue, isEntry: true)) }
    return batch.answer
  }

  private static func answer(_ sent: Sent, _ draft: MessageDraft, _ queue: Queue, isEntry: Bool = false) -> WireObject {
    var answer: WireObject = ["MessageId": .string(sent.id), "MD5OfMessageBody": .string(sent.md5OfBody)]
    if let md5 = MessageDigest.of(draft.attributes) { answer["MD5OfMessageAttributes"] = .string(md5) }
    if let trace = draft.traceHeader {
      let attributes = ["AWSTraceHeader": Parcel.Attribute(type: "String", text: trace)]
      answer["MD5OfMessageSystemAttributes"] = MessageDigest.of(attributes).map { .string($0) }
    }
    if queue.isFIFO { answer["SequenceNumber"] = .string(Message.sequenceNumber(sent.sequence)) }
    return answer
  }

  /// Bytes of an entry that count, before it is checked.
  private static func size(_ input: WireObject) -> Int {
    var size = input.string("MessageBody")?.utf8.count ?? 0
    for (name, value) in input.object("MessageAttributes")?.members ?? [] {
      let value = value.object ?? [:]
      size += name.utf8.count + (value.string("DataType")?.utf8.count ?? 0)
      size += value.string("StringValue")?.utf8.count ?? value.blob("BinaryValue")?.count ?? 0
    }
    return size
  }
}

/// The entries of a batch, and what became of each.
struct QueueBatch {
  private var successful: [WireValue] = []
  private var failed: [WireValue] = []

  mutating func succeed(_ id: String, _ members: WireObject = [:]) {
    var entry: WireObject = ["Id": .string(id)]
    for (name, value) in members.members { entry.append(name, value) }
    successful.append(.object(entry))
  }

  mutating func fail(_ id: String, _ error: ServiceError) {
    failed.append(
      .object([
        "Id": .string(id), "SenderFault": .bool((error.status ?? 400) < 500), "Code": .string(error.shape),
        "Message": .string(error.message),
      ]))
  }

  /// The members of every batch's output: both lists are required.
  var answer: WireObject { ["Successful": .list(successful), "Failed": .list(failed)] }

  /// The entries of a call, their ids checked.
  static func entries(_ call: ServiceCall, _ action: String) throws(ServiceError) -> [(id: String, input: WireObject)] {
    let entries = call.input.list("Entries").map { $0.object ?? [:] }
    guard !entries.isEmpty else {
      throw ServiceError(
        "EmptyBatchRequest", "There should be at least one \(action)BatchRequestEntry in the request.")
    }
    guard entries.count <= SQSLimits.batch else {
      throw ServiceError(
        "TooManyEntriesInBatchRequest",
        "Maximum number of entries per request are \(SQSLimits.batch). You have sent \(entries.count).")
    }
    var known: Set<String> = []
    var checked: [(id: String, input: WireObject)] = []
    for entry in entries {
      let id = entry.string("Id") ?? ""
      guard (1...80).contains(id.utf8.count), QueueName.isPlain(id) else {
        throw ServiceError(
          "InvalidBatchEntryId",
          "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long."
        )
      }
      guard known.insert(id).inserted else { throw ServiceError("BatchEntryIdsNotDistinct", "Id \(id) repeated.") }
      checked.append((id, entry))
    }
    return checked
  }
}

/// Rules for names of queues.
enum QueueName {
  /// Whether a text is letters, digits, hyphens and underscores.
  static func isPlain(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
      default: false
      }
    }
  }

  /// Checks a name (Amazon SQS API Reference, CreateQueue, QueueName).
  static func check(_ name: String, isFIFO: Bool) throws(ServiceError) {
    let plain = isFIFO ? name.dropLast(".fifo".count) : Substring(name)
    guard (1...80).contains(name.utf8.count), !plain.isEmpty, isPlain(plain), isFIFO == name.hasSuffix(".fifo") else {
      throw .invalidParameter(
        isFIFO
          ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."
          : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")
    }
  }
}
