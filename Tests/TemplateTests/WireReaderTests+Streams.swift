import Template

extension WireReaderTests {
  private static let mapping = "AWS::Lambda::EventSourceMapping"
  private static let delivery = "AWS::KinesisFirehose::DeliveryStream"
  private static let stream = getAtt("Stream", "Arn")
  private static let bucket = getAtt("Bucket", "Arn")

  private static func failing(to target: Value) -> Value {
    [
      "EventSourceArn": stream, "FunctionName": ref("Function"),
      "DestinationConfig": ["OnFailure": ["Destination": target]],
    ]
  }

  private static func group(_ id: Value, _ arn: Value) -> Value {
    ["PropertyGroupId": id, "PropertyMap": ["arn": arn]]
  }

  /// Streams, delivery streams, analytics.
  static let streamCases: [Case] = [
    Case(
      mapping, failing(to: queue), ["event-source-stream Stream>Function", "event-source-failure-queue Function>Queue"]),
    Case(
      mapping, failing(to: ref("Topic")),
      ["event-source-stream Stream>Function", "event-source-failure-topic Function>Topic"]),
    Case(
      mapping, failing(to: bucket),
      ["event-source-stream Stream>Function", "event-source-failure-bucket Function>Bucket"]),
    Case(
      mapping, ["EventSourceArn": ref("Consumer"), "FunctionName": ref("Alias")],
      ["event-source-stream-consumer Consumer>Alias"]),
    Case(
      mapping,
      [
        "EventSourceArn": "arn:aws:kinesis:eu-west-1:123456789012:stream/s/consumer/c:1",
        "FunctionName": ref("Function"),
      ],
      [
        "event-source-stream-consumer arn:aws:kinesis:eu-west-1:123456789012:stream/s/consumer/c:1>Function"
      ]),
    Case(
      mapping, ["EventSourceArn": getAtt("Table", "StreamArn"), "FunctionName": ref("Function")],
      ["event-source-table-stream Table>Function"]),
    // A queue's failures go to its own dead-letter queue.
    Case(
      mapping,
      [
        "EventSourceArn": queue, "FunctionName": ref("Function"),
        "DestinationConfig": ["OnFailure": ["Destination": dead]],
      ], ["event-source-queue Queue>Function"]),
    Case(
      "AWS::Events::Rule", ["Targets": [["Arn": stream], ["Arn": getAtt("Delivery", "Arn")]]],
      ["rule-stream It>Stream", "rule-delivery-stream It>Delivery"]),
    Case(
      delivery,
      [
        "KinesisStreamSourceConfiguration": ["KinesisStreamARN": stream],
        "ExtendedS3DestinationConfiguration": [
          "BucketARN": bucket, "S3BackupConfiguration": ["BucketARN": "arn:aws:s3:::other"],
          "ProcessingConfiguration": [
            "Processors": [
              ["Type": "Lambda", "Parameters": [["ParameterName": "LambdaArn", "ParameterValue": function]]],
              ["Type": "AppendDelimiterToRecord"],
            ]
          ], "CloudWatchLoggingOptions": ["Enabled": true, "LogGroupName": ref("Group")],
        ],
      ],
      [
        "stream-delivery-stream Stream>It", "delivery-stream-bucket It>Bucket",
        "delivery-stream-bucket It>arn:aws:s3:::other", "delivery-stream-transform It>Function",
        "delivery-stream-log-group It>Group",
      ]),
    Case(
      delivery,
      [
        "HttpEndpointDestinationConfiguration": [
          "S3Configuration": ["BucketARN": bucket],
          "CloudWatchLoggingOptions": ["Enabled": false, "LogGroupName": ref("Group")],
        ]
      ], ["delivery-stream-bucket It>Bucket"]),
    Case(
      "AWS::KinesisAnalyticsV2::Application",
      [
        "ApplicationConfiguration": [
          "EnvironmentProperties": [
            "PropertyGroups": [
              group("input.clicks", stream), group("reference.goods", bucket), group("output.trends", stream),
              group("other", stream), ["PropertyGroupId": "input.more"],
            ]
          ]
        ]
      ], ["stream-analytics Stream>It", "bucket-analytics Bucket>It", "analytics-stream It>Stream"]),
  ]
}
