import LocalRuntime
import Testing
import WireProtocols

extension AWSService {
  /// Calls an operation as its edge would, without permissions.
  func call(_ name: String, _ input: WireObject = [:]) async throws -> WireObject {
    let operation = try #require(Self.operations[name], "no operation \(name)")
    return try await operation.answer(self, ServiceCall(name, input, by: Self.caller, requestID: "r"))
  }

  /// What calling an operation needs.
  func permissions(_ name: String, _ input: WireObject = [:]) async throws -> [Permission] {
    let operation = try #require(Self.operations[name], "no operation \(name)")
    return try await operation.permissions(self, ServiceCall(name, input, by: Self.caller, requestID: "r"))
  }

  /// The error of a call that must fail.
  func error(_ name: String, _ input: WireObject = [:]) async throws -> ServiceError {
    try await #require(throws: ServiceError.self) { _ = try await self.call(name, input) }
  }

  private static var caller: Caller { Caller(.administrator, accessKey: "AKIA", session: "me") }
}
