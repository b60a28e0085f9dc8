/// How API destinations authorise themselves (AWS::Events::Connection).
public struct ConnectionPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the connection.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// `API_KEY`, `BASIC` or `OAUTH_CLIENT_CREDENTIALS`.
  public var authorization: String?
  /// What is sent along, as `AuthParameters` has it.
  public var parameters: JSONValue?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `apiDestinations.partner`; absent for what the stack language derives.
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

/// An API that EventBridge calls (AWS::Events::ApiDestination).
public struct APIDestinationPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the API destination.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// ARN of its connection.
  public var connection: String?
  /// `POST` and so on.
  public var method: String?
  /// The address; `*` stands for what a target fills in.
  public var url: String?
  /// The most calls a second; without it, 300.
  public var rate: Int?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `apiDestinations.partner`; absent for what the stack language derives.
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
