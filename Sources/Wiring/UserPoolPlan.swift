/// A Cognito user pool (AWS::Cognito::UserPool).
public struct UserPoolPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the user pool.
  public var name: String
  /// Cognito's id of the pool: `us-east-1_…`.
  public var poolID: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// ARN of the function of each trigger, by its name in `LambdaConfig`: `PreSignUp`.
  @OrEmpty public var triggers = Members<String>()
  /// What users sign in with in place of a name (`UsernameAttributes`).
  @OrEmpty public var signIn: [String] = []
  /// `OFF`, `OPTIONAL` or `ON`; without it, `OFF`.
  public var mfa: String?
  /// Its applications.
  @OrEmpty public var clients: [UserPoolClientPlan] = []
  /// Its groups.
  @OrEmpty public var groups: [UserPoolGroupPlan] = []
  /// Its domains: the prefix or the name in full.
  @OrEmpty public var domains: [PartPlan] = []
  /// Its resource servers with their scopes.
  @OrEmpty public var resourceServers: [PartPlan] = []
  /// Other sign-ins that it takes.
  @OrEmpty public var identityProviders: [PartPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `userPools.customers`; absent for what the stack language derives.
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

/// An application of a user pool (AWS::Cognito::UserPoolClient).
public struct UserPoolClientPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the application.
  public var name: String
  /// Cognito's id of the application.
  public var clientID: String
  /// How users may sign in: `ALLOW_USER_SRP_AUTH` and so on.
  @OrEmpty public var flows: [String] = []
  /// Whether it has a secret.
  @OrEmpty public var secret = false
  /// Addresses that a sign-in may lead back to.
  @OrEmpty public var callbacks: [String] = []
  /// Scopes that its tokens may have.
  @OrEmpty public var scopes: [String] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, clientID: String) {
    self.id = id
    self.name = name
    self.clientID = clientID
  }
}

/// A group of a user pool (AWS::Cognito::UserPoolGroup).
public struct UserPoolGroupPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the group.
  public var name: String
  /// ARN of the role that its members get.
  public var role: String?
  /// Which group's role counts: the lowest.
  public var precedence: Int?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}
