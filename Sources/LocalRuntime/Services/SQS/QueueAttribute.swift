import Foundation
import WireProtocols
import Wiring

/// An attribute of a queue (Amazon SQS API Reference, SetQueueAttributes): a row of the table below.
struct QueueAttribute: Sendable {
  typealias Apply = @Sendable (String, inout QueueSettings) throws(ServiceError) -> Void

  /// What is answered while it is not set; nil for nothing.
  var assumed: String?
  var isFIFOOnly = false
  var isSettable = true
  /// Whether the empty text removes it.
  var isRemovable = false
  /// Checks a value, and makes it act.
  var apply: Apply

  /// All that there are, by name.
  static let all: [String: QueueAttribute] = {
    var all: [String: QueueAttribute] = [
      "VisibilityTimeout": number("VisibilityTimeout", { $1.visibility = $0 }, 0...43_200, 30),
      "DelaySeconds": number("DelaySeconds", { $1.delay = $0 }, 0...900, 0),
      "MessageRetentionPeriod": number("MessageRetentionPeriod", { $1.retention = $0 }, 60...1_209_600, 345_600),
      "MaximumMessageSize": number("MaximumMessageSize", { $1.maximumSize = $0 }, 1024...1_048_576, 1_048_576),
      "ReceiveMessageWaitTimeSeconds": number("ReceiveMessageWaitTimeSeconds", { $1.wait = $0 }, 0...20, 0),
      "ContentBasedDeduplication": QueueAttribute(assumed: "false", isFIFOOnly: true) {
        value, settings throws(ServiceError) in
        settings.deduplicatesByContent = try oneOf(["true", "false"], value, "ContentBasedDeduplication") == "true"
      },
      "DeduplicationScope": QueueAttribute(assumed: "queue", isFIFOOnly: true) { value, settings throws(ServiceError) in
        settings.deduplicatesPerGroup =
          try oneOf(["queue", "messageGroup"], value, "DeduplicationScope") == "messageGroup"
      },
      "FifoThroughputLimit": QueueAttribute(assumed: "perQueue", isFIFOOnly: true) { value, _ throws(ServiceError) in
        _ = try oneOf(["perQueue", "perMessageGroupId"], value, "FifoThroughputLimit")
      },
      "RedrivePolicy": QueueAttribute(isRemovable: true) { value, settings throws(ServiceError) in
        settings.redrive = value.isEmpty ? nil : try redrive(value)
      },
      "RedriveAllowPolicy": QueueAttribute(isRemovable: true) { value, settings throws(ServiceError) in
        settings.redriveAllow = value.isEmpty ? .all : try redriveAllow(value)
      },
      "SqsManagedSseEnabled": QueueAttribute(assumed: "true") { value, _ throws(ServiceError) in
        _ = try oneOf(["true", "false"], value, "SqsManagedSseEnabled")
      },
      // Kept and answered; messages of a local run are not encrypted.
      "KmsMasterKeyId": QueueAttribute(isRemovable: true) { _, _ throws(ServiceError) in },
      "KmsDataKeyReusePeriodSeconds": QueueAttribute(isRemovable: true) { value, _ throws(ServiceError) in
        if !value.isEmpty { _ = try integer(value, 60...86_400, "KmsDataKeyReusePeriodSeconds") }
      },
    ]
    let answeredOnly = [
      "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed",
      "CreatedTimestamp", "LastModifiedTimestamp", "QueueArn", "FifoQueue", "Policy",
    ]
    for name in answeredOnly { all[name] = QueueAttribute(isSettable: false) { _, _ throws(ServiceError) in } }
    return all
  }()

  private static func number(
    _ name: String, _ store: @escaping @Sendable (Int, inout QueueSettings) -> Void, _ range: ClosedRange<Int>,
    _ assumed: Int
  ) -> QueueAttribute {
    QueueAttribute(assumed: String(assumed)) { value, settings throws(ServiceError) in
      store(try integer(value, range, name), &settings)
    }
  }

  private static func integer(_ value: String, _ range: ClosedRange<Int>, _ name: String) throws(ServiceError) -> Int {
    guard let number = Int(value), range.contains(number) else { throw .invalidAttributeValue(name) }
    return number
  }

  private static func oneOf(_ values: [String], _ value: String, _ name: String) throws(ServiceError) -> String {
    guard values.contains(value) else { throw .invalidAttributeValue(name) }
    return value
  }

  private static func redrive(_ text: String) throws(ServiceError) -> QueueSettings.Redrive {
    guard let policy = json(text), case .object = policy else {
      throw .invalidParameter(text, for: "RedrivePolicy", "Redrive policy is not a valid JSON map.")
    }
    guard let target = policy["deadLetterTargetArn"]?.string else {
      throw .invalidParameter(
        text, for: "RedrivePolicy", "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.")
    }
    guard let value = policy["maxReceiveCount"] else {
      throw .invalidParameter(
        text, for: "RedrivePolicy", "Redrive policy does not contain mandatory attribute: maxReceiveCount.")
    }
    let count: Int? = if case .integer(let number) = value { number } else { value.string.flatMap { Int($0) } }
    guard let count, (1...1000).contains(count) else {
      throw .invalidParameter(
        text, for: "RedrivePolicy", "Invalid value for maxReceiveCount: must be an integer between 1 and 1000.")
    }
    return QueueSettings.Redrive(target: target, maxReceiveCount: count)
  }

  private static func redriveAllow(_ text: String) throws(ServiceError) -> QueueSettings.RedriveAllow {
    guard let policy = json(text), case .object = policy else {
      throw .invalidParameter(text, for: "RedriveAllowPolicy", "Redrive allow policy is not a valid JSON map.")
    }
    let sources = policy["sourceQueueArns"]?.items?.compactMap(\.string) ?? []
    switch (policy["redrivePermission"]?.string, sources.count) {
    case ("allowAll", 0): return .all
    case ("denyAll", 0): return .none
    case ("byQueue", 1...10): return .sources(sources)
    default: throw .invalidAttributeValue("RedriveAllowPolicy")
    }
  }

  private static func json(_ text: String) -> JSONValue? {
    guard text.utf8.count <= 65_536 else { return nil }
    return try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }
}
