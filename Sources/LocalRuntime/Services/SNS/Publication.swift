import Crypto
import Source
import WireProtocols

/// A message on its way through a topic, checked.
struct Publication: Sendable {
  /// The message for protocols that have none of their own.
  var message: String
  /// Messages by protocol, where `MessageStructure` is `json`.
  var messages: [String: String] = [:]
  var subject: String?
  var attributes: [String: Parcel.Attribute] = [:]
  var group: String?
  var deduplicationID: String?
  /// The most bytes that attributes and message have together are checked against the topic.
  private(set) var size: Int

  /// Reads the members that `Publish` and an entry of `PublishBatch` share.
  ///
  /// - Throws: SNS's errors for what they do not allow of each other; single members the model checked.
  init(_ input: WireObject, to topic: Topic) throws(ServiceError) {
    message = input.string("Message") ?? ""
    guard !message.isEmpty else { throw .invalidTopicParameter("Empty message") }
    subject = input.string("Subject")
    if let subject { try Self.check(subject: subject) }
    size = message.utf8.count
    for (name, value) in input.object("MessageAttributes")?.members ?? [] {
      let attribute = try Self.attribute(name, value.object ?? [:])
      attributes[name] = attribute
      size += name.utf8.count + attribute.type.utf8.count
      size += attribute.text?.utf8.count ?? attribute.bytes?.count ?? 0
    }
    guard size <= topic.maximumMessageSize else { throw .invalidTopicParameter("Message too long") }
    if let structure = input.string("MessageStructure") { try read(structure: structure) }
    group = input.string("MessageGroupId")
    deduplicationID = input.string("MessageDeduplicationId")
    try check(for: topic)
  }

  /// A message that another service publishes.
  init(_ parcel: Parcel, to topic: Topic) throws(ServiceError) {
    message = parcel.body
    attributes = parcel.attributes
    group = parcel.messageGroup
    deduplicationID = parcel.deduplicationID
    size = message.utf8.count
    guard size <= topic.maximumMessageSize else { throw .invalidTopicParameter("Message too long") }
    try check(for: topic)
  }

  /// What a protocol gets.
  func message(for kind: String) -> String { messages[kind] ?? message }

  /// `Publish`, `Subject`: at most 100 characters of printable text, in one line, that begins with a letter, digit or mark.
  private static func check(subject: String) throws(ServiceError) {
    let isPrintable = subject.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    guard isPrintable, subject.first != " ", (1...100).contains(subject.count) else {
      throw .invalidTopicParameter("Subject")
    }
  }

  private mutating func read(structure: String) throws(ServiceError) {
    guard structure == "json" else { throw .invalidTopicParameter("Message Structure - \(structure) is not supported") }
    guard let members = JSON.read(message)?.members else {
      throw .invalidTopicParameter("Message Structure - JSON message body failed to parse")
    }
    for member in members {
      guard let text = member.value.literal else { continue }
      messages[member.key] = text
    }
    guard let fallback = messages["default"] else {
      throw .invalidTopicParameter("Message Structure - No default entry in JSON message body")
    }
    message = fallback
  }

  private mutating func check(for topic: Topic) throws(ServiceError) {
    for (name, text) in [("MessageGroupId", group), ("MessageDeduplicationId", deduplicationID)] {
      guard let text else { continue }
      let isValid = text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && (1...128).contains(text.utf8.count)
      guard isValid else {
        throw .invalidTopicParameter(
          "\(name) Reason: The \(name) can only include alphanumeric and punctuation characters. 1 to 128 in length.")
      }
    }
    guard topic.isFIFO else {
      guard deduplicationID == nil else {
        throw .invalidTopicParameter(
          "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type"
        )
      }
      return
    }
    guard group != nil else { throw .invalidTopicParameter("The MessageGroupId parameter is required for FIFO topics") }
    if deduplicationID == nil {
      guard topic.deduplicatesByContent else {
        throw .invalidTopicParameter(
          "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
        )
      }
      deduplicationID = SHA256.hash(data: Array(message.utf8)).map(RowKey.byte).joined()
    }
  }

  /// `MessageAttributeValue`: a type, and a value in the field that fits it.
  private static func attribute(_ name: String, _ value: WireObject) throws(ServiceError) -> Parcel.Attribute {
    guard let type = value.string("DataType"), !type.isEmpty else {
      throw .invalidTopicAttribute("The message attribute '\(name)' must contain non-empty message attribute type.")
    }
    let text = value.string("StringValue")
    switch type.split(separator: ".").first {
    case "Binary":
      guard let bytes = value.blob("BinaryValue"), !bytes.isEmpty else {
        throw .invalidTopicAttribute("The message attribute '\(name)' with type '\(type)' must use field 'Binary'.")
      }
      return Parcel.Attribute(type: type, bytes: bytes)
    case "String", "Number":
      guard let text, !text.isEmpty else {
        throw .invalidTopicAttribute("The message attribute '\(name)' must contain non-empty message attribute value.")
      }
      if type == "Number", Double(text) == nil {
        throw .invalidTopicAttribute("Could not cast message attribute '\(name)' value to number.")
      }
      return Parcel.Attribute(type: type, text: text)
    default:
      throw .invalidTopicAttribute(
        "The message attribute '\(name)' has an invalid message attribute type, "
          + "the set of supported type prefixes is Binary, Number, and String.")
    }
  }
}

extension ServiceError {
  /// `InvalidParameter`.
  static func invalidTopicParameter(_ message: String) -> ServiceError {
    ServiceError("InvalidParameterException", "Invalid parameter: \(message)")
  }

  /// `ParameterValueInvalid`.
  static func invalidTopicAttribute(_ message: String) -> ServiceError {
    ServiceError("InvalidParameterValueException", message)
  }

  static let topicNotFound = ServiceError("NotFoundException", "Topic does not exist")
  static let subscriptionNotFound = ServiceError("NotFoundException", "Subscription does not exist")
}
