/// A Lambda layer (AWS::Lambda::LayerVersion).
public struct LayerPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the layer.
  public var name: String
  /// The ARN of the version.
  public var arn: String
  /// Folder of its contents, relative to the folder of the stack file; unpacked under `/opt`.
  public var code: String?
  /// Command that produces the folder, if one is needed.
  public var build: String?
  /// The runtimes it is for; empty: any.
  public var runtimes: [String] = []
  /// Who may use it: one document for each permission (AWS::Lambda::LayerVersionPermission).
  public var permissions: [PolicyPlan] = []
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
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
    code = try container.decodeIfPresent(String.self, forKey: .code)
    build = try container.decodeIfPresent(String.self, forKey: .build)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.runtimes, into: &runtimes)
    try container.read(.permissions, into: &permissions)
    try container.read(.settings, into: &settings)
  }
}
