import WireProtocols

extension SQSService: ParcelReceiver {
  /// Takes a parcel into a queue; returns when it is on disk.
  public func receive(_ parcel: Parcel) async -> DeliveryOutcome {
    guard let queue = queue(arn: parcel.target) else { return .failed(.noQueue) }
    do throws(ServiceError) {
      let settings = try queue.settings()
      guard parcel.attributes.count <= SQSLimits.attributes else {
        throw .invalidParameter(
          "Number of message attributes [\(parcel.attributes.count)] exceeds the allowed maximum [\(SQSLimits.attributes)]."
        )
      }
      var draft = MessageDraft(body: parcel.body, sender: parcel.sender.senderID)
      draft.attributes = parcel.attributes
      draft.traceHeader = parcel.traceHeader
      draft.group = parcel.messageGroup
      // A standard queue subscribed to a FIFO topic takes the message without its deduplication id.
      draft.deduplicationID = settings.isFIFO ? parcel.deduplicationID : nil
      try draft.check(for: settings)
      _ = try await queue.send([draft])
      return .delivered
    } catch {
      return .failed(DeliveryFailure(error))
    }
  }
}

extension DeliveryFailure {
  /// The queue is gone.
  fileprivate static let noQueue = DeliveryFailure(
    "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.", isRetriable: false)

  fileprivate init(_ error: ServiceError) {
    switch error.shape {
    case "QueueDoesNotExist": self = .noQueue
    case "OverLimit", "InternalFailure": self.init(error.shape, error.message, isRetriable: true)
    default: self.init(error.shape, error.message, isRetriable: false)
    }
  }
}

extension Sender {
  /// `SenderId` of what a service delivers: the service, or the role that it was given.
  fileprivate var senderID: String {
    switch self {
    case .service(let name, _): name
    case .role(let arn, _): arn
    }
  }
}

extension SQSService: MessageSource {
  /// Waits until messages are there, at most `wait` milliseconds; none, after that time, if the queue is gone or the store
  /// fails, so that a poller does not spin.
  public func poll(queue arn: String, max: Int, waitMilliseconds: Int64) async -> [PolledMessage] {
    let deadline = clock.now.adding(milliseconds: waitMilliseconds)
    let order = ReceiveOrder(most: Swift.max(1, max))
    guard let queue = queue(arn: arn),
      let got = try? await receive(order, from: queue, waitMilliseconds: waitMilliseconds)
    else {
      try? await clock.sleep(until: deadline)
      return []
    }
    return got.map { received in
      let draft = received.message.draft
      return PolledMessage(
        id: received.message.id, receiptHandle: received.handle, body: draft.body,
        systemAttributes: Dictionary(received.systemAttributes) { first, _ in first }, attributes: draft.attributes,
        md5OfBody: received.message.md5OfBody, md5OfAttributes: MessageDigest.of(draft.attributes),
        messageGroup: draft.group)
    }
  }

  /// Deletes messages; a handle that deletes none is passed over.
  public func delete(queue arn: String, receiptHandles: [String]) async {
    // A queue that is gone has nothing to delete; a disk that refuses shows the messages again, as AWS would.
    _ = try? await queue(arn: arn)?.delete(receiptHandles)
  }

  /// Sets how long messages stay hidden from now; a handle that is not in flight is passed over.
  public func changeVisibility(queue arn: String, receiptHandles: [String], seconds: Int) async {
    guard let queue = queue(arn: arn) else { return }
    for handle in receiptHandles { try? queue.changeVisibility(handle, seconds: seconds) }
  }
}
