/// The first line of a recording, which is a file of one JSON object a line: `stackc run --record` writes it, `stackc tighten`
/// reads it. A recording may have several, one for each run that was added to it.
public struct RecordingHeader: Codable, Sendable, Equatable {
  /// The version of the form that this program writes and reads.
  public static let currentVersion = 1

  /// Version of the form.
  public var recording: Int
  /// Name of the stack.
  public var stack: String
  /// The services, as IAM's actions begin (`sqs`), whose calls the run sees: of any other, nothing is said.
  public var services: [String]

  /// Makes a header of the current version.
  public init(stack: String, services: [String]) {
    recording = Self.currentVersion
    self.stack = stack
    self.services = services
  }
}

/// One line of a recording: a call that a role was used for, whether it was allowed or not. The same call stands there once a
/// run.
public struct RecordedCall: Codable, Sendable, Hashable {
  /// Logical id of the role.
  public var role: String
  /// Logical id of the function whose handler called; nil for what a service did with the role.
  public var function: String?
  /// IAM's action: `sqs:SendMessage`.
  public var action: String
  /// ARN of the resource, or `*` for an action that has none.
  public var resource: String
  /// The condition keys of this call beyond those that every call has.
  public var context: [String: [String]]

  /// Makes a line.
  public init(role: String, function: String?, action: String, resource: String, context: [String: [String]]) {
    self.role = role
    self.function = function
    self.action = action
    self.resource = resource
    self.context = context
  }
}
