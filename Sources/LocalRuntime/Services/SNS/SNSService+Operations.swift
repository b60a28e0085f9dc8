import WireProtocols

extension SNSService {
  /// The operations it answers, by name.
  public static let operations: [String: Operation<SNSService>] = [
    "Publish": onTopic("Publish") { service, call throws(ServiceError) in try await service.publish(call.input) },
    "PublishBatch": onTopic("Publish") { service, call throws(ServiceError) in
      try await service.publishBatch(call.input)
    },
    "CreateTopic": Operation(
      permissions: { service, call throws(ServiceError) in
        let topic = await service.place.arn("sns", call.input.string("Name") ?? "")
        let tagging = call.input.list("Tags").isEmpty ? [] : [Permission("sns:TagResource", on: topic)]
        return [Permission("sns:CreateTopic", on: topic)] + tagging
      },
      answer: { service, call throws(ServiceError) in try await service.createTopic(call.input) }),
    "DeleteTopic": onTopic { service, call throws(ServiceError) in try await service.deleteTopic(call.input) },
    "ListTopics": onAny { service, call throws(ServiceError) in try await service.listTopics(call.input) },
    "GetTopicAttributes": onTopic { service, call throws(ServiceError) in
      try await service.topicAttributes(call.input)
    },
    "SetTopicAttributes": onTopic { service, call throws(ServiceError) in
      try await service.setTopicAttribute(call.input)
    },
    "Subscribe": Operation(
      permissions: { _, call throws(ServiceError) in
        var context = ["sns:Protocol": [call.input.string("Protocol") ?? ""]]
        if let endpoint = call.input.string("Endpoint") { context["sns:Endpoint"] = [endpoint] }
        return [Permission("sns:Subscribe", on: call.input.string("TopicArn") ?? "*", context: context)]
      },
      answer: { service, call throws(ServiceError) in try await service.subscribe(call.input) }),
    "Unsubscribe": onAny { service, call throws(ServiceError) in try await service.unsubscribe(call.input) },
    "ConfirmSubscription": onTopic { service, call throws(ServiceError) in
      try await service.confirmSubscription(call.input)
    },
    "ListSubscriptions": onAny { service, call throws(ServiceError) in
      try await service.listSubscriptions(call.input)
    },
    "ListSubscriptionsByTopic": onTopic { service, call throws(ServiceError) in
      try await service.listSubscriptions(call.input)
    },
    "GetSubscriptionAttributes": onAny { service, call throws(ServiceError) in
      try await service.subscriptionAttributes(call.input)
    },
    "SetSubscriptionAttributes": onAny { service, call throws(ServiceError) in
      try await service.setSubscriptionAttribute(call.input)
    },
    "AddPermission": onTopic { service, call throws(ServiceError) in try await service.addPermission(call.input) },
    "RemovePermission": onTopic { service, call throws(ServiceError) in
      try await service.removePermission(call.input)
    },
    "TagResource": onTopic(member: "ResourceArn") { service, call throws(ServiceError) in
      try await service.tag(call.input)
    },
    "UntagResource": onTopic(member: "ResourceArn") { service, call throws(ServiceError) in
      try await service.untag(call.input)
    },
    "ListTagsForResource": onTopic(member: "ResourceArn") { service, call throws(ServiceError) in
      try await service.listTags(call.input)
    },
  ]

  private typealias Answer = @Sendable (SNSService, ServiceCall) async throws(ServiceError) -> WireObject

  /// An operation on one topic; the action has its name unless another is given.
  private static func onTopic(
    _ action: String? = nil, member: String = "TopicArn", answer: @escaping Answer
  ) -> Operation<SNSService> {
    Operation(
      permissions: { _, call throws(ServiceError) in
        // `Publish` takes a topic in either of two members.
        let topic = call.input.string(member) ?? call.input.string("TargetArn") ?? "*"
        return [Permission("sns:\(action ?? call.operation)", on: topic)]
      }, answer: answer)
  }

  /// An operation whose action has no resource (Service Authorization Reference, "Amazon SNS").
  private static func onAny(answer: @escaping Answer) -> Operation<SNSService> {
    Operation(
      permissions: { _, call throws(ServiceError) in [Permission("sns:\(call.operation)", on: "*")] }, answer: answer)
  }
}
