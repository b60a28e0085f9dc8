/// A Step Functions state machine (AWS::StepFunctions::StateMachine).
public struct StateMachinePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the state machine.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// `STANDARD` or `EXPRESS`.
  public var type: String
  /// The definition in the Amazon States Language, its substitutions made; absent if the template does not hold it.
  public var definition: JSONValue?
  /// ARN of the role that executions act with.
  public var role: String?
  /// What is logged where, as `LoggingConfiguration` has it.
  public var logging: JSONValue?
  /// Whether X-Ray records executions.
  @OrEmpty public var tracing = false
  /// Published versions.
  @OrEmpty public var versions: [StateMachineVersionPlan] = []
  /// Aliases.
  @OrEmpty public var aliases: [StateMachineAliasPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `stateMachines.review`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String, type: String) {
    self.id = id
    self.name = name
    self.arn = arn
    self.type = type
  }
}

/// A published version of a state machine (AWS::StepFunctions::StateMachineVersion).
public struct StateMachineVersionPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// The ARN of the version.
  public var arn: String
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, arn: String) {
    self.id = id
    self.arn = arn
  }
}

/// A name for versions of a state machine (AWS::StepFunctions::StateMachineAlias).
public struct StateMachineAliasPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the alias.
  public var name: String
  /// The ARN of the alias.
  public var arn: String
  /// ARNs of the versions that executions of it run.
  @OrEmpty public var versions: [String] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `stateMachines.review.live`; absent for what the stack language derives.
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
