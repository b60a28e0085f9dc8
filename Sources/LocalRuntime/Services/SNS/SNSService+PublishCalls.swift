import WireProtocols

extension SNSService {
  func publish(_ input: WireObject) async throws(ServiceError) -> WireObject {
    if input.string("PhoneNumber") != nil {
      throw .invalidTopicParameter("PhoneNumber Reason: the local run sends no text messages")
    }
    guard let arn = input.string("TopicArn") ?? input.string("TargetArn") else {
      throw .invalidTopicParameter("TopicArn or TargetArn Reason: no value for required parameter")
    }
    let topic = try topic(arn)
    let receipt = try await publish(try Publication(input, to: topic), to: topic)
    return ["MessageId": .string(receipt.messageID), "SequenceNumber": receipt.sequenceNumber.map { .string($0) }]
  }

  /// `PublishBatch`: up to 10 messages; each succeeds or fails by itself.
  func publishBatch(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let topic = try topic(input.string("TopicArn"))
    let entries = input.list("PublishBatchRequestEntries").map { $0.object ?? [:] }
    try Self.check(entries, topic)
    var successful: [WireValue] = []
    var failed: [WireValue] = []
    for entry in entries {
      let id = WireValue.string(entry.string("Id") ?? "")
      do throws(ServiceError) {
        let receipt = try await publish(try Publication(entry, to: topic), to: topic)
        let number = receipt.sequenceNumber.map { WireValue.string($0) }
        successful.append(.object(["Id": id, "MessageId": .string(receipt.messageID), "SequenceNumber": number]))
      } catch {
        let isOurs = error.shape == "InternalErrorException"
        failed.append(
          .object([
            "Id": id, "Code": .string(Self.codes[error.shape] ?? error.shape), "Message": .string(error.message),
            "SenderFault": .bool(!isOurs),
          ]))
      }
    }
    return ["Successful": .list(successful), "Failed": .list(failed)]
  }

  /// Codes that stand for an error's shape inside a batch's answer, as they do on the wire.
  private static let codes = [
    "InvalidParameterException": "InvalidParameter", "InvalidParameterValueException": "ParameterValueInvalid",
    "InternalErrorException": "InternalError",
  ]

  private static func check(_ entries: [WireObject], _ topic: Topic) throws(ServiceError) {
    guard !entries.isEmpty else {
      throw ServiceError("EmptyBatchRequestException", "The batch request doesn't contain any entries.")
    }
    guard entries.count <= 10 else {
      throw ServiceError(
        "TooManyEntriesInBatchRequestException", "The batch request contains more entries than permissible.")
    }
    let ids = entries.map { $0.string("Id") ?? "" }
    guard ids.allSatisfy(isValid) else {
      throw ServiceError(
        "InvalidBatchEntryIdException", "The Id of a batch entry in a batch request doesn't abide by the specification."
      )
    }
    guard Set(ids).count == ids.count else {
      throw ServiceError(
        "BatchEntryIdsNotDistinctException", "Two or more batch entries in the request have the same Id.")
    }
    guard entries.reduce(0, { $0 + ($1.string("Message")?.utf8.count ?? 0) }) <= topic.maximumMessageSize else {
      throw ServiceError(
        "BatchRequestTooLongException", "The length of all the batch messages put together is more than the limit.")
    }
  }

  /// Up to 80 letters, digits, hyphens and underscores.
  private static func isValid(_ id: String) -> Bool {
    (1...80).contains(id.utf8.count) && id.utf8.allSatisfy(isNameByte)
  }

  /// Whether a byte may stand in a batch entry's id or a topic's name.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
