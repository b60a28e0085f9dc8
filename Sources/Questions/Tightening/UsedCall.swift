/// A call that a role of a stack was used for, as a recording has it.
public struct UsedCall: Sendable, Hashable {
  /// Logical id of the role.
  public let role: String
  /// Logical id of the function whose handler called; nil for what a service did with the role.
  public let function: String?
  /// IAM's action.
  public let action: String
  /// ARN of the resource, or `*`.
  public let resource: String
  /// The condition keys of the call beyond those that every call has.
  public let context: [String: [String]]

  /// Makes one.
  public init(role: String, function: String?, action: String, resource: String, context: [String: [String]] = [:]) {
    self.role = role
    self.function = function
    self.action = action
    self.resource = resource
    self.context = context
  }

  /// The service, as the action begins.
  var service: String { action.split(separator: ":").first.map { $0.lowercased() } ?? "" }
}

/// What a recording holds.
public struct Recording: Sendable {
  /// The services whose calls it would hold; of others it says nothing.
  public var services: Set<String>
  /// The calls.
  public var calls: [UsedCall]

  /// Makes one.
  public init(services: Set<String> = [], calls: [UsedCall] = []) {
    self.services = services
    self.calls = calls
  }
}
