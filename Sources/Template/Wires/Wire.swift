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
  /// The operation that makes it, where ``via`` is an API with a definition.
  public let route: OpenAPIRoute?

  init(
    kind: Kind, source: Endpoint, target: Endpoint, via: String, span: Span, role: Value? = nil,
    route: OpenAPIRoute? = nil
  ) {
    self.kind = kind
    self.source = source
    self.target = target
    self.via = via
    self.span = span
    self.role = role
    self.route = route
  }

  /// The kinds of arrows; a raw value is the `wire` of its row in the permission table of `Spec`.
  public enum Kind: String, Sendable, CaseIterable {
    case eventSourceQueue = "event-source-queue"
    case eventSourceStream = "event-source-stream"
    /// A registered consumer of a stream, which has throughput of its own.
    case eventSourceStreamConsumer = "event-source-stream-consumer"
    case eventSourceTableStream = "event-source-table-stream"
    case eventSourceFailureToQueue = "event-source-failure-queue"
    case eventSourceFailureToTopic = "event-source-failure-topic"
    case eventSourceFailureToBucket = "event-source-failure-bucket"
    case ruleToFunction = "rule-function"
    case ruleToQueue = "rule-queue"
    case ruleToTopic = "rule-topic"
    case ruleToBus = "rule-bus"
    case ruleToStream = "rule-stream"
    case ruleToDeliveryStream = "rule-delivery-stream"
    case ruleToStateMachine = "rule-state-machine"
    case ruleToAPI = "rule-api"
    case ruleToAPIDestination = "rule-api-destination"
    case ruleToLogGroup = "rule-log-group"
    case ruleToDeadLetterQueue = "rule-dead-letter-queue"
    case busToDeadLetterQueue = "bus-dead-letter-queue"
    case topicToQueue = "topic-queue"
    case topicToFunction = "topic-function"
    case topicToDeliveryStream = "topic-delivery-stream"
    case topicToDeadLetterQueue = "topic-dead-letter-queue"
    case apiToFunction = "api-function"
    case apiToAuthorizer = "api-authorizer-function"
    case apiToQueue = "api-queue"
    case apiToTopic = "api-topic"
    case apiToStateMachine = "api-state-machine"
    case apiToStateMachineSync = "api-state-machine-sync"
    case apiToStream = "api-stream"
    case apiToStreamBatch = "api-stream-batch"
    case apiToBus = "api-bus"
    case apiGetsItem = "api-table-get-item"
    case apiPutsItem = "api-table-put-item"
    case apiUpdatesItem = "api-table-update-item"
    case apiDeletesItem = "api-table-delete-item"
    case apiQueriesTable = "api-table-query"
    case apiScansTable = "api-table-scan"
    case destinationQueue = "async-destination-queue"
    case destinationTopic = "async-destination-topic"
    case destinationFunction = "async-destination-function"
    case destinationBus = "async-destination-bus"
    case destinationBucket = "async-destination-bucket"
    case bucketToFunction = "bucket-function"
    case bucketToQueue = "bucket-queue"
    case bucketToTopic = "bucket-topic"
    case userPoolToFunction = "user-pool-function"
    /// A user pool sends text messages through SNS with a role.
    case userPoolToSMS = "user-pool-sms"
    case functionToDeadLetterQueue = "function-dead-letter-queue"
    case functionToDeadLetterTopic = "function-dead-letter-topic"
    /// DynamoDB writes a table's changes with a service-linked role; no permission is asked.
    case tableToStream = "table-stream"
    case functionToFileSystem = "function-file-system"
    case functionToEnvironmentKey = "function-environment-key"
    case logsToFunction = "logs-function"
    case logsToStream = "logs-stream"
    case logsToDeliveryStream = "logs-delivery-stream"
    case alarmToTopic = "alarm-topic"
    case networkToLogGroup = "network-log-group"
    /// A queue moves what was received too often; no permission is asked.
    case queueToDeadLetterQueue = "queue-dead-letter-queue"
    case scheduleToFunction = "schedule-function"
    case scheduleToQueue = "schedule-queue"
    case scheduleToTopic = "schedule-topic"
    case scheduleToBus = "schedule-bus"
    case scheduleToStream = "schedule-stream"
    case scheduleToDeliveryStream = "schedule-delivery-stream"
    case scheduleToStateMachine = "schedule-state-machine"
    case scheduleToDeadLetterQueue = "schedule-dead-letter-queue"
    case pipeFromQueue = "pipe-source-queue"
    case pipeFromStream = "pipe-source-stream"
    case pipeFromTable = "pipe-source-table-stream"
    case pipeToFunctionForMore = "pipe-enrichment-function"
    case pipeToStateMachineForMore = "pipe-enrichment-state-machine"
    case pipeToAPIDestinationForMore = "pipe-enrichment-api-destination"
    case pipeToFunction = "pipe-target-function"
    case pipeToQueue = "pipe-target-queue"
    case pipeToTopic = "pipe-target-topic"
    case pipeToBus = "pipe-target-bus"
    case pipeToStream = "pipe-target-stream"
    case pipeToDeliveryStream = "pipe-target-delivery-stream"
    case pipeToStateMachine = "pipe-target-state-machine"
    case pipeToStateMachineSync = "pipe-target-state-machine-sync"
    case pipeToLogGroup = "pipe-target-log-group"
    case pipeToAPIDestination = "pipe-target-api-destination"
    case pipeToDeadLetterQueue = "pipe-dead-letter-queue"
    case pipeToDeadLetterTopic = "pipe-dead-letter-topic"
    case streamToDeliveryStream = "stream-delivery-stream"
    case deliveryStreamToBucket = "delivery-stream-bucket"
    /// A delivery stream calls a function for each batch, and waits for what it makes of it.
    case deliveryStreamTransform = "delivery-stream-transform"
    case deliveryStreamToLogGroup = "delivery-stream-log-group"
    case streamToAnalytics = "stream-analytics"
    /// A file that a query joins with.
    case bucketToAnalytics = "bucket-analytics"
    case analyticsToStream = "analytics-stream"
    case stateMachineToFunction = "state-machine-function"
    case stateMachineToQueue = "state-machine-queue"
    case stateMachineToTopic = "state-machine-topic"
    case stateMachineToBus = "state-machine-bus"
    case stateMachineToStateMachine = "state-machine-state-machine"
    case stateMachineToStateMachineSync = "state-machine-state-machine-sync"
    case stateMachineToExpressSync = "state-machine-state-machine-express-sync"
    case stateMachineGetsItem = "state-machine-table-getItem"
    case stateMachinePutsItem = "state-machine-table-putItem"
    case stateMachineUpdatesItem = "state-machine-table-updateItem"
    case stateMachineDeletesItem = "state-machine-table-deleteItem"
    case stateMachineReadsObjects = "state-machine-reader-getObject"
    case stateMachineListsObjects = "state-machine-reader-listObjectsV2"
    case stateMachineWritesObjects = "state-machine-writer-putObject"
    case stateMachineToLogGroup = "state-machine-logs"
  }

  /// One end of an arrow.
  public enum Endpoint: Sendable, Hashable {
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
    case .userPoolToFunction: .request
    case .apiToFunction, .apiToAuthorizer, .apiToStateMachineSync, .deliveryStreamTransform: .request
    case .apiToQueue, .apiToTopic, .apiToStateMachine, .apiToStream, .apiToStreamBatch, .apiToBus: .event
    case .apiGetsItem, .apiPutsItem, .apiUpdatesItem, .apiDeletesItem, .apiQueriesTable, .apiScansTable: .request
    case .stateMachineToFunction, .stateMachineToStateMachineSync, .stateMachineToExpressSync: .request
    case .stateMachineGetsItem, .stateMachinePutsItem, .stateMachineUpdatesItem, .stateMachineDeletesItem: .request
    case .stateMachineReadsObjects, .stateMachineListsObjects, .stateMachineWritesObjects: .request
    case .pipeToFunctionForMore, .pipeToStateMachineForMore, .pipeToAPIDestinationForMore: .request
    case .functionToFileSystem, .functionToEnvironmentKey: .request
    case .logsToFunction, .logsToStream, .logsToDeliveryStream, .alarmToTopic, .networkToLogGroup: .event
    case .ruleToDeadLetterQueue, .topicToDeadLetterQueue, .queueToDeadLetterQueue: .failure
    case .functionToDeadLetterQueue, .functionToDeadLetterTopic: .failure
    case .scheduleToDeadLetterQueue, .pipeToDeadLetterQueue, .pipeToDeadLetterTopic: .failure
    case .busToDeadLetterQueue: .failure
    case .ruleToFunction, .ruleToQueue, .ruleToTopic, .ruleToBus, .ruleToStream, .ruleToDeliveryStream: .event
    case .ruleToStateMachine, .ruleToAPI, .ruleToAPIDestination, .ruleToLogGroup: .event
    case .topicToQueue, .topicToFunction, .topicToDeliveryStream, .tableToStream: .event
    case .eventSourceFailureToQueue, .eventSourceFailureToTopic, .eventSourceFailureToBucket: .failure
    case .eventSourceQueue, .eventSourceStream, .eventSourceStreamConsumer, .eventSourceTableStream: .event
    case .streamToDeliveryStream, .deliveryStreamToBucket, .deliveryStreamToLogGroup: .event
    case .streamToAnalytics, .bucketToAnalytics, .analyticsToStream: .event
    case .scheduleToFunction, .scheduleToQueue, .scheduleToTopic, .scheduleToBus, .scheduleToStream: .event
    case .scheduleToDeliveryStream, .scheduleToStateMachine: .event
    case .pipeFromQueue, .pipeFromStream, .pipeFromTable: .event
    case .stateMachineToQueue, .stateMachineToTopic, .stateMachineToBus, .stateMachineToStateMachine: .event
    case .stateMachineToLogGroup: .event
    case .pipeToFunction, .pipeToQueue, .pipeToTopic, .pipeToBus, .pipeToStream, .pipeToDeliveryStream: .event
    case .pipeToStateMachine, .pipeToStateMachineSync, .pipeToLogGroup, .pipeToAPIDestination: .event
    case .destinationQueue, .destinationTopic, .destinationFunction, .destinationBus, .destinationBucket: .event
    case .bucketToFunction, .bucketToQueue, .bucketToTopic, .userPoolToSMS: .event
    }
  }
}
