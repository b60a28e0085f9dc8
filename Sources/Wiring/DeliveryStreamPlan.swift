/// A Firehose delivery stream (AWS::KinesisFirehose::DeliveryStream).
public struct DeliveryStreamPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the delivery stream.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// ARN of the stream that it reads; without it, whoever puts records into it.
  public var source: String?
  /// ARN of the role that the stream is read with.
  public var sourceRole: String?
  /// Which kind of place it delivers to: the property without `DestinationConfiguration`: `ExtendedS3`, `HttpEndpoint`.
  public var destination: String?
  /// ARN of the bucket that takes records, or those that could not be delivered.
  public var bucket: String?
  /// Address that takes records, where it is no bucket.
  public var url: String?
  /// ARN of the role that it delivers with.
  public var role: String?
  /// ARNs of the functions that records pass through.
  @OrEmpty public var transforms: [String] = []
  /// How much is collected, in MB.
  public var bufferSize: Int?
  /// How long it is collected, in seconds.
  public var bufferInterval: Int?
  /// The destination's configuration whole, as CloudFormation has it, resolved.
  public var configuration: JSONValue?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `deliveryStreams.archive`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String) {
    self.id = id
    self.name = name
    self.arn = arn
  }
}
