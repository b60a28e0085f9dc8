/// A KMS key (AWS::KMS::Key).
public struct EncryptionKeyPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// KMS's id of the key.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// Other names of it: `alias/…`.
  @OrEmpty public var aliases: [PartPlan] = []
  /// The key policy.
  @OrEmpty public var policies: [PolicyPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `keys.main`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String) {
    self.id = id
    self.name = name
    self.arn = arn
  }
}
