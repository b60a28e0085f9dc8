/// A Cognito identity pool (AWS::Cognito::IdentityPool).
public struct IdentityPoolPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the identity pool.
  public var name: String
  /// Cognito's id of the pool: `us-east-1:…`.
  public var poolID: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// Whether people who are not signed in get credentials.
  @OrEmpty public var guests = false
  /// User pools' applications whose users get credentials.
  @OrEmpty public var providers: [IdentityProviderPlan] = []
  /// The roles that identities get.
  @OrEmpty public var attachments: [RoleAttachmentPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `identityPools.visitors`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, poolID: String, arn: String) {
    self.id = id
    self.name = name
    self.poolID = poolID
    self.arn = arn
  }
}

/// An application of a user pool, as an identity pool trusts it.
public struct IdentityProviderPlan: Codable, Sendable, Equatable {
  /// Name of the pool: `cognito-idp.REGION.amazonaws.com/ID`.
  public var provider: String
  /// Cognito's id of the application.
  public var client: String?
  /// Whether users who were signed out everywhere get nothing more.
  @OrEmpty public var tokenCheck = false

  /// Makes one with AWS's defaults for everything else.
  public init(provider: String) {
    self.provider = provider
  }
}

/// The roles of an identity pool (AWS::Cognito::IdentityPoolRoleAttachment).
public struct RoleAttachmentPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// ARN of the role of `authenticated` and `unauthenticated` identities.
  @OrEmpty public var roles = Members<String>()
  /// Other roles for some identities, as `RoleMappings` has them.
  public var mappings: JSONValue?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }
}
