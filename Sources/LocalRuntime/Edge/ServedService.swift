import RunFindings
import WireProtocols

/// A service of the run as the edge calls it: authorised first, then answered.
struct ServedService: Sendable {
  /// Answers a call with the members of the operation's output.
  let answer: @Sendable (ServiceCall) async throws(ServiceError) -> WireObject

  init<Service: AWSService>(_ service: Service, authorizer: any Authorizer, narrator: any Narrator) {
    let operations = Service.operations
    answer = { (call: ServiceCall) async throws(ServiceError) -> WireObject in
      guard let operation = operations[call.operation] else {
        throw Self.missing(call.operation, of: Service.model, narrator)
      }
      for permission in try await operation.permissions(service, call) {
        if let denial = authorizer.denial(of: permission, to: call.caller) { throw denial }
      }
      return try await operation.answer(service, call)
    }
  }

  /// What is told and answered when AWS has an operation and the run does not.
  static func missing(_ operation: String, of service: String, _ narrator: any Narrator) -> ServiceError {
    narrator.tell(
      Occurrence(
        .notAnswered, "`\(service)` has no `\(operation)` in this run", at: nil,
        consequences: ["the caller gets 501"], subject: "\(service) \(operation)"))
    return ServiceError("NotImplemented", "the local run does not answer \(service) \(operation)", status: 501)
  }
}
