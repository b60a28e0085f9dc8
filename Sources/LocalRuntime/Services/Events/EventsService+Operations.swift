import WireProtocols

extension EventsService {
  /// The operations it answers, by name.
  public static let operations: [String: Operation<EventsService>] =
    onEvents.merging(onRules) { first, _ in first }.merging(onBuses) { first, _ in first }

  private typealias Answer = @Sendable (EventsService, ServiceCall) async throws(ServiceError) -> WireObject

  private static let onEvents: [String: Operation<EventsService>] = [
    "PutEvents": Operation(
      permissions: { service, call throws(ServiceError) in
        await service.putEventsPermissions(call.input)
      },
      answer: { service, call throws(ServiceError) in try await service.putEvents(call.input) }),
    "TestEventPattern": onAny { service, call throws(ServiceError) in
      try await service.testEventPattern(call.input)
    },
  ]

  private static let onRules: [String: Operation<EventsService>] = [
    "PutRule": onRule { service, call throws(ServiceError) in try await service.putRule(call.input) },
    "DeleteRule": onRule { service, call throws(ServiceError) in try await service.deleteRule(call.input) },
    "EnableRule": onRule { service, call throws(ServiceError) in try await service.enableRule(call.input, true) },
    "DisableRule": onRule { service, call throws(ServiceError) in try await service.enableRule(call.input, false) },
    "DescribeRule": onRule { service, call throws(ServiceError) in try await service.describeRule(call.input) },
    "ListRules": onAny { service, call throws(ServiceError) in try await service.listRules(call.input) },
    "ListRuleNamesByTarget": onAny { service, call throws(ServiceError) in
      try await service.listRuleNames(call.input)
    },
    "PutTargets": Operation(
      permissions: { service, call throws(ServiceError) in
        let targets = call.input.list("Targets").compactMap(\.object)
        let rule = await service.ruleARN(call.input)
        let arns = targets.compactMap { $0.string("Arn") }
        let roles = targets.compactMap { $0.string("RoleArn") }.map { role in
          Permission("iam:PassRole", on: role, context: ["iam:PassedToService": [principal]])
        }
        return [Permission("events:PutTargets", on: rule, context: ["events:TargetArn": arns])] + roles
      },
      answer: { service, call throws(ServiceError) in try await service.putTargets(call.input) }),
    "RemoveTargets": onRule { service, call throws(ServiceError) in try await service.removeTargets(call.input) },
    "ListTargetsByRule": onRule { service, call throws(ServiceError) in try await service.listTargets(call.input) },
  ]

  private static let onBuses: [String: Operation<EventsService>] = [
    "CreateEventBus": onBus { service, call throws(ServiceError) in try await service.createBus(call.input) },
    "DeleteEventBus": onBus { service, call throws(ServiceError) in try await service.deleteBus(call.input) },
    "DescribeEventBus": onBus { service, call throws(ServiceError) in try await service.describeBus(call.input) },
    "ListEventBuses": onAny { service, call throws(ServiceError) in try await service.listBuses(call.input) },
    "PutPermission": onBus { service, call throws(ServiceError) in try await service.putPermission(call.input) },
    "RemovePermission": onBus { service, call throws(ServiceError) in
      try await service.removePermission(call.input)
    },
    "TagResource": onTagged { service, call throws(ServiceError) in
      try await service.changeTags(call.input) { $0.merge(tags(call.input)) { $1 } }
    },
    "UntagResource": onTagged { service, call throws(ServiceError) in
      try await service.changeTags(call.input) { for key in call.input.strings("TagKeys") { $0[key] = nil } }
    },
    "ListTagsForResource": onTagged { service, call throws(ServiceError) in try await service.listTags(call.input) },
  ]

  private static func onAny(answer: @escaping Answer) -> Operation<EventsService> {
    Operation(
      permissions: { _, call throws(ServiceError) in [Permission("events:\(call.operation)", on: "*")] },
      answer: answer)
  }

  private static func onRule(answer: @escaping Answer) -> Operation<EventsService> {
    Operation(
      permissions: { service, call throws(ServiceError) in
        [Permission("events:\(call.operation)", on: await service.ruleARN(call.input))]
      }, answer: answer)
  }

  private static func onBus(answer: @escaping Answer) -> Operation<EventsService> {
    Operation(
      permissions: { service, call throws(ServiceError) in
        let bus = call.input.string("EventBusName") ?? call.input.string("Name")
        return [Permission("events:\(call.operation)", on: await service.busARN(bus))]
      }, answer: answer)
  }

  private static func onTagged(answer: @escaping Answer) -> Operation<EventsService> {
    Operation(
      permissions: { _, call throws(ServiceError) in
        [Permission("events:\(call.operation)", on: call.input.string("ResourceARN") ?? "*")]
      }, answer: answer)
  }

  private func ruleARN(_ input: WireObject) -> String {
    ruleARN(
      input.string("Name") ?? input.string("Rule") ?? "", on: Self.busName(input.string("EventBusName")))
  }

  /// A bus's ARN, whether it is there or not; an ARN that is given stands for itself.
  private func busARN(_ nameOrARN: String?) -> String {
    if let nameOrARN, nameOrARN.hasPrefix("arn:") { return nameOrARN }
    let name = Self.busName(nameOrARN)
    return buses[name]?.arn ?? place.arn("events", "event-bus/\(name)")
  }

  /// Each entry must be allowed, with its own source and detail type.
  private func putEventsPermissions(_ input: WireObject) -> [Permission] {
    var permissions: [Permission] = []
    for entry in input.list("Entries").compactMap(\.object) {
      var context: [String: [String]] = [:]
      if let source = entry.string("Source") { context["events:source"] = [source] }
      if let type = entry.string("DetailType") { context["events:detail-type"] = [type] }
      let permission = Permission("events:PutEvents", on: busARN(entry.string("EventBusName")), context: context)
      if !permissions.contains(permission) { permissions.append(permission) }
    }
    return permissions
  }
}
