import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let tables = Section(
    .tables,
    "DynamoDB tables, billed by request unless said otherwise, with point-in-time recovery.",
    keys: [
      Key(
        "key", TableShapes.keySchema, required: true, unless: ["KeySchema"],
        "The partition key and, if there is a second, the sort key, each with its type."),
      Key("indexes", .map(.object(TableShapes.globalIndex)), "Global secondary indexes by name."),
      Key(
        "localIndexes", .map(.object(TableShapes.localIndex)),
        "Local secondary indexes by name: the table's partition key with another sort key. They cannot be added later."),
      Key(
        "stream",
        .choice([
          Choice("newImage", "NEW_IMAGE"), Choice("oldImage", "OLD_IMAGE"),
          Choice("newAndOldImages", "NEW_AND_OLD_IMAGES"), Choice("keysOnly", "KEYS_ONLY"),
        ]), "What the table's stream holds of each change."),
      Key("kinesisStream", .object(TableShapes.kinesisStream), "A Kinesis stream that gets each change too."),
      Key("ttl", .text, "The attribute that holds an item's time of expiry, in epoch seconds."),
      Key(
        "billing", .choice([Choice("onDemand", "PAY_PER_REQUEST"), Choice("provisioned", "PROVISIONED")]),
        to: "BillingMode", default: "onDemand; with `capacity` provisioned", "How throughput is paid."),
      Key("capacity", .object(TableShapes.capacity), "Provisioned throughput."),
      Key("maximum", .object(TableShapes.maximum), to: "OnDemandThroughput", "On demand: the most that is served."),
      Key(
        "warmThroughput", .object(TableShapes.warm), to: "WarmThroughput",
        "What the table is ready for at once. It costs once for what lies above AWS's own figure."),
      Key(
        "class", .choice([Choice("standard", "STANDARD"), Choice("infrequentAccess", "STANDARD_INFREQUENT_ACCESS")]),
        to: "TableClass", default: "standard", "Cheaper storage against dearer requests."),
      Key(
        "contributorInsights", .boolean, default: "false",
        "Whether CloudWatch shows the keys that are read, written and throttled most."),
      Key(
        "pointInTimeRecovery", .either(.boolean, .object(TableShapes.recovery)), default: "true",
        "Whether the table can be restored to any second of the last 35 days, or of fewer."),
      Key(
        "deletionProtection", .boolean, to: "DeletionProtectionEnabled", default: "false",
        "Whether deleting the table is refused."),
      Key("import", .object(TableShapes.importSource), "What a new table is filled with, from S3."),
      .encryptionKey(default: "DynamoDB's own key", "The KMS key that the table is encrypted with."),
    ],
    example: """
      tables:
        orders:
          key: { customer: string, placedAt: string }
          indexes:
            byStatus: { key: { status: string }, project: keys }
          localIndexes:
            byTotal: { sort: { total: number }, project: [status] }
          stream: newAndOldImages
        sessions:
          key: { id: string }
          ttl: expires
          capacity: { read: 5, write: 5 }
          pointInTimeRecovery: { period: 7d }
      """
  ) { lowering, entry in
    var table = lowering.resource(entry, .tables)
    lowering.setKeysAndIndexes(entry, &table)
    lowering.setThroughput(entry, &table)
    lowering.setChanges(entry, &table)
    lowering.setProtection(entry, &table)
    lowering.setImport(entry, &table)
    lowering.add(table, from: entry)
    lowering.addScaling(entry)
  }
}

extension StackLowering {
  /// `StreamSpecification` and `KinesisStreamSpecification`.
  fileprivate mutating func setChanges(_ entry: Entry, _ table: inout Resource) {
    if let view = entry.value("stream", &self) {
      table.properties.set("StreamSpecification", at: view.span, .object(view.span, ["StreamViewType": view]))
    }
    if let kinesis = entry.entry("kinesisStream", &self), let place = entry.keySpan("kinesisStream") {
      table.properties.set(
        "KinesisStreamSpecification", at: place, Value(.map(kinesis.properties(&self)), kinesis.extent))
    }
  }

  /// Expiry, recovery and insights.
  fileprivate mutating func setProtection(_ entry: Entry, _ table: inout Resource) {
    if let attribute = entry.value("ttl", &self) {
      table.properties.set(
        "TimeToLiveSpecification", at: attribute.span,
        .object(attribute.span, ["AttributeName": attribute, "Enabled": .bool(true, attribute.span)]))
    }
    if let insights = entry.value("contributorInsights", &self) {
      table.properties.set(
        "ContributorInsightsSpecification", at: insights.span, .object(insights.span, ["Enabled": insights]))
    }
    if let key = entry.value("encryptionKey", &self), let place = entry.keySpan("encryptionKey") {
      table.properties.set(
        "SSESpecification", at: place,
        .object(
          place,
          ["SSEEnabled": .bool(true, place), "SSEType": .string("KMS", place), "KMSMasterKeyId": key]))
    }
    let recovery = entry.value("pointInTimeRecovery", &self) ?? .bool(true, entry.span)
    let period = recovery.map?["RecoveryPeriodInDays"]
    table.properties.set(
      "PointInTimeRecoverySpecification", at: recovery.span,
      .object(
        recovery.span,
        [
          "PointInTimeRecoveryEnabled": recovery.map == nil ? recovery : .bool(true, recovery.span),
          "RecoveryPeriodInDays": period,
        ]))
  }

  /// `ImportSourceSpecification` ("DynamoDB data import from Amazon S3", DynamoDB Developer Guide).
  fileprivate mutating func setImport(_ entry: Entry, _ table: inout Resource) {
    guard let source = entry.entry("import", &self), let place = entry.keySpan("import"),
      let bucket = source.value("from", &self)
    else { return }
    let span = source.extent
    let name = declared(of: bucket).map { Value.ref($0.logicalID, bucket.span) } ?? bucket.bucketName
    let csv = Value.object(
      span, ["Delimiter": source.value("delimiter", &self), "HeaderList": source.value("header", &self)])
    var map = source.properties(&self)
    map.set(
      "S3BucketSource", at: span,
      .object(
        span,
        [
          "S3Bucket": name, "S3KeyPrefix": source.value("prefix", &self), "S3BucketOwner": source.value("owner", &self),
        ]))
    if csv.map?.isEmpty == false { map.set("InputFormatOptions", at: span, .object(span, ["Csv": csv])) }
    table.properties.set("ImportSourceSpecification", at: place, Value(.map(map), span))
  }
}
