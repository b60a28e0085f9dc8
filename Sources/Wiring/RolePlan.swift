/// An IAM role (AWS::IAM::Role) with all policies of the stack that are attached to it.
public struct RolePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the role.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// IAM's unique id of the role: `AROA` and 17 letters and digits.
  public var uniqueID: String
  /// Who may assume it.
  public var trust: PolicyPlan
  /// Policies that the template holds: inline ones, and customer managed ones.
  public var policies: [PolicyPlan] = []
  /// ARNs of managed policies that the template does not hold: AWS's own.
  public var managed: [String] = []
  /// The permissions boundary, where the template holds it.
  public var boundary: PolicyPlan?
  /// ARN of the permissions boundary, where the template does not hold it.
  public var boundaryARN: String?
  /// How long a session may last, in seconds.
  public var maxSession = 3600
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `roles.worker`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String, uniqueID: String, trust: PolicyPlan) {
    self.id = id
    self.name = name
    self.arn = arn
    self.uniqueID = uniqueID
    self.trust = trust
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    arn = try container.decode(String.self, forKey: .arn)
    uniqueID = try container.decode(String.self, forKey: .uniqueID)
    trust = try container.decode(PolicyPlan.self, forKey: .trust)
    boundary = try container.decodeIfPresent(PolicyPlan.self, forKey: .boundary)
    boundaryARN = try container.decodeIfPresent(String.self, forKey: .boundaryARN)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.policies, into: &policies)
    try container.read(.managed, into: &managed)
    try container.read(.maxSession, into: &maxSession)
    try container.read(.settings, into: &settings)
  }
}
