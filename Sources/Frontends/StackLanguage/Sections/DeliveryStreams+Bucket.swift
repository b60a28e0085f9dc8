import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// `ExtendedS3DestinationConfiguration`.
  mutating func setBucketDestination(_ stream: inout Resource, _ bucket: Value, _ delivery: Delivery) {
    let entry = delivery.entry
    var map = bucketMap(bucket, log: "destination", delivery, at: bucket.span)
    setBuffer(&map, delivery)
    for (key, property) in Self.bucketTexts {
      if let value = entry.value(key, &self), let span = entry.keySpan(key) { map.set(property, at: span, value) }
    }
    setProcessing(&map, delivery)
    setPartitioning(&map, delivery)
    setFormat(&map, delivery)
    setRecordBackup(&map, delivery)
    if entry.has("retry"), !entry.has("dynamicPartitioning") {
      findings.report(
        .keyUnfit("retry", at: entry.keySpan("retry") ?? entry.span, why: "Firehose decides how long it tries a bucket")
      )
    }
    let span = entry.keySpan("to") ?? entry.span
    stream.properties.set("ExtendedS3DestinationConfiguration", at: span, Value(.map(map), bucket.span))
  }

  private static let bucketTexts: [(key: String, property: String)] = [
    ("prefix", "Prefix"), ("errorPrefix", "ErrorOutputPrefix"), ("compression", "CompressionFormat"),
    ("timeZone", "CustomTimeZone"), ("fileExtension", "FileExtension"),
  ]

  /// What every delivery to a bucket says, with what the role needs for it.
  mutating func bucketMap(_ bucket: Value, log: String, _ delivery: Delivery, at span: Span) -> ValueMap {
    var map = ValueMap()
    map.set("BucketARN", at: span, bucket)
    map.set("RoleARN", at: span, delivery.role)
    map.set("CloudWatchLoggingOptions", at: span, loggingOptions(log, delivery))
    grant(.deliveryStreamToBucket, WireEnds(target: bucket), to: delivery, at: span)
    return map
  }

  /// `BufferingHints`.
  mutating func setBuffer(_ map: inout ValueMap, _ delivery: Delivery) {
    guard let buffer = delivery.entry.value("buffer", &self), let span = delivery.entry.keySpan("buffer") else {
      return
    }
    map.set("BufferingHints", at: span, buffer)
  }

  /// `ProcessingConfiguration`: the function that transforms, what finds the parts of prefixes, and new lines.
  mutating func setProcessing(_ map: inout ValueMap, _ delivery: Delivery) {
    let entry = delivery.entry
    var processors: [Value] = []
    if let transform = entry.entryOrShorthand("transform", &self) {
      if let processor = transformProcessor(transform, delivery) { processors.append(processor) }
    }
    if let partitions = entry.value("dynamicPartitioning", &self), let names = partitions.map, !names.isEmpty {
      let query = names.entries.compactMap { name in name.value.string.map { "\(name.key): \($0)" } }
      processors.append(
        processor(
          "MetadataExtraction",
          [
            ("MetadataExtractionQuery", .string("{\(query.joined(separator: ", "))}", partitions.span)),
            ("JsonParsingEngine", .string("JQ-1.6", partitions.span)),
          ], at: partitions.span))
    }
    if let newline = entry.value("newline", &self), newline.bool == true {
      processors.append(
        processor("AppendDelimiterToRecord", [("Delimiter", .string("\\n", newline.span))], at: newline.span))
    }
    guard !processors.isEmpty else { return }
    let span = entry.keySpan("transform") ?? entry.keySpan("dynamicPartitioning") ?? entry.span
    map.set(
      "ProcessingConfiguration", at: span,
      .object(span, ["Enabled": .bool(true, span), "Processors": .list(processors, span)]))
  }

  private mutating func transformProcessor(_ transform: Entry, _ delivery: Delivery) -> Value? {
    guard let node = transform.node("function"), let function = transform.value("function", &self) else { return nil }
    var parameters: [(String, Value)] = [("LambdaArn", function), ("RoleArn", delivery.role)]
    for (key, name) in [
      ("bufferSize", "BufferSizeInMBs"), ("bufferInterval", "BufferIntervalInSeconds"), ("retries", "NumberOfRetries"),
    ] {
      if let value = transform.value(key, &self) {
        // Every parameter is a text.
        parameters.append((name, value.integer.map { .string(String($0), value.span) } ?? value))
      }
    }
    grant(.deliveryStreamTransform, WireEnds(target: function), to: delivery, at: node.span)
    return processor("Lambda", parameters, at: node.span)
  }

  private func processor(_ type: String, _ parameters: [(String, Value)], at span: Span) -> Value {
    let list = parameters.map { name, value in
      Value.object(value.span, ["ParameterName": .string(name, value.span), "ParameterValue": value])
    }
    return .object(span, ["Type": .string(type, span), "Parameters": .list(list, span)])
  }

  /// `DynamicPartitioningConfiguration`.
  private mutating func setPartitioning(_ map: inout ValueMap, _ delivery: Delivery) {
    guard let span = delivery.entry.keySpan("dynamicPartitioning") else { return }
    let retry = delivery.entry.value("retry", &self).map { Value.object($0.span, ["DurationInSeconds": $0]) }
    map.set(
      "DynamicPartitioningConfiguration", at: span,
      .object(span, ["Enabled": .bool(true, span), "RetryOptions": retry]))
  }

  /// `DataFormatConversionConfiguration`, and the schema that the role reads for it.
  private mutating func setFormat(_ map: inout ValueMap, _ delivery: Delivery) {
    guard let format = delivery.entry.entry("format", &self), let span = delivery.entry.keySpan("format"),
      let type = format.value("type", &self)?.string, let database = format.value("database", &self),
      let table = format.value("table", &self)
    else { return }
    let reader = format.value("input", &self)?.string ?? "OpenXJsonSerDe"
    let empty = Value(.map(ValueMap()), span)
    func wrapped(_ outer: String, _ inner: String) -> Value {
      Value(
        .map(ValueMap([.init(outer, at: span, Value(.map(ValueMap([.init(inner, at: span, empty)])), span))])), span)
    }
    let schema = Value.object(
      span,
      [
        "RoleARN": delivery.role, "DatabaseName": database, "TableName": table,
        "CatalogId": format.value("catalog", &self), "VersionId": format.value("version", &self),
      ])
    map.set(
      "DataFormatConversionConfiguration", at: span,
      .object(
        span,
        [
          "Enabled": .bool(true, span), "SchemaConfiguration": schema,
          "InputFormatConfiguration": wrapped("Deserializer", reader),
          "OutputFormatConfiguration": wrapped("Serializer", type),
        ]))
    grantSchema(database, table, delivery, at: span)
  }

  /// What reading a schema needs: Glue asks for the catalog and the database of a table too ("Grant Firehose access to AWS
  /// Glue for data format conversion", Amazon Data Firehose Developer Guide).
  private mutating func grantSchema(_ database: Value, _ table: Value, _ delivery: Delivery, at span: Span) {
    guard let database = database.string, let table = table.string else { return }
    let glue = "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:"
    let resources = ["catalog", "database/\(database)", "table/\(database)/\(table)"]
    grant(
      ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"],
      on: resources.map { .sub(glue + $0, span) }, to: delivery, at: span)
  }

  /// `S3BackupConfiguration`: a copy of the records as they came.
  mutating func setRecordBackup(_ map: inout ValueMap, _ delivery: Delivery) {
    guard let backup = delivery.entry.entryOrShorthand("backup", &self), let span = delivery.entry.keySpan("backup"),
      let value = backupBucket(backup, delivery)
    else { return }
    if let mode = backup.keySpan("mode"), backup.has("mode") {
      findings.report(.keyUnfit("mode", at: mode, why: "here a backup keeps every record as it came"))
    }
    map.set("S3BackupMode", at: span, .string("Enabled", span))
    map.set("S3BackupConfiguration", at: span, value)
  }

  /// The bucket of `backup:`.
  mutating func backupBucket(_ backup: Entry, _ delivery: Delivery) -> Value? {
    guard let node = backup.node("to"), let bucket = backup.value("to", &self) else { return nil }
    var map = bucketMap(bucket, log: "backup", delivery, at: node.span)
    for (key, property) in [("prefix", "Prefix"), ("errorPrefix", "ErrorOutputPrefix")] {
      if let value = backup.value(key, &self), let span = backup.keySpan(key) { map.set(property, at: span, value) }
    }
    return Value(.map(map), node.span)
  }
}

extension Entry {
  /// The map of a key, also where a scalar stands for its obvious key.
  func entryOrShorthand(_ key: String, _ lowering: inout StackLowering) -> Entry? {
    guard let node = node(key), let type = shape.key(key)?.type, let shape = type.objectShape else { return nil }
    guard node.kind != .sequence else {
      lowering.findings.report(.wrongType(key, wanted: type.phrase, got: node.phrase, at: node.span))
      return nil
    }
    return Entry([node], shape: shape, name: key, lowering: &lowering)
  }

  /// Whether a key was written that it does not have.
  var hasUnknownKey: Bool {
    layers.contains { layer in
      layer.kind == .mapping && layer.entries.contains { shape.key($0.key.text) == nil }
    }
  }
}
