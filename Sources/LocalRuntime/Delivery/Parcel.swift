/// Something on its way from a service to a target: what every push has in common.
public struct Parcel: Sendable, Codable {
  /// An attribute of a message to a queue or topic.
  public struct Attribute: Sendable, Codable, Equatable {
    /// `String`, `Number`, `Binary`, or one of them with a label after a dot; for topics also `String.Array`.
    public var type: String
    /// The text; nil for a binary one.
    public var text: String?
    /// The bytes of a binary one.
    public var bytes: [UInt8]?

    /// Makes an attribute of a text.
    public init(type: String, text: String) {
      self.type = type
      self.text = text
    }

    /// Makes a binary attribute.
    public init(type: String, bytes: [UInt8]) {
      self.type = type
      self.bytes = bytes
    }
  }

  /// ARN of the target: a queue, function (with qualifier), topic or bus.
  public var target: String
  /// By whose word it is delivered.
  public var sender: Sender
  /// The body: UTF-8 text.
  public var body: String
  /// Attributes, for queues and topics.
  public var attributes: [String: Attribute] = [:]
  /// FIFO: the message group; on standard queues a fair queue's group.
  public var messageGroup: String?
  /// FIFO: the deduplication id.
  public var deduplicationID: String?
  /// `AWSTraceHeader`.
  public var traceHeader: String?
  /// For a bus: source and detail type of the event; the body is its detail.
  public var event: EventHeader?

  /// What an event has beside its detail.
  public struct EventHeader: Sendable, Codable, Equatable {
    /// `source`.
    public var source: String
    /// `detail-type`.
    public var detailType: String
    /// `resources`.
    public var resources: [String]
    /// `id`, `time` and `account` of an event that comes from another bus and keeps them; nil for a new one.
    public var id: String?
    /// See ``id``.
    public var time: String?
    /// See ``id``.
    public var account: String?

    /// Makes a header.
    public init(source: String, detailType: String, resources: [String] = []) {
      self.source = source
      self.detailType = detailType
      self.resources = resources
    }
  }

  /// Makes a parcel.
  public init(to target: String, from sender: Sender, body: String) {
    self.target = target
    self.sender = sender
    self.body = body
  }
}

/// What became of one attempt to deliver.
public enum DeliveryOutcome: Sendable, Equatable {
  /// The target has it, durably.
  case delivered
  /// The target does not have it.
  case failed(DeliveryFailure)
}

/// Why an attempt failed.
public struct DeliveryFailure: Sendable, Equatable, Codable {
  /// AWS's code for it: `NO_PERMISSIONS`, `QueueDoesNotExist`, `THROTTLING`, …
  public var code: String
  /// AWS's words for it.
  public var message: String
  /// Whether trying again can help.
  public var isRetriable: Bool

  /// Makes one.
  public init(_ code: String, _ message: String, isRetriable: Bool) {
    self.code = code
    self.message = message
    self.isRetriable = isRetriable
  }
}

/// A service that parcels can be delivered to. Authorisation is done before; a receiver only takes.
public protocol ParcelReceiver: Sendable {
  /// Takes a parcel; returns when it is durable, or says why not.
  func receive(_ parcel: Parcel) async -> DeliveryOutcome
}
