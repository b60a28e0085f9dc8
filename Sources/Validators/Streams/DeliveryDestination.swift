import Source
import Template

/// A destination of a delivery stream of which nothing was written wrong.
struct DeliveryDestination {
  let stream: Resource
  /// The property that describes it.
  let property: ValueMap.Entry
  var value: Value { property.value }

  /// Properties that describe a destination.
  static let properties: Set<String> = [
    "AmazonOpenSearchServerlessDestinationConfiguration", "AmazonopensearchserviceDestinationConfiguration",
    "ElasticsearchDestinationConfiguration", "ExtendedS3DestinationConfiguration",
    "HttpEndpointDestinationConfiguration", "IcebergDestinationConfiguration", "RedshiftDestinationConfiguration",
    "S3DestinationConfiguration", "SnowflakeDestinationConfiguration", "SplunkDestinationConfiguration",
  ]
}

extension CheckContext {
  /// The destinations of all delivery streams, in source order.
  var deliveryDestinations: [DeliveryDestination] {
    wholeResources("AWS::KinesisFirehose::DeliveryStream").flatMap { stream in
      stream.properties.entries.filter { DeliveryDestination.properties.contains($0.key) && !$0.value.isNoValue }
        .map { DeliveryDestination(stream: stream, property: $0) }
    }
  }
}
