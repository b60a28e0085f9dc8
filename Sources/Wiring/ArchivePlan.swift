/// An archive of a bus's events (AWS::Events::Archive).
public struct ArchivePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the archive.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// Which events it keeps; without it, all.
  public var pattern: JSONValue?
  /// How long it keeps them, in days; 0 and without it: for ever.
  public var retention: Int?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String) {
    self.id = id
    self.name = name
    self.arn = arn
  }
}
