import Template

extension WireCase {
  private static func rule(_ to: String) -> String { "rules tick: { pattern: { source: [cell] }, to: \(to) }" }
  private static func schedule(_ to: String) -> String { "schedules tick: { schedule: rate(1 hour), to: \(to) }" }
  private static func pipe(_ settings: String) -> String { "pipes flow: { \(settings) }" }

  /// A queue that is not there, so that what is sent to it fails.
  private static let absent = "arn:aws:sqs:us-east-1:000000000000:absent"

  /// What rules and buses deliver to.
  static let events: [WireCase] = [
    WireCase(.ruleToFunction, rule("functions.worker"), worker),
    WireCase(.ruleToQueue, rule("queues.jobs"), jobs),
    WireCase(.ruleToTopic, rule("topics.news"), news),
    WireCase(.ruleToBus, rule("buses.shop"), bus),
    WireCase(.ruleToStream, rule("streams.clicks"), "streams clicks: {}"),
    WireCase(.ruleToDeliveryStream, rule("deliveryStreams.archive"), firehose),
    WireCase(.ruleToStateMachine, rule("stateMachines.wait"), wait),
    WireCase(.ruleToAPI, rule("\"arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/live/GET/orders\"")),
    WireCase(.ruleToAPIDestination, rule(partner)),
    WireCase(.ruleToLogGroup, rule("logs.trail"), trail),
    WireCase(
      .ruleToDeadLetterQueue, rule("{ target: \"\(absent)\", deadLetter: queues.failed }"), failed),
    WireCase(
      .busToDeadLetterQueue, "buses shop: { deadLetter: queues.failed, encryptionKey: keys.bus }", failed,
      "keys bus: {}"),
  ]

  /// What schedules deliver to.
  static let schedules: [WireCase] = [
    WireCase(.scheduleToFunction, schedule("functions.worker"), worker),
    WireCase(.scheduleToQueue, schedule("queues.jobs"), jobs),
    WireCase(.scheduleToTopic, schedule("{ target: topics.news, input: hello }"), news),
    WireCase(
      .scheduleToBus, schedule("{ target: buses.shop, detailType: tick, source: shop.clock, input: {} }"), bus),
    WireCase(
      .scheduleToStream, schedule("{ target: streams.clicks, partitionKey: tick }"), "streams clicks: {}"),
    WireCase(.scheduleToDeliveryStream, schedule("deliveryStreams.archive"), firehose),
    WireCase(.scheduleToStateMachine, schedule("{ target: stateMachines.wait, input: {} }"), wait),
    WireCase(
      .scheduleToDeadLetterQueue, schedule("{ target: functions.worker, deadLetter: queues.failed }"), worker, failed),
  ]

  /// What pipes read from, ask and deliver to.
  static let pipes: [WireCase] = [
    WireCase(.pipeFromQueue, pipe("from: queues.jobs, to: functions.worker"), jobs, worker),
    WireCase(.pipeFromStream, pipe("from: streams.clicks, to: functions.worker"), clicks, worker),
    WireCase(.pipeFromTable, pipe("from: tables.orders, to: functions.worker"), orders, worker),
    WireCase(
      .pipeToFunctionForMore, pipe("from: tables.orders, enrich: functions.worker, to: queues.plain"), orders, worker,
      "queues plain: { retention: 4d }"),
    WireCase(
      .pipeToStateMachineForMore, pipe("from: tables.orders, enrich: stateMachines.look, to: functions.worker"),
      orders, look, worker),
    WireCase(
      .pipeToAPIDestinationForMore, pipe("from: tables.orders, enrich: \(partner), to: functions.worker"), orders,
      worker),
    WireCase(.pipeToFunction, pipe("from: tables.orders, to: functions.worker"), orders, worker),
    WireCase(.pipeToQueue, pipe("from: tables.orders, to: queues.jobs"), orders, jobs),
    WireCase(.pipeToTopic, pipe("from: tables.orders, to: topics.news"), orders, news),
    WireCase(
      .pipeToBus, pipe("from: tables.orders, to: { target: buses.shop, detailType: paid, source: shop.pipe }"),
      orders, bus),
    WireCase(
      .pipeToStream, pipe("from: tables.orders, to: { target: streams.clicks, partitionKey: $.eventID }"), orders,
      "streams clicks: {}"),
    WireCase(.pipeToDeliveryStream, pipe("from: tables.orders, to: deliveryStreams.archive"), orders, firehose),
    WireCase(.pipeToStateMachine, pipe("from: tables.orders, to: stateMachines.wait"), orders, wait),
    WireCase(.pipeToStateMachineSync, pipe("from: tables.orders, to: stateMachines.look"), orders, look),
    WireCase(.pipeToLogGroup, pipe("from: tables.orders, to: logs.trail"), orders, trail),
    WireCase(.pipeToAPIDestination, pipe("from: tables.orders, to: \(partner)"), orders),
    WireCase(
      .pipeToDeadLetterQueue,
      pipe("from: { source: tables.orders, deadLetter: queues.failed }, to: functions.worker"), orders, failed, worker),
    WireCase(
      .pipeToDeadLetterTopic,
      pipe("from: { source: tables.orders, deadLetter: topics.news }, to: functions.worker"), orders, news, worker),
  ]

  /// What topics deliver to.
  static let topics: [WireCase] = [
    WireCase(.topicToQueue, "topics shipped: { subscriptions: [queues.jobs] }", jobs),
    WireCase(.topicToFunction, "topics shipped: { subscriptions: [functions.worker] }", worker),
    WireCase(.topicToDeliveryStream, "topics shipped: { subscriptions: [deliveryStreams.archive] }", firehose),
    WireCase(
      .topicToDeadLetterQueue, "topics shipped: { subscriptions: [{ to: \"\(absent)\", deadLetter: queues.failed }] }",
      failed),
  ]
}
