import WireProtocols

extension MessageDraft {
  /// The draft of an input of `SendMessage`, or of an entry of a batch, checked as SQS checks it.
  init(_ input: WireObject, from caller: Caller, for settings: QueueSettings) throws(ServiceError) {
    guard let body = input.string("MessageBody"), !body.isEmpty else { throw .missingParameter("MessageBody") }
    self.init(body: body, sender: caller.senderID)
    attributes = try Self.attributes(input.object("MessageAttributes") ?? [:])
    if let trace = input.object("MessageSystemAttributes") { traceHeader = try Self.traceHeader(trace) }
    group = input.string("MessageGroupId")
    deduplicationID = input.string("MessageDeduplicationId")
    delay = input.integer("DelaySeconds")
    try check(for: settings)
  }

  /// Checks a draft against a queue.
  func check(for settings: QueueSettings) throws(ServiceError) {
    if let wrong = Self.firstForbidden(body) {
      throw ServiceError(
        "InvalidMessageContents",
        "Invalid binary character '#x\(String(wrong, radix: 16, uppercase: true))' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF"
      )
    }
    guard size <= settings.maximumSize else {
      throw .invalidParameter(
        "One or more parameters are invalid. Reason: Message must be shorter than \(settings.maximumSize) bytes.")
    }
    if let delay, !(0...SQSLimits.delay).contains(delay) {
      throw .invalidParameter(delay, for: "DelaySeconds", "DelaySeconds must be >= 0 and <= \(SQSLimits.delay).")
    }
    try Self.check(group, "MessageGroupId")
    try Self.check(deduplicationID, "MessageDeduplicationId")
    if settings.isFIFO { try checkForFIFO(settings) } else { try checkForStandard() }
  }

  private func checkForFIFO(_ settings: QueueSettings) throws(ServiceError) {
    guard group != nil else { throw .missingParameter("MessageGroupId") }
    guard deduplicationID != nil || settings.deduplicatesByContent else {
      throw .invalidParameter(
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly")
    }
    if let delay, delay > 0 {
      throw .invalidParameter(
        delay, for: "DelaySeconds", "The request include parameter that is not valid for this queue type.")
    }
  }

  private func checkForStandard() throws(ServiceError) {
    // A group id is welcome: standard queues with one are fair queues.
    if let deduplicationID {
      throw .invalidParameter(
        deduplicationID, for: "MessageDeduplicationId",
        "The request include parameter that is not valid for this queue type.")
    }
  }

  /// Checks a group id, deduplication id or attempt id: up to 128 letters, digits and punctuation.
  static func check(_ token: String?, _ name: String) throws(ServiceError) {
    guard let token else { return }
    guard (1...SQSLimits.token).contains(token.utf8.count), token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .invalidParameter(
        token.prefix(200), for: name,
        "\(name) can only include alphanumeric and punctuation characters. 1 to \(SQSLimits.token) in length.")
    }
  }

  /// The first scalar that XML 1.0 does not allow: SQS takes no other.
  private static func firstForbidden(_ text: String) -> UInt32? {
    // All bytes from 0x20 to 0x7F, and all lead bytes but 0xEF, begin what is allowed.
    guard text.utf8.contains(where: { $0 < 0x20 && $0 != 9 && $0 != 10 && $0 != 13 || $0 == 0xEF }) else { return nil }
    return text.unicodeScalars.first {
      $0.value < 0x20 && $0.value != 9 && $0.value != 10 && $0.value != 13 || $0.value == 0xFFFE || $0.value == 0xFFFF
    }?.value
  }

  // MARK: Attributes

  /// Message attributes, checked (Amazon SQS Developer Guide, "Amazon SQS message attributes").
  static func attributes(_ input: WireObject) throws(ServiceError) -> [String: Parcel.Attribute] {
    guard input.members.count <= SQSLimits.attributes else {
      throw .invalidParameter(
        "Number of message attributes [\(input.members.count)] exceeds the allowed maximum [\(SQSLimits.attributes)].")
    }
    var attributes: [String: Parcel.Attribute] = [:]
    for (name, value) in input.members {
      try checkName(name)
      attributes[name] = try attribute(name, value.object ?? [:])
    }
    return attributes
  }

  private static func checkName(_ name: String) throws(ServiceError) {
    let isAllowed = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
      default: false
      }
    }
    guard isAllowed, !name.isEmpty else {
      throw .invalidParameter(
        "Message (user) attribute name can contain upper and lower score characters, digits, periods, hyphens and underscores."
      )
    }
    guard name.utf8.count <= SQSLimits.attributeName else {
      throw .invalidParameter("Message (user) attribute names must be shorter than \(SQSLimits.attributeName) Bytes")
    }
    let lower = name.lowercased()
    guard !lower.hasPrefix("aws."), !lower.hasPrefix("amazon."), name.first != ".", name.last != ".",
      !name.contains("..")
    else {
      throw .invalidParameter(
        "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'."
      )
    }
  }

  private static func attribute(_ name: String, _ value: WireObject) throws(ServiceError) -> Parcel.Attribute {
    let type = value.string("DataType") ?? ""
    let base = type.prefix { $0 != "." }
    guard ["String", "Number", "Binary"].contains(base), type.utf8.count <= SQSLimits.attributeName else {
      throw .invalidParameter(
        "The type of message (user) attribute '\(name)' is invalid. You must use only the following supported type prefixes: Binary, Number, String."
      )
    }
    if value["StringListValues"] != nil || value["BinaryListValues"] != nil {
      throw ServiceError(
        "UnsupportedOperation", "Message attribute list values in SendMessage operation are not supported.")
    }
    if base == "Binary" {
      guard let bytes = value.blob("BinaryValue"), !bytes.isEmpty else { throw empty(name, type) }
      return Parcel.Attribute(type: type, bytes: bytes)
    }
    guard let text = value.string("StringValue"), !text.isEmpty else { throw empty(name, type) }
    if base == "Number", Double(text) == nil {
      throw .invalidParameter("Could not cast message (user) attribute '\(name)' value to number.")
    }
    if firstForbidden(text) != nil {
      throw ServiceError(
        "InvalidMessageContents", "Message (user) attribute '\(name)' contains characters that are not allowed.")
    }
    return Parcel.Attribute(type: type, text: text)
  }

  private static func empty(_ name: String, _ type: String) -> ServiceError {
    .invalidParameter("Message (user) attribute '\(name)' must contain a non-empty value of type '\(type)'.")
  }

  private static func traceHeader(_ input: WireObject) throws(ServiceError) -> String? {
    var found: String?
    for (name, value) in input.members {
      guard name == "AWSTraceHeader" else {
        throw .invalidParameter("Message system attribute name '\(name)' is invalid.")
      }
      guard value.object?.string("DataType") == "String", let text = value.object?.string("StringValue"), !text.isEmpty
      else {
        throw .invalidParameter("Message (system) attribute '\(name)' must contain a non-empty value of type 'String'.")
      }
      found = text
    }
    return found
  }
}

extension Caller {
  /// `SenderId`. AWS shows the unique id of a user or role; here it is the access key, and with a role its session.
  var senderID: String {
    switch form {
    case .administrator: accessKey
    case .role: "\(accessKey):\(session)"
    case .anonymous: "anonymous"
    }
  }
}
