import Source
import Template
import YAML

extension Section {
  static let analytics = Section(
    .analytics,
    """
    SQL over streams, run by Managed Service for Apache Flink. AWS ended Kinesis Data Analytics for SQL on 27 January 2026, \
    so a query becomes a Flink application: its code is a small program of stackc's that makes a table of each input, \
    reference and output, and runs the query, which is one `SELECT` in Flink's SQL. An input without `columns` has the columns \
    `data`, the record as text, and `arrived`. A Studio notebook would need a person to start it. CloudFormation does not \
    start an application either: `aws kinesisanalyticsv2 start-application` does.
    """,
    keys: [
      Key("from", .list(.object(input)), required: true, "The streams that are read, each as a table of its name."),
      Key("query", .text, required: true, "The file with the query."),
      Key("to", .object(output), required: true, "The stream that gets each row of the result, as JSON."),
      Key(
        "reference", .list(.object(reference)), "Files in buckets that the query joins with; read once, at the start."),
      Key(
        "connector", .text, required: true,
        """
        The jar with Flink's Kinesis connector, which the service has not: `flink-sql-connector-kinesis` 5 or later; for \
        `reference` with `flink-s3-fs-hadoop` in it.
        """),
      Key("build", .text, "A command that produces the jar, run by `stackc build`."),
      Key(
        "runtime",
        .choice([Choice("FLINK-1_18"), Choice("FLINK-1_19"), Choice("FLINK-1_20"), Choice("FLINK-2_2")]),
        to: "RuntimeEnvironment", default: "FLINK-1_20", "The version of Flink."),
      Key("parallelism", .integer, default: "1", "How many tasks work side by side; each unit has a price."),
      Key("autoScaling", .boolean, default: "false", "Whether AWS changes the parallelism with the load."),
      Key(
        "checkpointInterval", .duration(.milliseconds), default: "1m",
        "How often state is saved; after a failure, reading resumes there."),
      Key("snapshots", .boolean, default: "true", "Whether state is kept when the application is stopped or updated."),
      Key(
        "logLevel", .choice(["ERROR", "WARN", "INFO", "DEBUG"].map { Choice($0) }), default: "WARN",
        "What is logged."),
      Key("logRetention", .duration(.days), default: "30d", "How long the log is kept."),
      Key("role", .reference([.roles]), default: "a role of its own", "The role that it acts with."),
      Key(
        "encryptionKey", .reference([.keys]), default: "a key that AWS owns", "The key that encrypts its state."),
      Key("description", .text, to: "ApplicationDescription", "What it is for."),
    ],
    example: """
      analytics:
        trending:
          from:
            stream: streams.clicks
            columns: { page: STRING, at: TIMESTAMP_LTZ(3) }
            time: at
          query: queries/trending.sql
          to: streams.trends
          connector: lib/kinesis.jar
      streams:
        clicks: { shards: 2 }
        trends: {}
      """
  ) { lowering, entry in
    lowering.lowerAnalytics(entry)
  }

  private static let name = Key("as", .text, default: "the stream's or file's name", "What the query calls the table.")

  private static let columns = Key(
    "columns", .map(.text), "The columns, each with its type in Flink's SQL; records are JSON objects then.")

  private static let input = ObjectShape(
    [
      Key("stream", .reference([.streams]), required: true, "The stream."), name, columns,
      Key("time", .text, default: "arrived", "The column that says when something happened; windows follow it."),
      Key("lateness", .duration(.seconds), default: "5s", "How late a record may come."),
      Key(
        "startingPosition", .choice([Choice("LATEST"), Choice("TRIM_HORIZON")]), default: "LATEST",
        "Where reading begins the first time: with new records, or with the oldest."),
    ], shorthand: "stream")

  private static let output = ObjectShape(
    [
      Key("stream", .reference([.streams]), required: true, "The stream."),
      Key("partitionBy", .text, default: "at random", "The column of the result that decides on the shard."),
    ], shorthand: "stream")

  private static let reference = ObjectShape(
    [
      Key("object", .text, required: true, "The file: `buckets.lake/products.csv`."), name, columns,
      Key(
        "format", .choice([Choice("csv"), Choice("json")]), default: "csv",
        "What the file holds; without `columns` a table of lines, `data`."),
    ], shorthand: "object")
}
