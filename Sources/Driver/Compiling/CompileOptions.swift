public import Policy
public import Spec
public import Template

/// What a compilation is told besides the file.
public struct CompileOptions: Sendable {
  /// The day for which dates are judged.
  public var today: CalendarDate
  /// What is known of the place of deployment: `--region`, `--param`.
  public var deployment: Deployment
  /// What a file is that holds a policy document and nothing else; nil to judge by its elements. With it every file is
  /// taken for one.
  public var policyKind: PolicyKind?
  /// Whether rules that are a matter of taste are looked for, too.
  public var givesAdvice = false
  /// What the packed contents of paths are known by: in a template for the Serverless Application Model, ids of layers and of
  /// published versions follow from them.
  public var contents: [String: String] = [:]

  /// Makes options.
  public init(today: CalendarDate, deployment: Deployment = Deployment()) {
    self.today = today
    self.deployment = deployment
  }
}
