import Template

/// What the keys of `tables:` take.
enum TableShapes {
  private static let attributeTypes: KeyType = .choice([
    Choice("string", "S"), Choice("number", "N"), Choice("binary", "B"),
  ])

  static let keySchema: KeyType = .map(attributeTypes)

  private static let projection = Key(
    "project", .either(.list(.text), .anything), default: "all",
    "Which attributes it holds: `all`, `keys`, or a list of names.")

  /// One side of provisioned throughput: a figure, or bounds within which it follows the use.
  private static let units: KeyType = .either(.integer, .object(scaling))

  static let scaling = ObjectShape([
    Key("min", .integer, to: "MinCapacity", required: true, "The least; the table starts with it."),
    Key("max", .integer, to: "MaxCapacity", required: true, "The most."),
    Key("target", .integer, default: "70", "The use, in percent, that is aimed at: 20 to 90."),
  ])

  static let capacity = ObjectShape([
    Key("read", units, required: true, "Read units: strongly consistent reads of 4 KB a second."),
    Key("write", units, required: true, "Write units: writes of 1 KB a second."),
  ])

  static let maximum = ObjectShape([
    Key("read", .integer, to: "MaxReadRequestUnits", "Read request units a second."),
    Key("write", .integer, to: "MaxWriteRequestUnits", "Write request units a second."),
  ])

  static let warm = ObjectShape([
    Key("read", .integer, to: "ReadUnitsPerSecond", "Read units a second."),
    Key("write", .integer, to: "WriteUnitsPerSecond", "Write units a second."),
  ])

  static let globalIndex = ObjectShape([
    Key("key", keySchema, required: true, "The partition key and, if there is a second, the sort key."),
    projection,
    Key("capacity", .object(capacity), "Provisioned throughput: each index of such a table has its own."),
    Key("maximum", .object(maximum), to: "OnDemandThroughput", "On demand: the most that is served."),
    Key("warmThroughput", .object(warm), to: "WarmThroughput", "What the index is ready for at once."),
    Key("contributorInsights", .boolean, default: "false", "Whether CloudWatch shows the keys that are used most."),
  ])

  static let localIndex = ObjectShape([
    Key("sort", keySchema, required: true, "The sort key."), projection,
  ])

  static let kinesisStream = ObjectShape(
    [
      Key("stream", .reference([.streams]), to: "StreamArn", required: true, "The stream."),
      Key(
        "precision", .choice([Choice("millisecond", "MILLISECOND"), Choice("microsecond", "MICROSECOND")]),
        to: "ApproximateCreationDateTimePrecision", default: "millisecond", "How exactly a change's time is given."),
    ], shorthand: "stream")

  static let recovery = ObjectShape([
    Key("period", .duration(.days), to: "RecoveryPeriodInDays", required: true, "How far back: 1d to 35d.")
  ])

  static let importSource = ObjectShape([
    Key("from", .reference([.buckets]), required: true, "The bucket."),
    Key("prefix", .text, default: "all objects", "What the keys of the objects begin with."),
    Key("owner", .text, default: "this account", "The account that owns the bucket, in quotes."),
    Key(
      "format", .choice([Choice("csv", "CSV"), Choice("json", "DYNAMODB_JSON"), Choice("ion", "ION")]),
      to: "InputFormat", required: true, "The form of the objects; JSON is DynamoDB's own."),
    Key(
      "compression", .choice([Choice("none", "NONE"), Choice("gzip", "GZIP"), Choice("zstd", "ZSTD")]),
      to: "InputCompressionType", default: "none", "How they are compressed."),
    Key("delimiter", .text, default: ",", "CSV: what stands between values."),
    Key("header", .list(.text), default: "the first line", "CSV: the attributes' names."),
  ])
}
