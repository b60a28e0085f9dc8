import WireProtocols

/// The edge as AWS: finds out who calls and what for, and lets the service answer in AWS's own protocol.
struct AWSFront: Sendable {
  /// The services, by the name of their model.
  let services: [String: ServedService]
  let dynamoDB: DynamoDBForwarder
  let issuer: CredentialIssuer
  let authorizer: any Authorizer
  let narrator: any Narrator

  /// Answers a request; nil if it is no call to AWS.
  func answer(_ request: WireRequest) async -> WireResponse? {
    let requestID = RequestID.make()
    let caller: Caller
    let scope: SignedScope?
    do throws(ServiceError) {
      (caller, scope) = try issuer.caller(
        authorization: request.header("authorization"), query: request.query,
        securityToken: request.header("x-amz-security-token"))
    } catch {
      // A header of another kind (`Bearer …`) belongs to an API's request; one of AWS's own is at fault.
      guard request.header("authorization")?.hasPrefix("AWS4-") == true else { return nil }
      let service = request.header("authorization").flatMap(SignedScope.init(authorization:))?.service
      return WireRouting.refusal(error, of: request, signingService: service, requestID: requestID)
    }
    do throws(ServiceError) {
      guard let call = try WireRouting.route(request, signingService: scope?.service) else {
        return scope.map { unknown($0, request, requestID) }
      }
      return await answer(call, request, caller, requestID)
    } catch {
      return WireRouting.refusal(error, of: request, signingService: scope?.service, requestID: requestID)
    }
  }

  private func answer(
    _ call: WireCall, _ request: WireRequest, _ caller: Caller, _ requestID: String
  ) async -> WireResponse {
    do throws(ServiceError) {
      let service = call.serviceName
      if service == DynamoDBForwarder.model { return try await forward(call, request, caller) }
      guard let served = services[service] else {
        throw ServedService.missing(call.operationName, of: service, narrator)
      }
      let input = try call.decode(request)
      let output = try await served.answer(ServiceCall(call.operationName, input, by: caller, requestID: requestID))
      return call.encode(output, requestID: requestID)
    } catch {
      return call.encode(error, requestID: requestID)
    }
  }

  /// DynamoDB's calls go to a real server as they came, once they are authorised.
  private func forward(
    _ call: WireCall, _ request: WireRequest, _ caller: Caller
  ) async throws(ServiceError) -> WireResponse {
    for permission in try dynamoDB.permissions(operation: call.operationName, body: request.body) {
      if let denial = authorizer.denial(of: permission, to: caller) { throw denial }
    }
    let answer = try await dynamoDB.forward(headers: request.headers, body: request.body)
    return WireResponse(status: answer.status, headers: answer.headers, body: answer.body)
  }

  /// A signed request to a service that the run does not have at all.
  private func unknown(_ scope: SignedScope, _ request: WireRequest, _ requestID: String) -> WireResponse {
    let operation = request.header("x-amz-target") ?? "\(request.method) \(request.path)"
    return WireRouting.refusal(
      ServedService.missing(operation, of: scope.service, narrator), of: request, signingService: scope.service,
      requestID: requestID)
  }
}
