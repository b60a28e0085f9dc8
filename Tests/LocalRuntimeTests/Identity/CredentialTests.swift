import Foundation
import LocalRuntime
import Testing
import WireProtocols
import Wiring

/// Who calls, by what a request says.
@Suite struct CredentialTests {
  private static let role = "arn:aws:iam::000000000000:role/r"
  private let clock = ManualClock()

  private func header(_ key: String, service: String = "sqs") -> String {
    "AWS4-HMAC-SHA256 Credential=\(key)/20261124/eu-west-1/\(service)/aws4_request, SignedHeaders=host;x-amz-date, Signature=0a"
  }

  @Test func aSandboxIsItsRole() throws {
    let issuer = CredentialIssuer(clock: clock)
    let credentials = issuer.issue(role: Self.role, session: "f", function: "arn:f")
    #expect(credentials.accessKeyID.wholeMatch(of: /ASIA[A-Z2-7]{16}/) != nil)
    #expect(credentials.secretAccessKey.count == 40)
    let (caller, scope) = try issuer.caller(
      authorization: header(credentials.accessKeyID), query: nil, securityToken: credentials.sessionToken)
    #expect(
      caller == Caller(.role(arn: Self.role), accessKey: credentials.accessKeyID, session: "f", function: "arn:f"))
    #expect(scope?.region == "eu-west-1" && scope?.service == "sqs")
  }

  @Test func aForeignKeyIsTheAdministrator() throws {
    let issuer = CredentialIssuer(clock: clock)
    for key in ["AKIAIOSFODNN7EXAMPLE", "test", "ASIAIOSFODNN7EXAMPLE"] {
      let caller = try issuer.caller(authorization: header(key), query: nil, securityToken: nil).caller
      #expect(caller == Caller(.administrator, accessKey: key, session: ""))
    }
  }

  @Test func nobodyIsAnonymous() throws {
    let (caller, scope) = try CredentialIssuer(clock: clock).caller(
      authorization: nil, query: "Action=Publish&TopicArn=x", securityToken: nil)
    #expect(caller.form == .anonymous && scope == nil)
  }

  @Test func aPresignedRequestIsKnown() throws {
    let issuer = CredentialIssuer(clock: clock)
    let credentials = issuer.issue(role: Self.role, session: "s")
    let token = credentials.sessionToken.replacing("/", with: "%2F").replacing("+", with: "%2b")
    let query =
      "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=\(credentials.accessKeyID)%2F20261124%2Fus-east-1%2Fsts%2Faws4_request&X-Amz-Security-Token=\(token)&X-Amz-Signature=00"
    let (caller, scope) = try issuer.caller(authorization: nil, query: query, securityToken: nil)
    #expect(caller.form == .role(arn: Self.role) && scope?.service == "sts")
  }

  @Test func aSignatureForEveryRegionIsRead() throws {
    let authorization =
      "AWS4-ECDSA-P256-SHA256 Credential=AKIA1/20261124/events/aws4_request, SignedHeaders=host, Signature=0a"
    let scope = try CredentialIssuer(clock: clock).caller(authorization: authorization, query: nil, securityToken: nil)
      .scope
    #expect(scope?.region == "*" && scope?.service == "events")
  }

  @Test(arguments: [
    "", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=", "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request",
    "AWS4-HMAC-SHA256 Credential=k/20261124//sqs/aws4_request", "AWS4-HMAC-SHA256 Credential=k/20261124/r/sqs/aws3",
    "Bearer Credential=k/20261124/r/sqs/aws4_request", "Basic eDp5",
    "AWS4-HMAC-SHA256 Credential=" + String(repeating: "/", count: 9000),
    "AWS4-HMAC-SHA256 Credential=" + String(repeating: "k", count: 9000) + "/20261124/r/sqs/aws4_request",
  ]) func aMalformedHeaderIsRefused(authorization: String) {
    let issuer = CredentialIssuer(clock: clock)
    let error = #expect(throws: ServiceError.self) {
      try issuer.caller(authorization: authorization, query: nil, securityToken: nil)
    }
    #expect(error?.shape == "IncompleteSignature" && error?.status == 400)
    #expect((error?.message.utf8.count ?? 0) < 300)
  }

  @Test func aKeyOfARunThatIsOverHasExpired() {
    let earlier = CredentialIssuer(clock: clock).issue(role: Self.role, session: "s")
    let issuer = CredentialIssuer(clock: clock)
    for (service, shape, status) in [("sqs", "ExpiredToken", 403), ("dynamodb", "ExpiredTokenException", 400)] {
      let error = #expect(throws: ServiceError.self) {
        try issuer.caller(
          authorization: header(earlier.accessKeyID, service: service), query: nil, securityToken: earlier.sessionToken)
      }
      #expect(error == ServiceError(shape, "The security token included in the request is expired", status: status))
    }
  }

  @Test func aRevokedKeyHasExpired() {
    let issuer = CredentialIssuer(clock: clock)
    let credentials = issuer.issue(role: Self.role, session: "s")
    issuer.revoke(credentials.accessKeyID)
    #expect(throws: ServiceError.self) {
      try issuer.caller(
        authorization: header(credentials.accessKeyID), query: nil, securityToken: credentials.sessionToken)
    }
  }

  @Test(arguments: [nil, "", "wrong"]) func aKeyNeedsItsToken(token: String?) {
    let issuer = CredentialIssuer(clock: clock)
    let credentials = issuer.issue(role: Self.role, session: "s")
    let error = #expect(throws: ServiceError.self) {
      try issuer.caller(authorization: header(credentials.accessKeyID), query: nil, securityToken: token)
    }
    #expect(error?.shape == "InvalidClientTokenId")
  }

  @Test func anAssumedSessionEndsInTime() throws {
    let issuer = CredentialIssuer(clock: clock)
    let credentials = issuer.assume(role: Self.role, session: "s", seconds: 900)
    func caller() throws -> Caller {
      try issuer.caller(
        authorization: header(credentials.accessKeyID), query: nil, securityToken: credentials.sessionToken
      ).caller
    }
    clock.advance(seconds: 899)
    #expect(try caller().form == .role(arn: Self.role))
    clock.advance(seconds: 1)
    #expect(throws: ServiceError.self) { try caller() }
  }

  @Test func assumingInALoopDoesNotFillTheMemory() throws {
    let issuer = CredentialIssuer(clock: clock)
    let sandbox = issuer.issue(role: Self.role, session: "f")
    let first = issuer.assume(role: Self.role, session: "s", seconds: 3600)
    for _ in 0..<10_000 { _ = issuer.assume(role: Self.role, session: "s", seconds: 3600) }
    #expect(throws: ServiceError.self) {
      try issuer.caller(authorization: header(first.accessKeyID), query: nil, securityToken: first.sessionToken)
    }
    #expect(
      try issuer.caller(authorization: header(sandbox.accessKeyID), query: nil, securityToken: sandbox.sessionToken)
        .caller.session == "f")
  }

  @Test func theFileOfARunIsItsOwnersAlone() async throws {
    let folder = try StackFolder()
    let stack = try LocalStack(LocalStack.orders)
    let issuer = CredentialIssuer(clock: clock)
    let keeper = RunFileKeeper(folder: folder.path, issuer: issuer, mode: .soft, narrator: RecordingNarrator())
    let plan = RunPlan(stack.plan, edge: "http://127.0.0.1:4566", folder: folder.path)
    await keeper.apply(plan)
    let path = "\(folder.path)/.stackc/run.json"
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    func file() throws -> RunFile {
      try JSONDecoder().decode(RunFile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
    let run = try file()
    #expect(run.endpoint == "http://127.0.0.1:4566" && run.iam == "soft" && run.region == "us-east-1")
    #expect(run.pid == Int(ProcessInfo.processInfo.processIdentifier))
    #expect(Set(run.paths) == ["roles.worker", "IntakeRole", "functions.intake", "functions.fulfil"])
    let worker = try #require(run.role(of: "functions.fulfil"))
    #expect(worker.path == "roles.worker")
    #expect(
      try issuer.caller(authorization: header(worker.accessKeyId), query: nil, securityToken: worker.sessionToken)
        .caller.form == .role(arn: worker.arn))
    // A shell that has a role's credentials keeps them over a reload.
    await keeper.apply(plan)
    #expect(try file() == run)
    keeper.remove()
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/.stackc").isEmpty)
  }
}
