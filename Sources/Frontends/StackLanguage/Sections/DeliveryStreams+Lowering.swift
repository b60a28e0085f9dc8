import Diagnostics
import Source
import Template
import YAML

/// What the parts of one delivery stream share.
struct Delivery {
  /// The entry.
  let entry: Entry
  /// ARN of the role that it acts with.
  let role: Value
  /// The derived role; nil for one that is named, which takes nothing.
  let derivedRole: PolicyTarget?
  /// Logical id of the log group.
  let logGroup: String

  /// What derived resources are called.
  var name: String { LogicalID.pascalCase(entry.name) }
}

extension StackLowering {
  /// A delivery stream with its role, its log, its source and its destination (AWS::KinesisFirehose::DeliveryStream).
  mutating func lowerDeliveryStream(_ entry: Entry) {
    var stream = resource(entry, .deliveryStreams)
    guard let delivery = delivery(entry) else { return add(stream, from: entry) }
    addDeliveryLog(delivery)
    setSource(&stream, delivery)
    setDestination(&stream, delivery)
    add(stream, from: entry)
  }

  private mutating func delivery(_ entry: Entry) -> Delivery? {
    let group = "\(LogicalID.pascalCase(entry.name))DeliveryLogGroup"
    if entry.has("role") {
      return entry.value("role", &self).map { Delivery(entry: entry, role: $0, derivedRole: nil, logGroup: group) }
    }
    let id = serviceRole("DeliveryRole", of: entry, for: "firehose.amazonaws.com", at: entry.span)
    return Delivery(
      entry: entry, role: .getAtt(id, "Arn", entry.span), derivedRole: .serviceRole(id), logGroup: group)
  }

  /// Grants a derived role what a wire needs.
  mutating func grant(_ wire: Wire.Kind, _ ends: WireEnds, to delivery: Delivery, at span: Span) {
    if let role = delivery.derivedRole { grant(wire, ends, to: role, at: span) }
  }

  /// Grants a derived role what no wire stands for.
  mutating func grant(_ actions: [String], on resources: [Value], to delivery: Delivery, at span: Span) {
    guard let role = delivery.derivedRole else { return }
    grant(Statement(actions: actions.map { Name($0, span) }, resources: resources, span: span), in: role)
  }

  /// The group of the failures' log: Firehose writes to streams that exist, and makes none.
  private mutating func addDeliveryLog(_ delivery: Delivery) {
    let entry = delivery.entry
    let span = entry.keySpan("logRetention") ?? entry.span
    var group = derived(delivery.logGroup, "AWS::Logs::LogGroup", from: entry, at: span)
    group.properties.set(
      "RetentionInDays", at: span, entry.value("logRetention", &self) ?? .integer(FunctionKeys.logRetentionDays, span))
    group.condition = condition(of: entry)
    add(group)
    grant(
      .deliveryStreamToLogGroup, WireEnds(target: .getAtt(delivery.logGroup, "Arn", span)), to: delivery,
      at: entry.span)
  }

  /// `CloudWatchLoggingOptions` with a log stream of its own: `destination`, `backup`.
  mutating func loggingOptions(_ name: String, _ delivery: Delivery) -> Value {
    let span = delivery.entry.span
    let id = "\(delivery.name)\(LogicalID.pascalCase(name))LogStream"
    if !hasMade(id) {
      var stream = derived(id, "AWS::Logs::LogStream", from: delivery.entry)
      stream.properties.set("LogGroupName", at: span, .ref(delivery.logGroup, span))
      stream.properties.set("LogStreamName", at: span, .string(name, span))
      stream.condition = condition(of: delivery.entry)
      add(stream)
    }
    return .object(
      span,
      [
        "Enabled": .bool(true, span), "LogGroupName": .ref(delivery.logGroup, span), "LogStreamName": .ref(id, span),
      ])
  }

  private mutating func setSource(_ stream: inout Resource, _ delivery: Delivery) {
    let entry = delivery.entry
    let span = entry.keySpan("from") ?? entry.span
    if let source = entry.value("from", &self) {
      stream.properties.set("DeliveryStreamType", at: span, .string("KinesisStreamAsSource", span))
      stream.properties.set(
        "KinesisStreamSourceConfiguration", at: span,
        .object(source.span, ["KinesisStreamARN": source, "RoleARN": delivery.role]))
      grant(.streamToDeliveryStream, WireEnds(source: source), to: delivery, at: source.span)
    } else if !entry.has("from") {
      stream.properties.set("DeliveryStreamType", at: span, .string("DirectPut", span))
    }
    let key = entry.value("encryptionKey", &self)
    guard key != nil || !entry.has("from") else { return }
    let place = entry.keySpan("encryptionKey") ?? entry.span
    stream.properties.set(
      "DeliveryStreamEncryptionConfigurationInput", at: place,
      .object(
        place,
        ["KeyType": .string(key == nil ? "AWS_OWNED_CMK" : "CUSTOMER_MANAGED_CMK", place), "KeyARN": key]))
  }

  private mutating func setDestination(_ stream: inout Resource, _ delivery: Delivery) {
    guard let to = delivery.entry.entryOrShorthand("to", &self), let node = delivery.entry.node("to") else { return }
    let keys = ["bucket"] + DeliveryPlace.allCases.map(\.rawValue)
    let given = keys.filter(to.has)
    if given.isEmpty, to.hasUnknownKey { return }
    guard given.count == 1 else {
      findings.report(.exactlyOneKey(keys, given: given.count, in: "to", at: node.span))
      return
    }
    guard let place = DeliveryPlace(rawValue: given[0]) else {
      if let bucket = to.value("bucket", &self) { setBucketDestination(&stream, bucket, delivery) }
      return
    }
    for key in DeliveryStreamKeys.bucketOnly where delivery.entry.has(key) {
      findings.report(
        .keyUnfit(key, at: delivery.entry.keySpan(key) ?? node.span, why: "only a delivery to a bucket has one"))
    }
    setDestination(&stream, place, to, delivery)
  }
}

/// Where a delivery stream delivers to, if it is no bucket; a raw value is the key.
enum DeliveryPlace: String, CaseIterable {
  case http, splunk, redshift, openSearch

  /// The property that describes it.
  var property: String {
    switch self {
    case .http: "HttpEndpointDestinationConfiguration"
    case .splunk: "SplunkDestinationConfiguration"
    case .redshift: "RedshiftDestinationConfiguration"
    case .openSearch: "AmazonopensearchserviceDestinationConfiguration"
    }
  }

  /// What `S3BackupMode` is called there: for what failed, and for everything.
  var backupModes: (failed: String, all: String) {
    switch self {
    case .http: ("FailedDataOnly", "AllData")
    case .splunk: ("FailedEventsOnly", "AllEvents")
    case .redshift: ("Disabled", "Enabled")
    case .openSearch: ("FailedDocumentsOnly", "AllDocuments")
    }
  }
}
