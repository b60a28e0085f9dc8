extension LimitCase {
  static let messaging = queues + queueSettings + topics + rules + tables + deliveries

  private static let queues = [
    LimitCase(
      "SQS-015", past: "queues:\n  jobs.fifo: { name: ↓jobs }\n", at: "queues:\n  jobs.fifo: { name: jobs.fifo }\n"),
    LimitCase(
      "SQS-016", past: "queues:\n  jobs: { properties: { ↓ContentBasedDeduplication: true } }\n",
      at: "queues:\n  jobs.fifo: { properties: { ContentBasedDeduplication: true } }\n"),
    LimitCase(
      "SQS-019", past: "queues:\n  jobs.fifo: { properties: { FifoThroughputLimit: ↓perMessageGroupId } }\n",
      at:
        "queues:\n  jobs.fifo: { properties: { FifoThroughputLimit: perMessageGroupId, DeduplicationScope: messageGroup } }\n"
    ),
    LimitCase("SQS-020", past: deadLetter("↓queues.failed.fifo"), at: deadLetter("queues.failed")),
    LimitCase(
      "SQS-022", past: deadLetter("queues.failed", failed: "retention: ↓9d", "retention: 10d, "),
      at: deadLetter("queues.failed", failed: "retention: 10d", "retention: 10d, ")),
    LimitCase(
      "SQS-009", past: deadLetter("queues.failed", failed: "retention: ↓3d"),
      at: deadLetter("queues.failed", failed: "retention: 4d")),
    LimitCase("SQS-041", past: deadLetter("queues.failed", count: "↓0"), at: deadLetter("queues.failed", count: "1")),
    LimitCase(
      "SQS-042", past: deadLetter("queues.failed", count: "↓1001"), at: deadLetter("queues.failed", count: "1000")),
  ]

  private static let queueSettings = [
    LimitCase(
      "SQS-025", past: raw("KmsMasterKeyId: alias/shop, ↓SqsManagedSseEnabled: true"),
      at: raw("KmsMasterKeyId: alias/shop, SqsManagedSseEnabled: false")),
    LimitCase(
      "SQS-023", past: raw("RedriveAllowPolicy: { redrivePermission: ↓all }"),
      at: raw("RedriveAllowPolicy: { redrivePermission: allowAll }")),
    LimitCase("SQS-024", past: raw(sources(11)), at: raw(sources(10))),
    LimitCase(
      "SQS-040", past: "topics:\n  news: { subscriptions: ↓queues.jobs }\n" + raw("KmsMasterKeyId: alias/aws/sqs"),
      at: "topics:\n  news: { subscriptions: queues.jobs }\n" + raw("SqsManagedSseEnabled: true")),
  ]

  private static func raw(_ properties: String) -> String { "queues:\n  jobs: { properties: { \(properties) } }\n" }

  private static func sources(_ count: Int) -> String {
    let arns = (1...count).map { "\($0 == 11 ? "↓" : "")\"arn:aws:sqs:eu-west-1:123456789012:q\($0)\"" }
    return "RedriveAllowPolicy: { redrivePermission: byQueue, sourceQueueArns: [\(arns.joined(separator: ", "))] }"
  }

  private static func deadLetter(
    _ target: String, failed: String = "delay: 0s", _ keys: String = "", count: String = "5"
  ) -> String {
    "queues:\n  jobs: { \(keys)deadLetter: { to: \(target), maxReceiveCount: \(count) } }\n  failed: { \(failed) }\n  failed.fifo: {}\n"
  }

  private static let topics = [
    LimitCase(
      "SNS-002", past: "topics:\n  news.fifo: { name: ↓news }\n", at: "topics:\n  news.fifo: { name: news.fifo }\n"),
    LimitCase(
      "SNS-007",
      past:
        "functions:\n  f: { \(function), onFailure: queues.failed }\ntopics:\n  news.fifo: { subscriptions: ↓functions.f }\nqueues:\n  failed: {}\n",
      at: "topics:\n  news.fifo: { subscriptions: queues.jobs }\nqueues:\n  jobs: {}\n"),
    LimitCase(
      "SNS-017",
      past:
        "topics:\n  news:\n    subscriptions: { to: queues.jobs, deadLetter: ↓queues.failed.fifo }\nqueues:\n  jobs: {}\n  failed.fifo: {}\n",
      at:
        "topics:\n  news:\n    subscriptions: { to: queues.jobs, deadLetter: queues.failed }\nqueues:\n  jobs: {}\n  failed: {}\n"
    ),
    LimitCase(
      "SNS-009", past: subscribed("email, Endpoint: a@shop.example, RawMessageDelivery: ↓true"),
      at: subscribed("https, Endpoint: \"https://shop.example\", RawMessageDelivery: true")),
    LimitCase(
      "SNS-011", past: filtered("{ a: [x], b: [x], c: [x], d: [x], e: [x], ↓f: [x] }"),
      at: filtered("{ a: [x], b: [x], c: [x], d: [x], e: [x] }")),
    LimitCase(
      "SNS-012", past: filtered("↓{ a: [\(values(151))] }"), at: filtered("{ a: [\(values(150))] }")),
    LimitCase(
      "SNS-008", past: "topics:\n  news: { subscriptions: ↓queues.jobs.fifo }\nqueues:\n  jobs.fifo: {}\n",
      at: "topics:\n  news.fifo: { subscriptions: queues.jobs.fifo }\nqueues:\n  jobs.fifo: {}\n"),
  ]

  private static func subscribed(_ properties: String) -> String {
    "topics:\n  news: {}\nresources:\n  Sub:\n    Type: AWS::SNS::Subscription\n    Properties: { TopicArn: !Ref NewsTopic, Protocol: \(properties) }\n"
  }

  private static func filtered(_ policy: String) -> String {
    "topics:\n  news: { subscriptions: { to: queues.jobs, filter: \(policy) } }\nqueues:\n  jobs: {}\n"
  }

  private static func values(_ count: Int) -> String { (1...count).map { "v\($0)" }.joined(separator: ", ") }

  private static let rules = [
    LimitCase(
      "EVB-003", past: pattern(letters(4097)), at: pattern(letters(2000))),
    LimitCase(
      "EVB-009", past: rawTarget("Input: '1', ↓InputPath: $.detail"), at: rawTarget("Input: '1'")),
    LimitCase("EVB-011", past: transformed(101), at: transformed(100)),
    LimitCase(
      "EVB-016", past: ruleTo("queues.jobs, deadLetter: ↓queues.failed.fifo"),
      at: ruleTo("queues.jobs, deadLetter: queues.failed")),
    LimitCase(
      "EVB-015", past: ruleTo("↓queues.failed.fifo"), at: ruleTo("queues.failed.fifo, messageGroupId: $.detail.id")),
    LimitCase(
      "EVB-006",
      past:
        "buses:\n  shop: {}\nqueues:\n  jobs: {}\nrules:\n  r: { bus: buses.shop, schedule: ↓rate(1 day), to: queues.jobs }\n",
      at: "queues:\n  jobs: {}\nrules:\n  r: { schedule: rate(1 day), to: queues.jobs }\n"),
    LimitCase(
      "EVB-005", past: "queues:\n  jobs: {}\nrules:\n  r: { schedule: rate(1 ↓days), to: queues.jobs }\n",
      at: "queues:\n  jobs: {}\nrules:\n  r: { schedule: rate(1 day), to: queues.jobs }\n"),
  ]

  private static func pattern(_ text: String) -> String {
    "queues:\n  jobs: {}\nrules:\n  r: { pattern: ↓{ source: [\(text)] }, to: queues.jobs }\n"
  }

  private static func transformed(_ count: Int) -> String {
    let paths = (1...count).map { "\($0 == 101 ? "↓" : "")p\($0): $.detail.p\($0)" }.joined(separator: ", ")
    return rawTarget("InputTransformer: { InputPathsMap: { \(paths) }, InputTemplate: '\"<p1>\"' }")
  }

  private static func rawTarget(_ target: String) -> String {
    "queues:\n  jobs: {}\nresources:\n  Tick:\n    Type: AWS::Events::Rule\n    Properties:\n      ScheduleExpression: rate(1 day)\n      Targets: [{ Id: jobs, Arn: \"arn:aws:sqs:eu-west-1:123456789012:other\", \(target) }]\n"
  }

  private static func ruleTo(_ target: String) -> String {
    "queues:\n  jobs: {}\n  failed: {}\n  failed.fifo: { contentBasedDeduplication: true }\nrules:\n  r: { schedule: rate(1 day), to: { target: \(target) } }\n"
  }

  private static let tables = [
    LimitCase("DDB-003", past: projected(101), at: projected(100)),
    LimitCase("DDB-002", past: indexes("LocalSecondaryIndexes", 6), at: indexes("LocalSecondaryIndexes", 5)),
    LimitCase("DDB-001", past: indexes("GlobalSecondaryIndexes", 21), at: indexes("GlobalSecondaryIndexes", 20)),
  ]

  /// A table whose indexes project so many attributes together, the last of which is marked.
  private static func projected(_ count: Int) -> String {
    let names = (1...count).map { "\($0 == 101 ? "↓" : "")a\($0)" }
    let indexes = stride(from: 0, to: count, by: 20).map { start in
      let part = names[start..<min(start + 20, count)].joined(separator: ", ")
      return
        "          - { IndexName: index\(start), KeySchema: [{ AttributeName: at, KeyType: HASH }], Projection: { ProjectionType: INCLUDE, NonKeyAttributes: [\(part)] } }\n"
    }
    return """
      resources:
        Orders:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{ AttributeName: id, AttributeType: S }, { AttributeName: at, AttributeType: S }]
            KeySchema: [{ AttributeName: id, KeyType: HASH }]
            GlobalSecondaryIndexes:

      """ + indexes.joined()
  }

  /// A table with so many indexes, of which the last is marked.
  private static func indexes(_ property: String, _ count: Int) -> String {
    let own =
      property.hasPrefix("Local")
      ? "{ AttributeName: id, KeyType: HASH }, { AttributeName: at, KeyType: RANGE }"
      : "{ AttributeName: at, KeyType: HASH }"
    let lines = (1...count).map { number in
      "          - \(number == count ? "↓" : ""){ IndexName: i\(number)xx, KeySchema: [\(own)], Projection: { ProjectionType: KEYS_ONLY } }\n"
    }
    return """
      resources:
        Orders:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{ AttributeName: id, AttributeType: S }, { AttributeName: at, AttributeType: S }]
            KeySchema: [{ AttributeName: id, KeyType: HASH }, { AttributeName: at, KeyType: RANGE }]
            \(property):

      """ + lines.joined()
  }

  private static let deliveries = [
    LimitCase("SQS-039", past: rule("Queue", mark: "↓"), at: arrow("rules", "schedule: rate(1 day), to: queues.jobs")),
    LimitCase("XSV-005", past: rule("Topic", mark: "↓"), at: arrow("rules", "schedule: rate(1 day), to: topics.news")),
    LimitCase(
      "XSV-004", past: rule("Function", mark: "↓"), at: arrow("rules", "schedule: rate(1 day), to: functions.f")),
    LimitCase("XSV-003", past: subscription("sqs", "JobsQueue"), at: arrow("topics", "subscriptions: queues.jobs")),
    LimitCase("XSV-002", past: subscription("lambda", "FFunction"), at: arrow("topics", "subscriptions: functions.f")),
  ]

  private static let ends = """
    functions:
      f: { \(function), onFailure: queues.failed }
    queues:
      jobs: {}
      failed: {}

    """

  private static func arrow(_ section: String, _ keys: String) -> String {
    let news = section == "rules" ? "topics:\n  news: {}\n" : ""
    return ends + news + "\(section):\n  source: { \(keys) }\n"
  }

  /// A rule whose target nobody lets it deliver to; the derived policy of another arrow admits that alone.
  private static func rule(_ kind: String, mark: String) -> String {
    let target = [
      "Queue": "!GetAtt \(mark)JobsQueue.Arn", "Topic": "!Ref \(mark)NewsTopic",
      "Function": "!GetAtt \(mark)FFunction.Arn",
    ]
    return ends + """
      topics:
        news: {}
      resources:
        Tick:
          Type: AWS::Events::Rule
          Properties:
            ScheduleExpression: rate(1 hour)
            Targets: [{ Id: target, Arn: \(target[kind] ?? "") }]

      """
  }

  private static func subscription(_ protocolName: String, _ id: String) -> String {
    ends + """
      topics:
        news: {}
      resources:
        Sub:
          Type: AWS::SNS::Subscription
          Properties: { Protocol: \(protocolName), TopicArn: !Ref NewsTopic, Endpoint: !GetAtt ↓\(id).Arn }

      """
  }
}
