public import Wiring

/// An order to the delivery engine: a parcel, how often to try, and where it goes when all tries failed.
public struct DeliveryOrder: Sendable, Codable {
  /// What is delivered.
  public var parcel: Parcel
  /// How it is tried again.
  public var retry: RetryPolicy
  /// Where it goes when it is given up; nil: it is dropped, which is told.
  public var deadLetter: DeadLetter?
  /// The line of the stack file that made this arrow: a subscription, a rule's target, a destination.
  public var place: Place?
  /// The arrow in words: "rule `nightly` to `insight`".
  public var arrow: String

  /// Makes an order.
  public init(_ parcel: Parcel, retry: RetryPolicy, deadLetter: DeadLetter?, place: Place?, arrow: String) {
    self.parcel = parcel
    self.retry = retry
    self.deadLetter = deadLetter
    self.place = place
    self.arrow = arrow
  }
}

/// The queue that takes what could not be delivered, and what the message there looks like.
public struct DeadLetter: Sendable, Codable {
  /// The forms of dead letters.
  public enum Form: Sendable, Codable, Equatable {
    /// SNS Developer Guide, "Amazon SNS dead-letter queues": the body, with attributes `RequestID`, `ErrorCode`, `ErrorMessage`.
    case topic
    /// EventBridge User Guide, "Using dead-letter queues": the event, with attributes `RULE_ARN`, `TARGET_ARN`, `ERROR_CODE`,
    /// `ERROR_MESSAGE`, `EXHAUSTED_RETRY_CONDITION`, `RETRY_ATTEMPTS`.
    case rule(arn: String)
  }

  /// ARN of the queue.
  public var queue: String
  /// By whose word it is sent there.
  public var sender: Sender
  /// Its form.
  public var form: Form

  /// Makes one.
  public init(queue: String, sender: Sender, form: Form) {
    self.queue = queue
    self.sender = sender
    self.form = form
  }
}

/// How a delivery is tried again.
public struct RetryPolicy: Sendable, Codable, Equatable {
  /// The most tries after the first.
  public var retries: Int
  /// Age in milliseconds at which it is given up.
  public var maxAge: Int64
  /// How long to wait before each retry.
  public var backoff: Backoff

  /// The waits that AWS documents.
  public enum Backoff: String, Sendable, Codable {
    /// SNS to AWS's own endpoints: 3 at once, 2 after 1 s, 10 from 1 s to 20 s, then every 20 s
    /// (SNS Developer Guide, "Amazon SNS message delivery retries").
    case topic
    /// EventBridge: exponential with jitter.
    case rule
  }

  /// Makes a policy.
  public init(retries: Int, maxAge: Int64, backoff: Backoff) {
    self.retries = retries
    self.maxAge = maxAge
    self.backoff = backoff
  }
}

/// The one engine for retries, back-off, dead letters and destinations that every push uses.
public protocol Deliverer: Sendable {
  /// Takes orders, all or none; returns when they will survive a crash. They are then delivered in the background, each at
  /// least once: authorised by the target's policy, tried as its retry policy says, at last moved to its dead-letter queue.
  func submit(_ orders: [DeliveryOrder]) async throws(StoreError)
}
