/// The answer of a service that refuses a call: an error shape of its model, or one of AWS's common errors.
public struct ServiceError: Error, Sendable, Equatable {
  /// Name of the error's shape in the service's model (`QueueDoesNotExist`), or of a common error (`AccessDeniedException`).
  /// The codec finds by it the code on the wire, the status and who is at fault.
  public var shape: String
  /// The message for people.
  public var message: String
  /// Further members of the error's shape.
  public var members: WireObject
  /// The HTTP status where the model has none; 400 if not given.
  public var status: Int?

  /// Makes an error.
  public init(_ shape: String, _ message: String, members: WireObject = [:], status: Int? = nil) {
    self.shape = shape
    self.message = message
    self.members = members
    self.status = status
  }
}
