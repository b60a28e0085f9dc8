import Synchronization
import WireProtocols

extension SQSService {
  /// Every operation of the model (Amazon SQS API Reference, "Actions"; permissions: Amazon SQS Developer Guide, "Amazon SQS
  /// API permissions: Actions and resource reference").
  public static let operations: [String: Operation<SQSService>] = [
    "AddPermission": onQueue("AddPermission", alone: true, SQSService.addPermission),
    "CancelMessageMoveTask": Operation(
      permissions: { service, call throws(ServiceError) in
        moving("CancelMessageMoveTask", try service.move(call).source)
      },
      answer: { service, call throws(ServiceError) in try await service.cancelMessageMoveTask(call) }),
    "ChangeMessageVisibility": onQueue("ChangeMessageVisibility", SQSService.changeMessageVisibility),
    "ChangeMessageVisibilityBatch": onQueue("ChangeMessageVisibility", SQSService.changeMessageVisibilityBatch),
    "CreateQueue": Operation(
      permissions: { service, call throws(ServiceError) in
        let name = call.input.string("QueueName") ?? ""
        let arn = service.registry.withLock { $0.arn(name) }
        // Tags at creation need both (Amazon SQS API Reference, CreateQueue, tags).
        let actions = call.input.object("tags") == nil ? ["sqs:CreateQueue"] : ["sqs:CreateQueue", "sqs:TagQueue"]
        return actions.map { Permission($0, on: arn) }
      },
      answer: { service, call throws(ServiceError) in
        try await service.turnstile.pass { () async throws(ServiceError) in try await service.createQueue(call) }
      }),
    "DeleteMessage": onQueue("DeleteMessage", SQSService.deleteMessage),
    "DeleteMessageBatch": onQueue("DeleteMessage", SQSService.deleteMessageBatch),
    "DeleteQueue": onQueue("DeleteQueue", alone: true, SQSService.deleteQueue),
    "GetQueueAttributes": onQueue("GetQueueAttributes", SQSService.getQueueAttributes),
    "GetQueueUrl": Operation(
      permissions: { service, call throws(ServiceError) in
        [Permission("sqs:GetQueueUrl", on: try service.named(call).arn)]
      },
      answer: { service, call throws(ServiceError) in try await service.getQueueURL(call) }),
    "ListDeadLetterSourceQueues": onQueue("ListDeadLetterSourceQueues", SQSService.listDeadLetterSourceQueues),
    "ListMessageMoveTasks": Operation(
      permissions: { service, call throws(ServiceError) in
        let source = try service.moveSource(call).arn
        return ["ListMessageMoveTasks", "GetQueueAttributes"].map { Permission("sqs:" + $0, on: source) }
      },
      answer: { service, call throws(ServiceError) in try await service.listMessageMoveTasks(call) }),
    "ListQueueTags": onQueue("ListQueueTags", SQSService.listQueueTags),
    "ListQueues": Operation(
      permissions: { service, _ throws(ServiceError) in
        [Permission("sqs:ListQueues", on: service.registry.withLock { $0.arn("*") })]
      },
      answer: { service, call throws(ServiceError) in try await service.listQueues(call) }),
    "PurgeQueue": onQueue("PurgeQueue", SQSService.purgeQueue),
    "ReceiveMessage": onQueue("ReceiveMessage", SQSService.receiveMessage),
    "RemovePermission": onQueue("RemovePermission", alone: true, SQSService.removePermission),
    "SendMessage": onQueue("SendMessage", SQSService.sendMessage),
    "SendMessageBatch": onQueue("SendMessage", SQSService.sendMessageBatch),
    "SetQueueAttributes": onQueue("SetQueueAttributes", alone: true, SQSService.setQueueAttributes),
    "StartMessageMoveTask": Operation(
      permissions: { service, call throws(ServiceError) in
        let source = try service.moveSource(call)
        let targets =
          call.input.string("DestinationArn").map { [$0] } ?? service.sources(of: source).map(\.arn).sorted()
        return moving("StartMessageMoveTask", source.arn) + targets.map { Permission("sqs:SendMessage", on: $0) }
      },
      answer: { service, call throws(ServiceError) in try await service.startMessageMoveTask(call) }),
    "TagQueue": onQueue("TagQueue", alone: true, SQSService.tagQueue),
    "UntagQueue": onQueue("UntagQueue", alone: true, SQSService.untagQueue),
  ]

  /// An operation on the queue that `QueueUrl` names. A batch needs the permission of the single action. What changes the
  /// queue itself is done alone.
  private static func onQueue(
    _ action: String, alone: Bool = false,
    _ method: @escaping @Sendable (SQSService) -> @Sendable (ServiceCall) async throws(ServiceError) -> WireObject
  ) -> Operation<SQSService> {
    Operation(
      permissions: { service, call throws(ServiceError) in
        [Permission("sqs:" + action, on: try service.queue(call).arn)]
      },
      answer: { service, call throws(ServiceError) in
        guard alone else { return try await method(service)(call) }
        return try await service.turnstile.pass { () async throws(ServiceError) in try await method(service)(call) }
      })
  }

  /// What a call that moves messages, or stops that, needs: to take messages out of the queue as well.
  private static func moving(_ action: String, _ source: String) -> [Permission] {
    [action, "ReceiveMessage", "DeleteMessage", "GetQueueAttributes"].map { Permission("sqs:" + $0, on: source) }
  }
}
