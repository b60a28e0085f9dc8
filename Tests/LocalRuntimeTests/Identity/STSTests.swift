import LocalRuntime
import Testing
import WireProtocols
import Wiring

/// AWS Security Token Service, as the edge asks it: permissions first, then the answer.
@Suite struct STSTests {
  private let clock = ManualClock()
  private let administrator = Caller(.administrator, accessKey: "me", session: "")

  private func call(
    _ operation: String, _ input: WireObject = [:], by caller: Caller, to service: STSService,
    _ authorizer: StackAuthorizer
  ) async throws -> WireObject {
    let call = ServiceCall(operation, input, by: caller, requestID: "r")
    let found = try #require(STSService.operations[operation])
    for permission in try await found.permissions(service, call) {
      if let error = authorizer.denial(of: permission, to: caller) { throw error }
    }
    return try await found.answer(service, call)
  }

  private func service(_ text: String) async throws -> (STSService, StackAuthorizer, LocalStack, CredentialIssuer) {
    let stack = try LocalStack(text)
    let issuer = CredentialIssuer(clock: clock)
    let service = STSService(issuer: issuer)
    await service.apply(stack.runPlan)
    return (service, await StackAuthorizer.of(stack, clock: clock).0, stack, issuer)
  }

  @Test func everybodyMayAskWhoTheyAre() async throws {
    let (service, authorizer, stack, _) = try await service(LocalStack.orders)
    let root = try await call("GetCallerIdentity", by: administrator, to: service, authorizer)
    #expect(
      root == ["UserId": "000000000000", "Account": "000000000000", "Arn": "arn:aws:iam::000000000000:root"])
    let intake = try await call(
      "GetCallerIdentity", by: try stack.handler("functions.intake"), to: service, authorizer)
    #expect(intake.string("Arn") == "arn:aws:sts::000000000000:assumed-role/shop-IntakeRole/shop-IntakeFunction")
    #expect(intake.string("UserId")?.wholeMatch(of: /AROA[A-Z2-7]{17}:shop-IntakeFunction/) != nil)
  }

  private static let trusting = """
    roles:
      auditor:
        trusts: "arn:aws:iam::000000000000:root"
        allow: { actions: sqs:GetQueueAttributes, on: "*" }
      worker: { trusts: lambda.amazonaws.com }

    """

  @Test func aRoleIsAssumedIfItTrusts() async throws {
    let (service, authorizer, stack, issuer) = try await service(Self.trusting)
    let input: WireObject = [
      "RoleArn": .string(try stack.arn("roles.auditor")), "RoleSessionName": "me", "DurationSeconds": 900,
    ]
    let answer = try await call("AssumeRole", input, by: administrator, to: service, authorizer)
    let user = try #require(answer.object("AssumedRoleUser"))
    #expect(user.string("Arn")?.hasSuffix(":assumed-role/stack-AuditorRole/me") == true)
    let credentials = try #require(answer.object("Credentials"))
    #expect(credentials["Expiration"]?.timestamp == clock.now.seconds + 900)
    let caller = try issuer.caller(
      authorization:
        "AWS4-HMAC-SHA256 Credential=\(credentials.string("AccessKeyId") ?? "")/20261124/us-east-1/sqs/aws4_request",
      query: nil, securityToken: credentials.string("SessionToken")
    ).caller
    #expect(caller.form == .role(arn: try stack.arn("roles.auditor")) && caller.session == "me")
    let info = try await call(
      "GetAccessKeyInfo", ["AccessKeyId": .string(caller.accessKey)], by: administrator, to: service, authorizer)
    #expect(info.string("Account") == "000000000000")
  }

  @Test func aRoleThatDoesNotTrustIsNotAssumed() async throws {
    let (service, authorizer, stack, _) = try await service(Self.trusting)
    let arn = try stack.arn("roles.worker")
    let error = await #expect(throws: ServiceError.self) {
      try await call(
        "AssumeRole", ["RoleArn": .string(arn), "RoleSessionName": "me"], by: administrator, to: service, authorizer)
    }
    #expect(
      error
        == ServiceError(
          "AccessDenied",
          "User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on resource: \(arn) because no role trust policy allows the sts:AssumeRole action",
          status: 403))
  }

  @Test func whatIsNotDoneIsSaid() async throws {
    let (service, authorizer, stack, _) = try await service(Self.trusting)
    let arn = WireValue.string(try stack.arn("roles.auditor"))
    let inputs: [(WireObject, String)] = [
      (["RoleArn": arn, "RoleSessionName": "me", "Policy": "{}"], "NotImplemented"),
      (["RoleArn": arn, "RoleSessionName": "me", "DurationSeconds": 7200], "ValidationError"),
    ]
    for (input, shape) in inputs {
      let error = await #expect(throws: ServiceError.self) {
        try await call("AssumeRole", input, by: administrator, to: service, authorizer)
      }
      #expect(error?.shape == shape)
    }
    let error = await #expect(throws: ServiceError.self) {
      try await call(
        "DecodeAuthorizationMessage", ["EncodedMessage": "x"], by: administrator, to: service, authorizer)
    }
    #expect(error?.shape == "InvalidAuthorizationMessageException")
  }

  @Test func aSessionOfTheAdministratorIsTheAdministrator() async throws {
    let (service, authorizer, stack, issuer) = try await service(LocalStack.orders)
    let answer = try await call("GetSessionToken", by: administrator, to: service, authorizer)
    let credentials = try #require(answer.object("Credentials"))
    let caller = try issuer.caller(
      authorization:
        "AWS4-HMAC-SHA256 Credential=\(credentials.string("AccessKeyId") ?? "")/20261124/us-east-1/sqs/aws4_request",
      query: nil, securityToken: credentials.string("SessionToken")
    ).caller
    #expect(caller.form == .administrator)
    let intake = try stack.handler("functions.intake")
    await #expect(throws: ServiceError.self) {
      try await call("GetSessionToken", by: intake, to: service, authorizer)
    }
  }
}
