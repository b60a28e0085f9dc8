import RunFindings
import WireProtocols

extension SQSService {
  func receiveMessage(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    let input = call.input
    let most = input.integer("MaxNumberOfMessages") ?? 1
    guard (1...SQSLimits.batch).contains(most) else {
      throw .invalidParameter(
        most, for: "MaxNumberOfMessages", "Must be between 1 and \(SQSLimits.batch), if provided.")
    }
    let settings = try queue.settings()
    let wait = input.integer("WaitTimeSeconds") ?? settings.wait
    guard (0...SQSLimits.wait).contains(wait) else {
      throw .invalidParameter(wait, for: "WaitTimeSeconds", "Must be >= 0 and <= \(SQSLimits.wait), if provided.")
    }
    let visibility = input.integer("VisibilityTimeout")
    if let visibility, !(0...SQSLimits.visibility).contains(visibility) {
      throw .invalidParameter(
        visibility, for: "VisibilityTimeout", "Must be >= 0 and <= \(SQSLimits.visibility), if provided.")
    }
    let attempt = input.string("ReceiveRequestAttemptId")
    try MessageDraft.check(attempt, "ReceiveRequestAttemptId")
    if attempt != nil, !queue.isFIFO {
      throw .invalidParameter(
        attempt ?? "", for: "ReceiveRequestAttemptId",
        "The request include parameter that is not valid for this queue type.")
    }
    let view = try MessageView(input)
    let got = try await receive(
      ReceiveOrder(most: most, visibility: visibility, attempt: attempt), from: queue,
      waitMilliseconds: Int64(wait) * 1000)
    return got.isEmpty ? [:] : ["Messages": .list(got.map { .object(view.members(of: $0)) })]
  }

  /// Takes messages, waiting for the first of them; moves to the dead-letter queue what was received too often.
  func receive(
    _ order: ReceiveOrder, from queue: Queue, waitMilliseconds: Int64
  ) async throws(ServiceError) -> [Received] {
    let deadline = clock.now.adding(milliseconds: waitMilliseconds)
    while true {
      // Whoever asked has gone: nothing is taken, and whoever waits next is woken instead.
      if Task.isCancelled { return [] }
      let target = try deadLetterQueue(of: queue)
      var order = order
      order.movesDead = target != nil
      let taking = try queue.take(order)
      if let target, !taking.dead.isEmpty { try await moveDead(taking.dead, from: queue, to: target) }
      if !taking.got.isEmpty {
        if target == nil { tellStuck(taking.got, in: queue) }
        return taking.got
      }
      if taking.dead.isEmpty {
        if clock.now >= deadline { return [] }
        try await queue.wait(until: deadline)
      }
    }
  }
}

/// Which attributes a receiver wants to see.
struct MessageView {
  private static let systemNames: Set<String> = [
    "All", "SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp", "SequenceNumber",
    "MessageDeduplicationId", "MessageGroupId", "AWSTraceHeader", "DeadLetterQueueSourceArn",
  ]

  private let system: Set<String>
  private let user: [String]

  init(_ input: WireObject) throws(ServiceError) {
    system = Set(input.strings("AttributeNames") + input.strings("MessageSystemAttributeNames"))
    user = input.strings("MessageAttributeNames")
    if let unknown = system.subtracting(Self.systemNames).min() { throw .unknownAttribute(unknown) }
  }

  /// The members of `Message`.
  func members(of received: Received) -> WireObject {
    let message = received.message
    var members: WireObject = [
      "MessageId": .string(message.id), "ReceiptHandle": .string(received.handle),
      "MD5OfBody": .string(message.md5OfBody),
      "Body": .string(message.draft.body),
    ]
    var attributes = WireObject()
    for (name, value) in received.systemAttributes where system.contains(name) || system.contains("All") {
      attributes.append(name, .string(value))
    }
    if !attributes.isEmpty { members.append("Attributes", .object(attributes)) }
    let wanted = user.isEmpty ? [:] : message.draft.attributes.filter { isWanted($0.key) }
    // The digest is that of what is given, since SDKs compute it from that.
    if let md5 = MessageDigest.of(wanted) {
      members.append("MD5OfMessageAttributes", .string(md5))
      var object = WireObject()
      for (name, attribute) in wanted.sorted(by: { $0.key < $1.key }) { object.append(name, attribute.wire) }
      members.append("MessageAttributes", .object(object))
    }
    return members
  }

  /// `All`, `.*`, a name, or a prefix and `.*` (Amazon SQS API Reference, ReceiveMessage, MessageAttributeNames).
  private func isWanted(_ name: String) -> Bool {
    user.contains { wanted in
      if wanted == "All" || wanted == ".*" || wanted == name { return true }
      return wanted.hasSuffix(".*") && name.hasPrefix(wanted.dropLast(2))
    }
  }
}

extension Received {
  /// System attributes by AWS's names.
  var systemAttributes: [(String, String)] {
    var all = [
      ("SenderId", message.draft.sender), ("SentTimestamp", String(message.sentAt.milliseconds)),
      ("ApproximateReceiveCount", String(receiveCount)),
    ]
    if let first = firstReceived { all.append(("ApproximateFirstReceiveTimestamp", String(first.milliseconds))) }
    if isFIFO { all.append(("SequenceNumber", message.sequenceNumber)) }
    if let group = message.draft.group { all.append(("MessageGroupId", group)) }
    if let id = message.draft.deduplicationID { all.append(("MessageDeduplicationId", id)) }
    if let trace = message.draft.traceHeader { all.append(("AWSTraceHeader", trace)) }
    if let source = message.deadLetterSource { all.append(("DeadLetterQueueSourceArn", source)) }
    return all
  }
}

extension Parcel.Attribute {
  /// `MessageAttributeValue`.
  var wire: WireValue {
    if let bytes { return .object(["DataType": .string(type), "BinaryValue": .blob(bytes)]) }
    return .object(["DataType": .string(type), "StringValue": .string(text ?? "")])
  }
}
