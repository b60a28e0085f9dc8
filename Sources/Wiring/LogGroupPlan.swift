/// A group of logs (AWS::Logs::LogGroup).
public struct LogGroupPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the group.
  public var name: String
  /// The ARN, without `:*` at its end.
  public var arn: String
  /// How long its events are kept, in days; without it, for ever.
  public var retention: Int?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String) {
    self.id = id
    self.name = name
    self.arn = arn
  }
}
