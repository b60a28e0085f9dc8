import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::KinesisFirehose::DeliveryStream.
  mutating func addDeliveryStream(_ resource: Resource, _ reader: inout PropertyReader) {
    var stream = DeliveryStreamPlan(
      id: resource.logicalID, name: reader.text("DeliveryStreamName") ?? name(resource), arn: arn(resource))
    stream.path = path(resource)
    stream.place = planPlace(resource.span)
    let source = reader.peek("KinesisStreamSourceConfiguration")
    stream.source = reader.plain(source?["KinesisStreamARN"])
    stream.sourceRole = reader.plain(source?["RoleARN"])
    reader.cover("KinesisStreamSourceConfiguration", ["KinesisStreamARN", "RoleARN"])
    if let property = reader.keys.first(where: { $0.hasSuffix(Self.destination) }), let datum = reader.datum(property) {
      stream.destination = String(property.dropLast(Self.destination.count))
      stream.configuration = reader.plainJSON(datum)
      Self.readDestination(datum, &stream, reader)
    }
    stream.settings = reader.rest()
    plan.deliveryStreams.append(stream)
  }

  private static let destination = "DestinationConfiguration"

  /// What matters of any kind of destination; the plan has the configuration whole.
  private static func readDestination(
    _ datum: Datum, _ stream: inout DeliveryStreamPlan, _ reader: PropertyReader
  ) {
    let copy = datum["S3Configuration"]
    stream.bucket = reader.plain(datum["BucketARN"] ?? copy?["BucketARN"])
    stream.role = reader.plain(datum["RoleARN"] ?? copy?["RoleARN"])
    let addresses = ["HECEndpoint", "ClusterJDBCURL", "DomainARN", "ClusterEndpoint", "CollectionEndpoint"]
    stream.url = reader.plain(datum["EndpointConfiguration"]?["Url"] ?? addresses.compactMap { datum[$0] }.first)
    let buffer = datum["BufferingHints"] ?? copy?["BufferingHints"]
    stream.bufferSize = reader.whole(buffer?["SizeInMBs"])
    stream.bufferInterval = reader.whole(buffer?["IntervalInSeconds"])
    let parameters = (datum["ProcessingConfiguration"]?["Processors"]?.items ?? []).flatMap {
      $0["Parameters"]?.items ?? []
    }
    stream.transforms = parameters.filter { $0["ParameterName"]?.literal == "LambdaArn" }
      .compactMap { reader.plain($0["ParameterValue"]) }
  }
}
