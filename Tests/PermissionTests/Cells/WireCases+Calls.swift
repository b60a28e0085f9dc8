import Template

extension WireCase {
  private static func api(_ route: String, _ protocol: String = "rest") -> String {
    "apis shop: { protocol: \(`protocol`), routes: { \(route) } }"
  }
  private static func items(_ call: String) -> String {
    api("\"POST /items\": { to: tables.items, call: \(call), template: '{\"TableName\": \"${tables.items.name}\"}' }")
  }
  private static let table = "tables items: { key: { id: string } }"

  /// What APIs call.
  static let apis: [WireCase] = [
    WireCase(.apiToFunction, api("\"POST /orders\": functions.worker", "http"), worker),
    WireCase(
      .apiToAuthorizer,
      "apis shop: { protocol: http, authorizers: { staff: { function: functions.decide, simple: true } }, routes: { GET /: { to: functions.worker, authorizer: staff } } }",
      worker, "functions decide: {}"),
    WireCase(.apiToQueue, api("\"POST /orders\": queues.jobs"), jobs),
    WireCase(.apiToTopic, api("\"POST /news\": topics.news"), news),
    WireCase(.apiToStateMachine, api("\"POST /jobs\": stateMachines.wait"), wait),
    WireCase(
      .apiToStateMachineSync, api("\"POST /jobs\": { to: stateMachines.look, call: startSyncExecution }"), look),
    WireCase(.apiToStream, api("\"POST /clicks\": streams.clicks"), "streams clicks: {}"),
    WireCase(
      .apiToStreamBatch,
      api(
        "\"POST /clicks\": { to: streams.clicks, call: putRecords, template: '{\"StreamName\": \"${streams.clicks.name}\", \"Records\": []}' }"
      ),
      "streams clicks: {}"),
    WireCase(.apiToBus, api("\"POST /events\": buses.shop"), bus),
    WireCase(.apiGetsItem, items("getItem"), table), WireCase(.apiPutsItem, items("putItem"), table),
    WireCase(.apiUpdatesItem, items("updateItem"), table), WireCase(.apiDeletesItem, items("deleteItem"), table),
    WireCase(.apiQueriesTable, items("query"), table), WireCase(.apiScansTable, items("scan"), table),
  ]

  /// What delivery streams and queries read and write.
  static let streams: [WireCase] = [
    WireCase(
      .streamToDeliveryStream, "deliveryStreams archive: { from: streams.clicks, to: buckets.store }", clicks,
      "buckets store: {}"),
    WireCase(.deliveryStreamToBucket, "deliveryStreams archive: { to: buckets.lake }", lake),
    WireCase(
      .deliveryStreamTransform, "deliveryStreams archive: { transform: functions.clean, to: buckets.store }",
      "functions clean: { timeout: 1m }", "buckets store: {}"),
    WireCase(.deliveryStreamToLogGroup, "deliveryStreams archive: { to: buckets.store }", "buckets store: {}"),
    WireCase(.streamToAnalytics, analytics("from: streams.clicks"), clicks, trends),
    WireCase(
      .bucketToAnalytics, analytics("from: streams.plain, reference: buckets.lake/goods.csv"),
      "streams plain: {}", lake, trends),
    WireCase(
      .analyticsToStream, analytics("from: streams.plain"), "streams plain: {}",
      "streams trends: { encryptionKey: keys.main }", key),
  ]
  private static let trends = "streams trends: {}"

  private static func analytics(_ settings: String) -> String {
    "analytics trending: { \(settings), query: q.sql, connector: src/index.py, to: streams.trends }"
  }

  private static func machine(_ task: String) -> String {
    "stateMachines all: { definition: { StartAt: Do, States: { Do: { Type: Task, \(task), End: true } } } }"
  }
  private static func item(_ call: String) -> String {
    machine(
      "Resource: \"arn:aws:states:::dynamodb:\(call)\", Parameters: { TableName: \"${tables.items.name}\", \(call == "putItem" ? "Item" : "Key"): { id: { S: a } } }"
    )
  }
  private static func reader(_ call: String, _ more: String) -> String {
    "stateMachines all: { definition: { StartAt: Each, States: { Each: { Type: Map, ItemReader: { Resource: \"arn:aws:states:::s3:\(call)\", \(more) }, ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: Pass, States: { Pass: { Type: Pass, End: true } } }, End: true } } } }"
  }

  /// What state machines call.
  static let machines: [WireCase] = [
    WireCase(.stateMachineToFunction, machine("Resource: functions.worker"), worker),
    WireCase(
      .stateMachineToQueue,
      machine(
        "Resource: \"arn:aws:states:::sqs:sendMessage\", Parameters: { QueueUrl: \"${queues.jobs.url}\", MessageBody: hello }"
      ),
      jobs),
    WireCase(
      .stateMachineToTopic,
      machine(
        "Resource: \"arn:aws:states:::sns:publish\", Parameters: { TopicArn: \"${topics.news.arn}\", Message: hello }"),
      news),
    WireCase(
      .stateMachineToBus,
      machine(
        "Resource: \"arn:aws:states:::events:putEvents\", Parameters: { Entries: [{ EventBusName: \"${buses.shop.name}\", DetailType: paid, Source: shop, Detail: {} }] }"
      ),
      bus),
    WireCase(
      .stateMachineToStateMachine,
      machine(
        "Resource: \"arn:aws:states:::states:startExecution\", Parameters: { StateMachineArn: \"${stateMachines.wait.arn}\" }"
      ),
      wait),
    WireCase(
      .stateMachineToStateMachineSync,
      machine(
        "Resource: \"arn:aws:states:::states:startExecution.sync:2\", Parameters: { StateMachineArn: \"${stateMachines.wait.arn}\" }"
      ),
      wait),
    WireCase(
      .stateMachineToExpressSync,
      machine(
        "Resource: \"arn:aws:states:::aws-sdk:sfn:startSyncExecution\", Parameters: { StateMachineArn: \"${stateMachines.look.arn}\" }"
      ),
      look),
    WireCase(.stateMachineGetsItem, item("getItem"), table), WireCase(.stateMachinePutsItem, item("putItem"), table),
    WireCase(.stateMachineUpdatesItem, item("updateItem"), table),
    WireCase(.stateMachineDeletesItem, item("deleteItem"), table),
    WireCase(
      .stateMachineReadsObjects,
      reader(
        "getObject",
        "ReaderConfig: { InputType: JSON }, Parameters: { Bucket: \"${buckets.store.name}\", Key: items.json }"),
      "buckets store: {}"),
    WireCase(
      .stateMachineListsObjects, reader("listObjectsV2", "Parameters: { Bucket: \"${buckets.store.name}\" }"),
      "buckets store: {}"),
    WireCase(
      .stateMachineWritesObjects,
      "stateMachines all: { definition: { StartAt: Each, States: { Each: { Type: Map, ItemProcessor: { ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }, StartAt: Pass, States: { Pass: { Type: Pass, End: true } } }, ResultWriter: { Resource: \"arn:aws:states:::s3:putObject\", Parameters: { Bucket: \"${buckets.store.name}\", Prefix: results } }, End: true } } } }",
      "buckets store: {}"),
    WireCase(
      .stateMachineToLogGroup,
      "stateMachines look: { type: express, definition: { StartAt: End, States: { End: { Type: Succeed } } }, logging: error }"
    ),
  ]
}
