/// A DynamoDB table (AWS::DynamoDB::Table).
public struct TablePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the table.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// Types of the key attributes: `S`, `N` or `B`.
  public var attributes = Members<String>()
  /// The primary key.
  public var key: KeyPlan
  /// Global secondary indexes.
  public var globalIndexes: [IndexPlan] = []
  /// Local secondary indexes.
  public var localIndexes: [IndexPlan] = []
  /// `PAY_PER_REQUEST` or `PROVISIONED`.
  public var billing = "PROVISIONED"
  /// What the stream holds of each change: `NEW_IMAGE`, `OLD_IMAGE`, `NEW_AND_OLD_IMAGES` or `KEYS_ONLY`.
  public var stream: String?
  /// ARN of the stream, if there is one.
  public var streamARN: String?
  /// The attribute that holds an item's time of expiry.
  public var timeToLive: String?
  /// The resource policy.
  public var policies: [PolicyPlan] = []
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `tables.orders`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String, key: KeyPlan) {
    self.id = id
    self.name = name
    self.arn = arn
    self.key = key
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    arn = try container.decode(String.self, forKey: .arn)
    key = try container.decode(KeyPlan.self, forKey: .key)
    stream = try container.decodeIfPresent(String.self, forKey: .stream)
    streamARN = try container.decodeIfPresent(String.self, forKey: .streamARN)
    timeToLive = try container.decodeIfPresent(String.self, forKey: .timeToLive)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.attributes, into: &attributes)
    try container.read(.globalIndexes, into: &globalIndexes)
    try container.read(.localIndexes, into: &localIndexes)
    try container.read(.billing, into: &billing)
    try container.read(.policies, into: &policies)
    try container.read(.settings, into: &settings)
  }
}

/// The key of a table or index.
public struct KeyPlan: Codable, Sendable, Equatable {
  /// Attribute of the partition key.
  public var partition: String
  /// Attribute of the sort key.
  public var sort: String?

  /// Makes one with AWS's defaults for everything else.
  public init(partition: String) {
    self.partition = partition
  }
}

/// A secondary index.
public struct IndexPlan: Codable, Sendable, Equatable {
  /// Name of the index.
  public var name: String
  /// Its key.
  public var key: KeyPlan
  /// What it holds: `ALL`, `KEYS_ONLY` or `INCLUDE`.
  public var projection = "ALL"
  /// With `INCLUDE`: the attributes.
  public var included: [String] = []

  /// Makes one with AWS's defaults for everything else.
  public init(name: String, key: KeyPlan) {
    self.name = name
    self.key = key
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    key = try container.decode(KeyPlan.self, forKey: .key)
    try container.read(.projection, into: &projection)
    try container.read(.included, into: &included)
  }
}
