extension LimitCase {
  static let streams = [
    LimitCase(
      "KIN-004", past: "streams:\n  clicks: { mode: onDemand, shards: ↓2 }\n", at: "streams:\n  clicks: { shards: 2 }\n"
    ),
    LimitCase("KIN-012", past: consumers(20, "↓last"), at: consumers(19, "last")),
    LimitCase(
      "FHS-004", past: delivery("buffer: ↓{ size: 64 MB }"), at: delivery("buffer: { size: 64 MB, interval: 1m }")),
    LimitCase(
      "FHS-009",
      past: delivery("properties: { ↓S3DestinationConfiguration: { BucketARN: \(bucket), RoleARN: \(role) } }"),
      at: delivery("compression: gzip")),
    LimitCase(
      "FHS-011", past: delivery("from: streams.clicks, ↓encryptionKey: \(key)"), at: delivery("encryptionKey: \(key)")),
    LimitCase("FHS-015", past: transform("301s", "↓functions.f"), at: transform("300s", "functions.f")),
    LimitCase(
      "KDA-001",
      past: "resources:\n  Old:\n    Type: ↓AWS::KinesisAnalytics::Application\n    Properties: { Inputs: [] }\n",
      at: analytics("FLINK-1_20"), files: query),
    LimitCase("FHS-017", past: buffered("↓\"0.1\""), at: buffered("\"0.2\"")),
    LimitCase("FHS-018", past: buffered("↓\"3.1\""), at: buffered("\"3\"")),
    LimitCase("KDA-002", past: analytics("↓SQL-1_0"), at: analytics("FLINK-1_20"), files: query),
  ]

  private static let key = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-0123456789ab"
  private static let bucket = "\"arn:aws:s3:::lake\""
  private static let role = "\"arn:aws:iam::123456789012:role/lake\""
  private static let query = ["q.sql": "SELECT data FROM clicks\n", "k.jar": ""]

  private static func consumers(_ count: Int, _ last: String) -> String {
    let names = (1...count).map { "c\($0)" } + [last]
    return "streams:\n  clicks: { consumers: [\(names.joined(separator: ", "))] }\n"
  }

  private static func delivery(_ keys: String) -> String {
    "deliveryStreams:\n  lake: { to: buckets.lake, \(keys) }\nstreams:\n  clicks: {}\nbuckets:\n  lake: {}\n"
  }

  private static func transform(_ timeout: String, _ target: String) -> String {
    delivery("transform: \(target)") + "functions:\n  f: { \(function), timeout: \(timeout) }\n"
  }

  private static func buffered(_ size: String) -> String {
    transform("60s", "{ function: functions.f, bufferSize: \(size) }")
  }

  private static func analytics(_ runtime: String) -> String {
    "analytics:\n  counts:\n    from: streams.clicks\n    query: q.sql\n    to: streams.trends\n    connector: k.jar\n    properties: { RuntimeEnvironment: \(runtime) }\nstreams:\n  clicks: {}\n  trends: {}\n"
  }
}
