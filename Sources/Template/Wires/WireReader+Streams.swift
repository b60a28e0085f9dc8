import Source

extension Wire.Kind {
  /// Whether a mapping reads shards, each in order, and not a queue.
  public var isStreamSource: Bool { Self.streamSources.contains(self) }

  /// The arrows of mappings that read shards.
  public static let streamSources: [Wire.Kind] = [
    .eventSourceStream, .eventSourceStreamConsumer, .eventSourceTableStream,
  ]
}

extension WireReader {
  /// Whether an end is a registered consumer of a stream: `arn:…:stream/name/consumer/name:time`.
  func isConsumer(_ endpoint: Wire.Endpoint) -> Bool {
    switch endpoint {
    case .resource(let id): template[id]?.type == "AWS::Kinesis::StreamConsumer"
    case .external(let arn): end(endpoint) == .stream && arn.description.contains("/consumer/")
    }
  }

  /// The stream that a registered consumer of this template reads.
  public func stream(ofConsumer endpoint: Wire.Endpoint) -> Wire.Endpoint? {
    guard let id = endpoint.resourceID, let consumer = template[id], consumer.type == "AWS::Kinesis::StreamConsumer"
    else { return nil }
    return consumer["StreamARN"].map(self.endpoint)
  }

  /// The source, the destination with its backup, the transformation and the log group
  /// (AWS::KinesisFirehose::DeliveryStream).
  func wires(ofDeliveryStream stream: Resource) -> [Wire] {
    let itself = Wire.Endpoint.resource(stream.logicalID)
    var wires: [Wire] = []
    if let source = stream["KinesisStreamSourceConfiguration"], let arn = source["KinesisStreamARN"] {
      wires.append(
        Wire(
          kind: .streamToDeliveryStream, source: endpoint(arn), target: itself, via: stream.logicalID, span: arn.span,
          role: source["RoleARN"]))
    }
    for property in stream.properties.entries where property.key.hasSuffix("DestinationConfiguration") {
      let destination = property.value
      wires += buckets(ofDestination: destination, of: stream)
      wires += transforms(ofDestination: destination, of: stream)
      wires += logGroups(ofDestination: destination, of: stream)
    }
    return wires
  }

  /// What a destination writes to, and what keeps copies of its records or those that failed.
  private func buckets(ofDestination destination: Value, of stream: Resource) -> [Wire] {
    let places = [destination] + ["S3Configuration", "S3BackupConfiguration"].compactMap { destination[$0] }
    return places.compactMap { place in
      guard let bucket = place["BucketARN"] else { return nil }
      return Wire(
        kind: .deliveryStreamToBucket, source: .resource(stream.logicalID), target: endpoint(bucket),
        via: stream.logicalID, span: bucket.span, role: place["RoleARN"] ?? destination["RoleARN"])
    }
  }

  private func transforms(ofDestination destination: Value, of stream: Resource) -> [Wire] {
    (destination["ProcessingConfiguration"]?["Processors"]?.list ?? []).compactMap { processor in
      guard let function = parameter("LambdaArn", of: processor) else { return nil }
      return Wire(
        kind: .deliveryStreamTransform, source: .resource(stream.logicalID), target: endpoint(function),
        via: stream.logicalID, span: function.span,
        role: parameter("RoleArn", of: processor) ?? destination["RoleARN"])
    }
  }

  /// A parameter of a processor ("ProcessorParameter", CloudFormation Template Reference).
  public func parameter(_ name: String, of processor: Value) -> Value? {
    (processor["Parameters"]?.list ?? []).first { $0["ParameterName"].flatMap(resolver.literal) == name }?[
      "ParameterValue"]
  }

  private func logGroups(ofDestination destination: Value, of stream: Resource) -> [Wire] {
    guard let options = destination["CloudWatchLoggingOptions"],
      options["Enabled"].flatMap(resolver.literal) == "true", let name = options["LogGroupName"],
      let id = resource(named: name, ofType: "AWS::Logs::LogGroup")
    else { return [] }
    return [
      Wire(
        kind: .deliveryStreamToLogGroup, source: .resource(stream.logicalID), target: .resource(id),
        via: stream.logicalID, span: name.span,
        role: destination["RoleARN"] ?? destination["S3Configuration"]?["RoleARN"])
    ]
  }

  /// The resource of a type that a reference, or its physical name, names.
  private func resource(named value: Value, ofType type: String) -> String? {
    if let id = resource(namedBy: value) { return template[id]?.type == type ? id : nil }
    guard let name = resolver.text(value) else { return nil }
    return template.resources(ofType: type).first { resolver.physicalName(of: $0) == name }?.logicalID
  }

  /// The inputs, files and outputs of a query, from the property groups that tell the application's runner of them
  /// (AWS::KinesisAnalyticsV2::Application).
  func wires(ofAnalytics application: Resource) -> [Wire] {
    let groups = application["ApplicationConfiguration"]?["EnvironmentProperties"]?["PropertyGroups"]?.list ?? []
    return groups.compactMap { group in
      guard let id = group["PropertyGroupId"]?.string, let arn = group["PropertyMap"]?[AnalyticsGroup.arn],
        let kind = AnalyticsGroup.allCases.first(where: { id.hasPrefix($0.prefix) })
      else { return nil }
      let other = endpoint(arn)
      let itself = Wire.Endpoint.resource(application.logicalID)
      let isOutput = kind == .output
      return Wire(
        kind: kind.wire, source: isOutput ? itself : other, target: isOutput ? other : itself,
        via: application.logicalID, span: arn.span, role: application["ServiceExecutionRole"])
    }
  }
}

/// The property groups by which an application of the section `analytics` knows its tables: `input.clicks`.
public enum AnalyticsGroup: String, Sendable, CaseIterable {
  case input, reference, output

  /// What the name of a group begins with.
  public var prefix: String { "\(rawValue)." }

  /// The property that holds the ARN of the stream or bucket.
  public static let arn = "arn"

  var wire: Wire.Kind {
    switch self {
    case .input: .streamToAnalytics
    case .reference: .bucketToAnalytics
    case .output: .analyticsToStream
    }
  }
}
