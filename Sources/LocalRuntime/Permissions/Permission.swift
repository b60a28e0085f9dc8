public import WireProtocols

/// One thing that must be allowed before a call is answered.
public struct Permission: Sendable, Hashable {
  /// IAM's action: `sqs:SendMessage`.
  public var action: String
  /// ARN of the resource, or `*` for an action that has none.
  public var resource: String
  /// Condition keys of this call beyond those that every call has.
  public var context: [String: [String]]

  /// Makes one.
  public init(_ action: String, on resource: String, context: [String: [String]] = [:]) {
    self.action = action
    self.resource = resource
    self.context = context
  }
}

/// Whose word a delivery goes by.
public enum Sender: Sendable, Hashable, Codable {
  /// A service on behalf of a resource: the target's resource policy decides, with `aws:SourceArn` and `aws:SourceAccount`.
  case service(_ name: String, source: String)
  /// A service with a role that it was given: the role's policies decide, and its trust.
  case role(_ arn: String, service: String)
}

/// Decides every call and every delivery with the compiler's own engine, and tells denials at their line.
public protocol Authorizer: Sendable {
  /// Whether a caller may; a denial has been told when this returns.
  ///
  /// - Throws: nothing, returns AWS's error (`AccessDeniedException` with AWS's wording) when it is denied and denials are enforced.
  func denial(of permission: Permission, to caller: Caller) -> ServiceError?

  /// Whether a service may deliver; nil if it may. The error's message says why not, and has been told when `tells` is true.
  func denial(of permission: Permission, to sender: Sender) -> ServiceError?

  /// Puts a resource's policy in place of the one of the plan: what `SetQueueAttributes` and its like change. Nil removes it.
  func setPolicy(_ document: String?, of resource: String) throws(ServiceError)

  /// The JSON text of a resource's policy; nil if it has none.
  func policy(of resource: String) -> String?
}
