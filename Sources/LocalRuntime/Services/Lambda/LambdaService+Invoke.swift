import Foundation
import WireProtocols

/// Invocation (Lambda API Reference, "Invoke").
extension LambdaService {
  func invoke(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let input = call.input
    let target = try target(call)
    let payload = input.blob("Payload") ?? []
    let type = input.string("InvocationType") ?? "RequestResponse"
    let cap = type == "Event" ? Self.asyncCap : Self.syncCap
    guard payload.count <= cap else {
      throw ServiceError(
        "RequestTooLargeException", Self.tooLarge(payload.count, cap), members: ["Type": "User"], status: 413)
    }
    if !payload.isEmpty, let fault = JSONCheck.fault(in: payload) {
      throw ServiceError(
        "InvalidRequestContentException",
        "Could not parse request body into json: Could not parse payload into json: \(fault)",
        members: ["Type": "User"])
    }
    var invocation = Invocation(of: target.arn, payload: payload, requestID: call.requestID, origin: "Invoke")
    invocation.clientContext = try clientContext(input)
    invocation.wantsLogTail = input.string("LogType") == "Tail"
    switch type {
    case "DryRun": return ["StatusCode": 204]
    case "Event":
      try await enqueue(invocation)
      return ["StatusCode": 202, "Payload": .blob([])]
    default: return try answer(await runner.run(invocation, target), target)
    }
  }

  func invokeAsync(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let target = try target(call)
    let payload = call.input.blob("InvokeArgs") ?? []
    if let fault = JSONCheck.fault(in: payload) {
      throw ServiceError("InvalidRequestContentException", "Could not parse request body into json: \(fault)")
    }
    try await enqueue(Invocation(of: target.arn, payload: payload, requestID: call.requestID, origin: "InvokeAsync"))
    return ["Status": 202]
  }

  private func enqueue(_ invocation: Invocation) async throws(ServiceError) {
    do throws(StoreError) {
      try await queue.enqueue(invocation)
    } catch {
      throw ServiceError("ServiceException", error.reason, members: ["Type": "Server"], status: 500)
    }
  }

  /// The client context comes as base64 of JSON, at most 3,583 bytes of it, and the Runtime API hands on the JSON.
  private func clientContext(_ input: WireObject) throws(ServiceError) -> String? {
    guard let text = input.string("ClientContext"), !text.isEmpty else { return nil }
    guard text.utf8.count <= 3583, let data = Data(base64Encoded: text), JSONCheck.fault(in: Array(data)) == nil else {
      throw ServiceError(
        "InvalidRequestContentException", "Client context must be a valid Base64-encoded JSON object.",
        members: ["Type": "User"])
    }
    // A header holds one line.
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private func answer(
    _ end: (result: InvocationResult, throttle: ThrottleReason?), _ target: FunctionRunner.Target
  ) throws(ServiceError) -> WireObject {
    let result = end.result
    var output: WireObject = [
      "StatusCode": 200, "Payload": .blob(result.payload), "ExecutedVersion": .string(result.executedVersion),
      "LogResult": result.logTail.map { .string(Data($0).base64EncodedString()) },
    ]
    switch result.ending {
    case .returned: return output
    case .functionError(let kind):
      output["FunctionError"] = .string(kind)
      return output
    case .throttled:
      throw ServiceError(
        "TooManyRequestsException", String(decoding: result.payload, as: UTF8.self),
        members: ["Type": "User", "Reason": end.throttle.map { .string($0.name) }], status: 429)
    case .notFound: throw Self.notFound(target.arn)
    }
  }
}
