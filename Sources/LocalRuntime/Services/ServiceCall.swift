public import WireProtocols

/// A call to an AWS service: decoded from its wire protocol and checked against the service's model.
public struct ServiceCall: Sendable {
  /// Name of the operation: `SendMessage`.
  public var operation: String
  /// The input, whose members are those of the operation's input shape.
  public var input: WireObject
  /// Who calls.
  public var caller: Caller
  /// The request id that the answer shows.
  public var requestID: String

  /// Makes a call.
  public init(_ operation: String, _ input: WireObject, by caller: Caller, requestID: String) {
    self.operation = operation
    self.input = input
    self.caller = caller
    self.requestID = requestID
  }
}

/// One operation of a service: what must be allowed, and what is done. A new operation is one of these and nothing else.
public struct Operation<Service: Sendable>: Sendable {
  /// What must be allowed before the call is answered; empty for an operation that AWS lets everybody call.
  public var permissions: @Sendable (Service, ServiceCall) async throws(ServiceError) -> [Permission]
  /// Answers the call with the members of the operation's output shape.
  public var answer: @Sendable (Service, ServiceCall) async throws(ServiceError) -> WireObject

  /// Makes an operation.
  public init(
    permissions: @escaping @Sendable (Service, ServiceCall) async throws(ServiceError) -> [Permission],
    answer: @escaping @Sendable (Service, ServiceCall) async throws(ServiceError) -> WireObject
  ) {
    self.permissions = permissions
    self.answer = answer
  }
}

/// An AWS service of the run: an actor that knows its own state, and nothing of HTTP.
public protocol AWSService: Sendable {
  /// Name of the service's model: `sqs`, `lambda`, `events`. The edge finds by it the codec and the errors.
  static var model: String { get }

  /// The operations it answers, by name. What the model has beyond them is answered with an error that says so.
  static var operations: [String: Operation<Self>] { get }
}

/// What becomes of a plan, at the start and at each reload.
public protocol Planned: Sendable {
  /// Takes a plan: makes what is new, changes what changed, removes what is gone. State that lasts (messages) stays with
  /// whatever keeps its name.
  func apply(_ plan: RunPlan) async
}
