import Source

/// Messages on their way into one invocation.
struct PollBatch: Sendable {
  var messages: [PolledMessage]
  /// FIFO: the group that all are of.
  var group: String?
}

/// The event of a batch (Lambda Developer Guide, "Using Lambda with Amazon SQS": example message event).
struct BatchEvent {
  let queue: String
  let region: String

  func text(_ messages: [PolledMessage]) -> String {
    JSON.object { json in
      json.member("Records", each: messages) { json, message in json.object { write(message, to: &$0) } }
    }
  }

  /// Size of a message in the event, about: what the 6 MB of an invocation are counted by.
  static func size(_ message: PolledMessage) -> Int {
    // Escaping can lengthen a body; the envelope of a record has about 700 bytes.
    let attributes = message.attributes.reduce(0) { sum, attribute in
      sum + attribute.key.utf8.count + (attribute.value.text?.utf8.count ?? 0)
        + (attribute.value.bytes?.count ?? 0) * 4 / 3 + 120
    }
    return message.body.utf8.reduce(700) { $0 + ($1 < 0x20 || $1 == 0x22 || $1 == 0x5C ? 2 : 1) } + attributes
  }

  private func write(_ message: PolledMessage, to json: inout JSONWriter) {
    json.member("messageId", message.id)
    json.member("receiptHandle", message.receiptHandle)
    json.member("body", message.body)
    json.member("attributes") { json in
      for (name, value) in message.systemAttributes.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
    }
    json.member("messageAttributes") { json in
      for (name, attribute) in message.attributes.sorted(by: { $0.key < $1.key }) {
        json.member(name) { write(attribute, to: &$0) }
      }
    }
    json.member("md5OfBody", message.md5OfBody)
    json.member("md5OfMessageAttributes", ifAny: message.md5OfAttributes)
    json.member("eventSource", "aws:sqs")
    json.member("eventSourceARN", queue)
    json.member("awsRegion", region)
  }

  private func write(_ attribute: Parcel.Attribute, to json: inout JSONWriter) {
    json.member("stringValue", ifAny: attribute.text)
    json.member("binaryValue", ifAny: attribute.bytes.map(Base64.text))
    json.member("stringListValues", [])
    json.member("binaryListValues", [])
    json.member("dataType", attribute.type)
  }

  /// A message as filters see it: a body that is JSON counts as its value, any other as text.
  static func datum(_ message: PolledMessage) -> Datum {
    .map([
      "messageId": .string(message.id), "body": JSON.read(message.body) ?? .string(message.body),
      "attributes": .map(message.systemAttributes.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }),
      "messageAttributes": .map(
        message.attributes.sorted { $0.key < $1.key }.map { name, attribute in
          (
            name,
            .map([
              "stringValue": attribute.text.map(Datum.string), "dataType": .string(attribute.type),
            ])
          )
        }),
    ])
  }
}

/// What a handler says of its batch (Lambda Developer Guide, "Implementing partial batch responses").
enum BatchAnswer: Equatable {
  /// Everything was handled.
  case success
  /// Those with these ids were not.
  case failed(Set<String>)
  /// It cannot be understood, which counts as failure of everything.
  case malformed(String)

  /// Reads the answer of a handler that reports failures.
  init(_ payload: [UInt8], ids: [String]) {
    let text = payload.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    if text.isEmpty {
      self = .success
      return
    }
    guard let answer = JSON.read(payload) else {
      self = .malformed("the answer is no JSON")
      return
    }
    if answer.kind == .null {
      self = .success
      return
    }
    guard answer.members != nil else {
      self = .malformed("the answer is no object")
      return
    }
    guard let list = answer["batchItemFailures"], list.kind != .null else {
      self = .success
      return
    }
    guard let items = list.items else {
      self = .malformed("`batchItemFailures` is no list")
      return
    }
    var failed: Set<String> = []
    for item in items {
      guard let id = item["itemIdentifier"]?.literal, !id.isEmpty else {
        self = .malformed("an item of `batchItemFailures` has no `itemIdentifier`")
        return
      }
      guard ids.contains(id) else {
        self = .malformed("`\(id)` is no message of the batch")
        return
      }
      failed.insert(id)
    }
    self = failed.isEmpty ? .success : .failed(failed)
  }
}
