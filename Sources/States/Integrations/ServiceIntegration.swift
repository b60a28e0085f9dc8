public import Source

/// What the resource of a Task state stands for (Developer Guide, "Integrating services").
public enum ServiceIntegration: Sendable, Hashable {
  /// A function by its ARN.
  case lambdaFunction(PartialText)
  /// An activity by its ARN.
  case activity(PartialText)
  /// `arn:aws:states:::service:action`: a call with Step Functions' own ease.
  case optimized(service: String, action: String, pattern: IntegrationPattern)
  /// `arn:aws:states:::aws-sdk:service:action`: any call of AWS's API.
  case sdk(service: String, action: String, pattern: IntegrationPattern)

  /// Until when the state waits; nil for a function or an activity.
  public var pattern: IntegrationPattern? {
    switch self {
    case .lambdaFunction, .activity: nil
    case .optimized(_, _, let pattern), .sdk(_, _, let pattern): pattern
    }
  }
}

/// Until when a Task state waits (Developer Guide, "Service integration patterns").
public enum IntegrationPattern: String, Sendable, Hashable, CaseIterable {
  /// For the answer to the call.
  case requestResponse = ""
  /// Until the job that was started has ended.
  case runJob = ".sync"
  /// The same; what the job hands on is parsed.
  case runJobParsed = ".sync:2"
  /// Until someone sends the task token back.
  case callback = ".waitForTaskToken"
}
