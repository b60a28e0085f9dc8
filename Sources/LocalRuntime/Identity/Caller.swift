/// Who makes a call, as the edge found out from the request's credentials.
public struct Caller: Sendable, Hashable {
  /// The forms of caller.
  public enum Form: Sendable, Hashable {
    /// Someone with credentials that the run did not issue: the account's administrator.
    case administrator
    /// A session of a role of the stack: a handler's sandbox, or a person who took a role with `stackc env --as`.
    case role(arn: String)
    /// Someone without credentials.
    case anonymous
  }

  /// The form.
  public var form: Form
  /// The access key that was used; empty for the anonymous.
  public var accessKey: String
  /// Name of the session: the function's name for a sandbox.
  public var session: String
  /// ARN of the function whose sandbox calls, if one does (`lambda:SourceFunctionArn`).
  public var function: String?

  /// Makes a caller.
  public init(_ form: Form, accessKey: String, session: String, function: String? = nil) {
    self.form = form
    self.accessKey = accessKey
    self.session = session
    self.function = function
  }
}
