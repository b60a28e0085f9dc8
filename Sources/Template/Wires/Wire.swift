public import Source

/// An arrow of the stack: events or messages go from one resource to another.
public struct Wire: Sendable {
  /// What it is.
  public let kind: Kind
  /// Where events come from.
  public let source: Endpoint
  /// Where they go.
  public let target: Endpoint
  /// Logical id of the resource that makes it.
  public let via: String
  /// Where the arrow is written.
  public let span: Span
  /// The role with which a service calls the source or the target, where it is one's role that must allow it: a
  /// function's own, or the one that a target names.
  public let role: Value?

  init(kind: Kind, source: Endpoint, target: Endpoint, via: String, span: Span, role: Value? = nil) {
    self.kind = kind
    self.source = source
    self.target = target
    self.via = via
    self.span = span
    self.role = role
  }

  /// The kinds of arrows; a raw value is the `wire` of its row in the permission table of `Spec`.
  public enum Kind: String, Sendable, CaseIterable {
    case eventSourceQueue = "event-source-queue"
    case ruleToFunction = "rule-function"
    case ruleToQueue = "rule-queue"
    case ruleToTopic = "rule-topic"
    case ruleToBus = "rule-bus"
    case ruleToDeadLetterQueue = "rule-dead-letter-queue"
    case topicToQueue = "topic-queue"
    case topicToFunction = "topic-function"
    case topicToDeadLetterQueue = "topic-dead-letter-queue"
    case apiToFunction = "api-function"
    case destinationQueue = "async-destination-queue"
    case destinationTopic = "async-destination-topic"
    case destinationFunction = "async-destination-function"
    case destinationBus = "async-destination-bus"
    case functionToDeadLetterQueue = "function-dead-letter-queue"
    case functionToDeadLetterTopic = "function-dead-letter-topic"
    /// A queue moves what was received too often; no permission is asked.
    case queueToDeadLetterQueue = "queue-dead-letter-queue"
  }

  /// One end of an arrow.
  public enum Endpoint: Sendable, Equatable {
    /// A resource of this template, by logical id.
    case resource(String)
    /// Something outside, by its ARN or whatever names it.
    case external(PartialText)

    /// The logical id, if it is a resource of this template.
    public var resourceID: String? { if case .resource(let id) = self { id } else { nil } }
  }
}

extension Wire {
  /// What the arrow carries, for drawings.
  public enum Flow: String, Sendable, CaseIterable {
    /// The caller waits for the answer.
    case request
    /// An event or message is handed on.
    case event
    /// What failed is kept.
    case failure
  }

  /// What the arrow carries.
  public var flow: Flow {
    switch kind {
    case .apiToFunction: .request
    case .ruleToDeadLetterQueue, .topicToDeadLetterQueue, .queueToDeadLetterQueue: .failure
    case .functionToDeadLetterQueue, .functionToDeadLetterTopic: .failure
    case .eventSourceQueue: .event
    case .ruleToFunction, .ruleToQueue, .ruleToTopic, .ruleToBus: .event
    case .topicToQueue, .topicToFunction: .event
    case .destinationQueue, .destinationTopic, .destinationFunction, .destinationBus: .event
    }
  }
}
