/// An EventBridge bus (AWS::Events::EventBus).
public struct BusPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the bus.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// ARN of the queue that takes events that cannot be decrypted or delivered by the bus itself.
  public var deadLetter: String?
  /// The resource policy.
  public var policies: [PolicyPlan] = []
  /// Archives of its events.
  public var archives: [ArchivePlan] = []
  /// What finds the schemas of its events.
  public var discoverers: [PartPlan] = []
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `buses.shop`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String) {
    self.id = id
    self.name = name
    self.arn = arn
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    arn = try container.decode(String.self, forKey: .arn)
    deadLetter = try container.decodeIfPresent(String.self, forKey: .deadLetter)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.policies, into: &policies)
    try container.read(.archives, into: &archives)
    try container.read(.discoverers, into: &discoverers)
    try container.read(.settings, into: &settings)
  }
}
