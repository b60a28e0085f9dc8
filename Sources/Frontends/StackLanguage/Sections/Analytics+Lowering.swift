import Diagnostics
import Source
import Template
import YAML

/// What the parts of one application share.
private struct Analysis {
  let entry: Entry
  /// The derived role; nil for one that is named, which takes nothing.
  let derivedRole: PolicyTarget?
  /// Logical id of the log group.
  let logGroup: String
}

extension StackLowering {
  /// An application with its role, its code and its log (AWS::KinesisAnalyticsV2::Application).
  mutating func lowerAnalytics(_ entry: Entry) {
    let span = entry.span
    var application = resource(entry, .analytics)
    if application["RuntimeEnvironment"] == nil, !entry.has("runtime") {
      application.properties.set("RuntimeEnvironment", at: span, .string("FLINK-1_20", span))
    }
    var derivedRole: PolicyTarget?
    if !entry.has("role") {
      let id = serviceRole("AnalyticsRole", of: entry, for: "kinesisanalytics.amazonaws.com", at: span)
      application.properties.set("ServiceExecutionRole", at: span, .getAtt(id, "Arn", span))
      derivedRole = .serviceRole(id)
    } else if let role = entry.value("role", &self) {
      application.properties.set("ServiceExecutionRole", at: role.span, role)
    }
    let analysis = Analysis(
      entry: entry, derivedRole: derivedRole, logGroup: "\(LogicalID.pascalCase(entry.name))AnalyticsLogGroup")
    var configuration = ValueMap()
    setAnalyticsCode(&configuration, analysis)
    let groups = propertyGroups(analysis)
    configuration.set(
      "EnvironmentProperties", at: span, .object(span, ["PropertyGroups": .list(groups, span)]))
    configuration.set("FlinkApplicationConfiguration", at: span, flinkConfiguration(entry))
    let snapshots = entry.value("snapshots", &self) ?? .bool(true, span)
    configuration.set(
      "ApplicationSnapshotConfiguration", at: snapshots.span,
      .object(snapshots.span, ["SnapshotsEnabled": snapshots]))
    if let key = entry.value("encryptionKey", &self) {
      configuration.set(
        "ApplicationEncryptionConfiguration", at: key.span,
        .object(key.span, ["KeyType": .string("CUSTOMER_MANAGED_KEY", key.span), "KeyId": key]))
    }
    application.properties.set("ApplicationConfiguration", at: span, Value(.map(configuration), span))
    add(application, from: entry)
    addAnalyticsLog(analysis)
  }

  private mutating func grant(_ actions: [String], on resource: Value, to analysis: Analysis, at span: Span) {
    guard let role = analysis.derivedRole else { return }
    grant(Statement(actions: actions.map { Name($0, span) }, resources: [resource], span: span), in: role)
  }

  // MARK: Code

  /// `ApplicationCodeConfiguration`: the runner, the query and the connector, packed as one archive.
  private mutating func setAnalyticsCode(_ configuration: inout ValueMap, _ analysis: Analysis) {
    let entry = analysis.entry
    guard let query = existingFile("query", entry, isBuilt: false),
      let connector = existingFile("connector", entry, isBuilt: entry.has("build"))
    else { return }
    let span = query.span
    let objectName = "\(entry.logicalID).zip"
    template.artifacts.append(
      Artifact(
        owner: entry.logicalID, property: "ApplicationConfiguration", path: connector,
        build: entry.node("build").map { Name($0.text, $0.contentSpan) }, objectName: objectName,
        keyPath: ["ApplicationCodeConfiguration", "CodeContent", "S3ContentLocation", "FileKey"],
        parts: [
          .text(AnalyticsRunner.fileName, AnalyticsRunner.program), .file(AnalyticsRunner.query, query),
          .file(AnalyticsRunner.connector, connector),
        ]))
    let bucket = Value.sub("arn:${AWS::Partition}:s3:::${\(StackTemplate.artifactBucket)}", span)
    let key = Value.sub("${\(StackTemplate.artifactPrefix)}\(objectName)", span)
    configuration.set(
      "ApplicationCodeConfiguration", at: span,
      .object(
        span,
        [
          "CodeContentType": .string("ZIPFILE", span),
          "CodeContent": .object(
            span, ["S3ContentLocation": .object(span, ["BucketARN": bucket, "FileKey": key])]),
        ]))
    grant(
      ["s3:GetObject", "s3:GetObjectVersion"],
      on: .sub(
        "arn:${AWS::Partition}:s3:::${\(StackTemplate.artifactBucket)}/${\(StackTemplate.artifactPrefix)}*", span),
      to: analysis, at: span)
  }

  /// The file that a key names; one that is not there is reported, unless a command makes it.
  private mutating func existingFile(_ key: String, _ entry: Entry, isBuilt: Bool) -> Name? {
    guard let path = entry.plainName(key, &self), !path.text.isEmpty else { return nil }
    if !isBuilt, files.kind(of: path.text) == nil {
      let parent = path.text.split(separator: "/").dropLast().joined(separator: "/")
      let names = files.names(in: parent).map { parent.isEmpty ? $0 : "\(parent)/\($0)" }
      findings.report(.fileMissing(path.text, at: path.span, near: names))
    }
    return path
  }

  // MARK: Tables

  /// What the runner is told: where its parts are, and of each table what it is made from.
  private mutating func propertyGroups(_ analysis: Analysis) -> [Value] {
    let entry = analysis.entry
    let span = entry.span
    var groups = [
      group(
        "kinesis.analytics.flink.run.options",
        [
          ("python", .string(AnalyticsRunner.fileName, span)),
          ("jarfile", .string(AnalyticsRunner.connector, span)),
        ], at: span)
    ]
    for input in entry.entries("from", &self) { groups += inputGroup(input, analysis).map { [$0] } ?? [] }
    for file in entry.entries("reference", &self) { groups += referenceGroup(file, analysis).map { [$0] } ?? [] }
    if let output = entry.entryOrShorthand("to", &self), let node = output.node("stream"),
      let stream = output.value("stream", &self)
    {
      groups.append(
        group(
          "\(AnalyticsGroup.output.prefix)\(tableName(output, of: stream, node))",
          [(AnalyticsGroup.arn, stream)] + texts(output, ["partitionBy"]), at: node.span))
      grant(.analyticsToStream, WireEnds(target: stream), to: analysis, at: stream.span)
    }
    return groups
  }

  private mutating func inputGroup(_ input: Entry, _ analysis: Analysis) -> Value? {
    guard let node = input.node("stream"), let stream = input.value("stream", &self) else { return nil }
    grant(.streamToAnalytics, WireEnds(source: stream), to: analysis, at: stream.span)
    return group(
      "\(AnalyticsGroup.input.prefix)\(tableName(input, of: stream, node))",
      [(AnalyticsGroup.arn, stream)] + columns(input) + texts(input, ["time", "lateness", "startingPosition"]),
      at: node.span)
  }

  private mutating func referenceGroup(_ file: Entry, _ analysis: Analysis) -> Value? {
    guard let node = file.node("object"), node.kind == .scalar else {
      _ = file.value("object", &self)
      return nil
    }
    guard let slash = node.text.firstIndex(of: "/"), node.text.hasPrefix("buckets."),
      case let name = String(node.text[node.text.index(after: slash)...]), !name.isEmpty
    else {
      findings.report(
        .wrongType("object", wanted: "a file such as `buckets.lake/products.csv`", got: node.phrase, at: node.span))
      return nil
    }
    guard let bucket = reference(String(node.text[..<slash]), at: node.span, kinds: [.buckets]) else { return nil }
    grant(.bucketToAnalytics, WireEnds(source: bucket), to: analysis, at: node.span)
    let stem = name.split(separator: "/").last.map(String.init) ?? name
    let table = file.text("as") ?? String(stem.split(separator: ".").first ?? "")
    return group(
      "\(AnalyticsGroup.reference.prefix)\(table)",
      [(AnalyticsGroup.arn, bucket), ("key", .string(name, node.span))] + columns(file) + texts(file, ["format"]),
      at: node.span)
  }

  private mutating func grant(_ wire: Wire.Kind, _ ends: WireEnds, to analysis: Analysis, at span: Span) {
    if let role = analysis.derivedRole { grant(wire, ends, to: role, at: span) }
  }

  /// What the query calls a table: the name that is given, or the stream's key.
  private func tableName(_ table: Entry, of stream: Value, _ node: Node) -> String {
    table.text("as") ?? declared(of: stream)?.key ?? String(node.text.split(separator: "/").last ?? "stream")
  }

  /// `columns` as a definition in SQL: `` `page` STRING, `at` TIMESTAMP_LTZ(3) ``.
  private mutating func columns(_ table: Entry) -> [(String, Value)] {
    guard let columns = table.value("columns", &self), let map = columns.map else { return [] }
    let list = map.entries.compactMap { column in column.value.string.map { "`\(column.key)` \($0)" } }
    return [("columns", .string(list.joined(separator: ", "), columns.span))]
  }

  /// Keys that the runner knows by the same name; each property is a text.
  private mutating func texts(_ table: Entry, _ keys: [String]) -> [(String, Value)] {
    keys.compactMap { key in
      table.value(key, &self).map { (key, $0.integer.map { .string(String($0), table.span) } ?? $0) }
    }
  }

  private func group(_ id: String, _ properties: [(String, Value)], at span: Span) -> Value {
    let map = ValueMap(properties.map { .init($0, at: $1.span, $1) })
    return .object(span, ["PropertyGroupId": .string(id, span), "PropertyMap": Value(.map(map), span)])
  }

  // MARK: Settings

  /// `FlinkApplicationConfiguration`.
  private mutating func flinkConfiguration(_ entry: Entry) -> Value {
    let span = entry.span
    let custom = Value.string("CUSTOM", span)
    let parallelism = Value.object(
      span,
      [
        "ConfigurationType": custom, "Parallelism": entry.value("parallelism", &self) ?? .integer(1, span),
        "AutoScalingEnabled": entry.value("autoScaling", &self) ?? .bool(false, span),
      ])
    let monitoring = Value.object(
      span,
      [
        "ConfigurationType": custom, "LogLevel": entry.value("logLevel", &self) ?? .string("WARN", span),
        "MetricsLevel": .string("APPLICATION", span),
      ])
    let checkpoints = entry.value("checkpointInterval", &self).map {
      Value.object(
        $0.span,
        ["ConfigurationType": custom, "CheckpointingEnabled": .bool(true, $0.span), "CheckpointInterval": $0])
    }
    return .object(
      span,
      [
        "CheckpointConfiguration": checkpoints, "MonitoringConfiguration": monitoring,
        "ParallelismConfiguration": parallelism,
      ])
  }

  /// The log, and what tells the application of it (AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption).
  private mutating func addAnalyticsLog(_ analysis: Analysis) {
    let entry = analysis.entry
    let (name, span) = (LogicalID.pascalCase(entry.name), entry.span)
    var group = derived(analysis.logGroup, "AWS::Logs::LogGroup", from: entry)
    let place = entry.keySpan("logRetention") ?? span
    group.properties.set(
      "RetentionInDays", at: place,
      entry.value("logRetention", &self) ?? .integer(FunctionKeys.logRetentionDays, span))
    var stream = derived("\(name)AnalyticsLogStream", "AWS::Logs::LogStream", from: entry)
    stream.properties.set("LogGroupName", at: span, .ref(analysis.logGroup, span))
    var option = derived(
      "\(name)AnalyticsLogging", "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption", from: entry)
    option.properties.set("ApplicationName", at: span, ref(entry))
    let arn =
      "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${\(analysis.logGroup)}:log-stream:${\(stream.logicalID)}"
    option.properties.set("CloudWatchLoggingOption", at: span, .object(span, ["LogStreamARN": .sub(arn, span)]))
    for var resource in [group, stream, option] {
      resource.condition = condition(of: entry)
      add(resource)
    }
    grant(
      ["logs:DescribeLogStreams", "logs:PutLogEvents"], on: .getAtt(analysis.logGroup, "Arn", span), to: analysis,
      at: span)
    grant(["logs:DescribeLogGroups"], on: .string("*", span), to: analysis, at: span)
  }
}
