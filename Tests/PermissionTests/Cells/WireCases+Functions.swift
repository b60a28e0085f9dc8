import Template

extension WireCase {
  /// What Lambda polls and delivers to with a function's role.
  static let lambda: [WireCase] = [
    WireCase(.eventSourceQueue, "functions worker: { consumes: queues.jobs }", jobs),
    WireCase(
      .eventSourceStream, "functions worker: { consumes: [{ stream: streams.clicks, startingPosition: LATEST }] }",
      clicks),
    WireCase(
      .eventSourceStreamConsumer,
      "functions worker: { consumes: [{ stream: streams.clicks.fast, startingPosition: LATEST }] }",
      "streams clicks: { encryptionKey: keys.main, consumers: [fast] }", key),
    WireCase(
      .eventSourceTableStream, "functions worker: { consumes: [{ table: tables.orders, startingPosition: LATEST }] }",
      orders),
    WireCase(
      .eventSourceFailureToQueue,
      "functions worker: { consumes: [{ table: tables.orders, startingPosition: LATEST, retries: 3, onFailure: queues.failed }] }",
      orders, failed),
    WireCase(
      .eventSourceFailureToTopic,
      "functions worker: { consumes: [{ table: tables.orders, startingPosition: LATEST, retries: 3, onFailure: topics.news }] }",
      orders, news),
    WireCase(
      .eventSourceFailureToBucket,
      "functions worker: { consumes: [{ table: tables.orders, startingPosition: LATEST, retries: 3, onFailure: buckets.lake }] }",
      orders, "buckets lake: {}"),
    WireCase(.destinationQueue, "functions worker: { onSuccess: queues.failed }", failed),
    WireCase(.destinationTopic, "functions worker: { onSuccess: topics.news }", news),
    WireCase(.destinationFunction, "functions worker: { onSuccess: functions.next }", "functions next: {}"),
    WireCase(.destinationBus, "functions worker: { onSuccess: buses.shop }", bus),
    WireCase(.destinationBucket, "functions worker: { onFailure: buckets.lake }", "buckets lake: {}"),
    WireCase(
      .functionToDeadLetterQueue, "functions worker: { deadLetter: queues.failed, retries: { attempts: 0 } }", failed),
    WireCase(
      .functionToDeadLetterTopic, "functions worker: { deadLetter: topics.news, retries: { attempts: 0 } }", news),
    WireCase(
      .functionToFileSystem,
      "functions worker: { network: networks.main, fileSystem: { accessPoint: resources.Point, path: /mnt/data } }",
      "networks main: { endpoints: [s3] }",
      "resources Files: { Type: AWS::EFS::FileSystem, Properties: { Encrypted: true } }",
      "resources Point: { Type: AWS::EFS::AccessPoint, Properties: { FileSystemId: !Ref Files } }",
      "resources Mount: { Type: AWS::EFS::MountTarget, Properties: { FileSystemId: !Ref Files, SubnetId: !Ref MainPrivateSubnet1, SecurityGroups: [!Ref MainFunctionsSecurityGroup] } }"
    ),
    WireCase(
      .functionToEnvironmentKey, "functions worker: { environmentKey: keys.main, environment: { NAME: value } }", key),
  ]

  /// Buckets, user pools, logs, alarms and networks.
  static let others: [WireCase] = [
    WireCase(
      .bucketToFunction, "buckets lake: { notifications: [{ on: s3:ObjectCreated:*, to: functions.worker }] }", worker),
    WireCase(.bucketToQueue, "buckets lake: { notifications: [{ on: s3:ObjectCreated:*, to: queues.jobs }] }", jobs),
    WireCase(.bucketToTopic, "buckets lake: { notifications: [{ on: s3:ObjectCreated:*, to: topics.news }] }", news),
    WireCase(
      .userPoolToFunction, "userPools customers: { signIn: [email], triggers: { preSignUp: functions.worker } }",
      worker),
    WireCase(.userPoolToSMS, "userPools customers: { signIn: [phone] }"),
    WireCase(.logsToFunction, "logs trail: { subscriptions: [functions.worker] }", worker),
    WireCase(.logsToStream, "logs trail: { subscriptions: [streams.clicks] }", "streams clicks: {}"),
    WireCase(.logsToDeliveryStream, "logs trail: { subscriptions: [deliveryStreams.archive] }", firehose),
    WireCase(
      .alarmToTopic, "alarms failing: { on: functions.worker, metric: Errors, threshold: 1, notify: topics.news }",
      worker, news),
    WireCase(.networkToLogGroup, "networks main: { endpoints: [s3], flowLogs: all }"),
  ]
}
