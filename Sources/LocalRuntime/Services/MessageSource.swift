/// A message as a poller gets it.
public struct PolledMessage: Sendable {
  /// The message's id.
  public var id: String
  /// The handle to delete it by.
  public var receiptHandle: String
  /// The body.
  public var body: String
  /// System attributes by AWS's names, `ApproximateReceiveCount` among them.
  public var systemAttributes: [String: String]
  /// The sender's attributes.
  public var attributes: [String: Parcel.Attribute]
  /// Hex MD5 of the body, and of the attributes if there are any.
  public var md5OfBody: String
  /// Hex MD5 of the attributes; nil if there are none.
  public var md5OfAttributes: String?
  /// FIFO: the group.
  public var messageGroup: String?

  /// Makes a message.
  public init(
    id: String, receiptHandle: String, body: String, systemAttributes: [String: String],
    attributes: [String: Parcel.Attribute], md5OfBody: String, md5OfAttributes: String?, messageGroup: String?
  ) {
    self.id = id
    self.receiptHandle = receiptHandle
    self.body = body
    self.systemAttributes = systemAttributes
    self.attributes = attributes
    self.md5OfBody = md5OfBody
    self.md5OfAttributes = md5OfAttributes
    self.messageGroup = messageGroup
  }
}

/// A queue as Lambda's poller uses it. The poller authorises each kind of call with the function's role before.
public protocol MessageSource: Sendable {
  /// Waits until messages are there, at most `wait` milliseconds, and hides what it gives for the queue's visibility timeout.
  func poll(queue arn: String, max: Int, waitMilliseconds: Int64) async -> [PolledMessage]

  /// Deletes messages; returns when that is durable.
  func delete(queue arn: String, receiptHandles: [String]) async

  /// Sets how long messages stay hidden from now, in seconds; 0 shows them at once.
  func changeVisibility(queue arn: String, receiptHandles: [String], seconds: Int) async
}
