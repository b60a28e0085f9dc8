import Source
import Template

extension Section {
  static let deliveryStreams = Section(
    .deliveryStreams,
    """
    Firehose delivery streams: records are collected, transformed if wanted, and written to a bucket or another place. One \
    without `role:` gets a role with exactly what its arrows need. Failures are logged; records wait encrypted.
    """,
    keys: DeliveryStreamKeys.all,
    example: """
      deliveryStreams:
        archive:
          from: streams.clicks
          to: buckets.lake
          buffer: { size: 64 MB, interval: 5m }
          prefix: clicks/!{timestamp:yyyy/MM/dd}/
          errorPrefix: failed/!{firehose:error-output-type}/
          compression: gzip
      streams:
        clicks: { shards: 2 }
      buckets:
        lake: {}
      """
  ) { lowering, entry in
    lowering.lowerDeliveryStream(entry)
  }
}

/// The keys of a delivery stream.
enum DeliveryStreamKeys {
  /// Keys that only a delivery to a bucket has.
  static let bucketOnly = [
    "prefix", "errorPrefix", "timeZone", "fileExtension", "newline", "format", "dynamicPartitioning",
  ]

  static let all: [Key] = [
    Key(
      "from", .reference([.streams]), default: "whoever puts records into it",
      "The stream that it reads; nobody else can put records into it then."),
    Key(
      "to", .object(destination), required: true,
      "Where the records go: a bucket, or one of the other places."),
    Key(
      "transform", .object(transform),
      "The function that gets each batch and answers with what is to be delivered (\"Transform source data\", Firehose)."
    ),
    Key(
      "buffer",
      .object(
        ObjectShape([
          Key("size", .size(.megabytes), to: "SizeInMBs", "How much is collected: 1 MB to 128 MB, by destination."),
          Key("interval", .duration(.seconds), to: "IntervalInSeconds", "For how long: up to 15m."),
        ])), default: "5 MB or 5m", "How much is collected before it is delivered: whichever is reached first."),
    Key("prefix", .text, default: "YYYY/MM/dd/HH/", "Bucket: what the objects' names begin with."),
    Key("errorPrefix", .text, "Bucket: what the names of objects begin with that hold what failed."),
    Key(
      "compression",
      .choice([
        Choice("none", "UNCOMPRESSED"), Choice("gzip", "GZIP"), Choice("zip", "ZIP"), Choice("snappy", "Snappy"),
        Choice("hadoopSnappy", "HADOOP_SNAPPY"),
      ]), default: "none", "How objects are compressed."),
    Key("timeZone", .text, default: "UTC", "Bucket: the time zone of dates in prefixes: `Europe/Berlin`."),
    Key("fileExtension", .text, "Bucket: what the objects' names end in: `.json.gz`."),
    Key("newline", .boolean, default: "false", "Bucket: whether each record is followed by a new line."),
    Key("format", .object(format), "Bucket: JSON is rewritten as columns, by the schema of a Glue table."),
    Key(
      "dynamicPartitioning", .map(.text),
      """
      Bucket: names for parts of the prefix, each with the jq expression that finds it in a record; `{}` if the transform \
      function names them. Cannot be switched on or off later.
      """),
    Key(
      "backup", .object(backup),
      "The bucket that keeps a copy of the records as they came; for other places than buckets and Redshift, or of those that failed."
    ),
    Key(
      "retry", .duration(.seconds), default: "5m for HTTP, Splunk and OpenSearch, 1h for Redshift",
      "For how long a delivery is tried again: up to 2h."),
    Key("role", .reference([.roles]), default: "a role of its own", "The role that it acts with."),
    Key(
      "encryptionKey", .reference([.keys]), default: "a key that AWS owns",
      "The key that encrypts waiting records; a stream that is read has its own."),
    Key("logRetention", .duration(.days), default: "30d", "How long the log of failures is kept."),
  ]

  private static let transform = ObjectShape(
    [
      Key("function", .reference([.functions]), required: true, "The function; it may run for 5m."),
      Key("bufferSize", .text, default: "1", "How much is collected for one call, in MB: 0.2 to 3."),
      Key("bufferInterval", .duration(.seconds), default: "60s", "For how long: up to 15m."),
      Key("retries", .integer, default: "3", "How often a call is tried again: up to 300."),
    ], shorthand: "function")

  private static let backup = ObjectShape(
    [
      Key("to", .reference([.buckets]), required: true, "The bucket."),
      Key(
        "mode", .choice([Choice("failed"), Choice("all")]), default: "failed",
        "HTTP, Splunk, OpenSearch: whether it keeps what failed, or everything."),
      Key("prefix", .text, "What the objects' names begin with."),
      Key("errorPrefix", .text, "What the names of objects begin with that hold what failed."),
    ], shorthand: "to")

  private static let format = ObjectShape([
    Key(
      "type", .choice([Choice("parquet", "ParquetSerDe"), Choice("orc", "OrcSerDe")]), required: true, "The format."),
    Key("database", .text, required: true, "The Glue database."),
    Key("table", .text, required: true, "The Glue table whose schema the records have."),
    Key("version", .text, default: "LATEST", "The version of the schema."),
    Key("catalog", .text, default: "the account's", "The id of the Glue catalog."),
    Key(
      "input", .choice([Choice("openX", "OpenXJsonSerDe"), Choice("hive", "HiveJsonSerDe")]), default: "openX",
      "Who reads the JSON: Hive's knows more forms of time stamps."),
  ])

  private static let secret = Key(
    "secret", .identifier, "ARN of the secret in Secrets Manager that holds the credentials.")

  private static let destination = ObjectShape(
    [
      Key("bucket", .reference([.buckets]), "A bucket."),
      Key(
        "http",
        .object(
          ObjectShape(
            [
              Key("url", .text, to: "Url", required: true, "The address: `https://…`."),
              Key("name", .text, to: "Name", "What the console calls it."),
              Key("accessKey", .text, to: "AccessKey", "The key that is sent along; better in a secret."),
              secret,
              Key("attributes", .map(.text), "What is sent along with each request."),
              Key(
                "encoding", .choice([Choice("none", "NONE"), Choice("gzip", "GZIP")]), default: "none",
                "How requests are compressed."),
            ], shorthand: "url")), "An HTTP endpoint."),
      Key(
        "splunk",
        .object(
          ObjectShape([
            Key("url", .text, to: "HECEndpoint", required: true, "The HTTP event collector."),
            Key(
              "type", .choice([Choice("event", "Event"), Choice("raw", "Raw")]), default: "event",
              "What the endpoint takes."),
            Key("token", .text, to: "HECToken", "The collector's token; better in a secret."),
            secret,
            Key(
              "acknowledgement", .duration(.seconds), to: "HECAcknowledgmentTimeoutInSeconds", default: "3m",
              "How long to wait for the acknowledgement: 3m to 10m."),
          ])), "Splunk."),
      Key(
        "redshift",
        .object(
          ObjectShape([
            Key("url", .text, to: "ClusterJDBCURL", required: true, "The JDBC address of the database."),
            Key("bucket", .reference([.buckets]), required: true, "The bucket that records are copied from."),
            Key("table", .text, required: true, "The table."),
            Key("columns", .text, "The columns, with commas between."),
            Key("options", .text, "Options of the COPY command."),
            Key("user", .text, to: "Username", "The database's user; better in a secret."),
            Key("password", .text, to: "Password", "The user's password; better in a secret."),
            secret,
          ])), "Redshift, by way of a bucket."),
      Key(
        "openSearch",
        .object(
          ObjectShape([
            Key("domain", .identifier, to: "DomainARN", required: true, "ARN of the domain."),
            Key("index", .text, to: "IndexName", required: true, "The index."),
            Key(
              "rotation",
              .choice(
                ["NoRotation", "OneHour", "OneDay", "OneWeek", "OneMonth"].map {
                  Choice($0.prefix(1).lowercased() + $0.dropFirst(), $0)
                }), to: "IndexRotationPeriod", default: "oneDay", "How often a new index is begun."),
          ])), "An OpenSearch domain."),
    ], shorthand: "bucket")
}
