import Synchronization
import WireProtocols
import Wiring

/// AWS Security Token Service: who one is, and sessions of roles (AWS Security Token Service API Reference).
public final class STSService: AWSService, Planned {
  /// Name of the service's model.
  public static let model = "sts"

  private let issuer: CredentialIssuer
  private let plan = Mutex(WiringPlan(stack: ""))

  /// Makes the service.
  public init(issuer: CredentialIssuer) { self.issuer = issuer }

  /// Takes the plan's roles.
  public func apply(_ plan: RunPlan) async { self.plan.withLock { $0 = plan.plan } }

  /// The operations it answers.
  public static let operations: [String: Operation<STSService>] = [
    // AWS lets everybody ask who they are, even where a policy denies it.
    "GetCallerIdentity": Operation(permissions: { _, _ in [] }, answer: { service, call in service.identity(call) }),
    "AssumeRole": Operation(
      permissions: { _, call in
        let given = call.input.string("ExternalId").map { ["sts:ExternalId": [$0]] } ?? [:]
        return [
          Permission(
            "sts:AssumeRole", on: call.input.string("RoleArn") ?? "*",
            context: given.merging(["sts:RoleSessionName": [call.input.string("RoleSessionName") ?? ""]]) { $1 })
        ]
      },
      answer: { service, call throws(ServiceError) in try service.assumeRole(call) }),
    "GetSessionToken": Operation(
      permissions: { _, _ in [] }, answer: { service, call throws(ServiceError) in try service.sessionToken(call) }),
    "GetAccessKeyInfo": Operation(
      permissions: { _, _ in [Permission("sts:GetAccessKeyInfo", on: "*")] },
      answer: { service, call in service.accessKeyInfo(call) }),
    "DecodeAuthorizationMessage": Operation(
      permissions: { _, _ in [Permission("sts:DecodeAuthorizationMessage", on: "*")] },
      answer: { _, _ throws(ServiceError) in
        // The run's own messages say all in plain words, and AWS's can be read by AWS alone.
        throw ServiceError(
          "InvalidAuthorizationMessageException",
          "The local run encodes no authorization messages: its errors and the terminal say what was denied, and why.",
          status: 400)
      }),
  ]

  /// Who calls. The administrator is the account's root, as policies see it: anything else would have an ARN that no policy of
  /// the stack could allow or deny.
  private func identity(_ call: ServiceCall) -> WireObject {
    let (account, partition, role) = plan.withLock { plan in
      (plan.account, plan.partition, plan.roles.first { .role(arn: $0.arn) == call.caller.form })
    }
    guard case .role(let arn) = call.caller.form else {
      return [
        "UserId": .string(account), "Account": .string(account),
        "Arn": .string("arn:\(partition):iam::\(account):root"),
      ]
    }
    let owner = Self.account(of: arn) ?? account
    return [
      "UserId": .string("\(role?.uniqueID ?? "AROA"):\(call.caller.session)"), "Account": .string(owner),
      "Arn": .string(Self.sessionARN(arn, call.caller.session, partition: partition, account: owner)),
    ]
  }

  /// Parameters that would change what the session may do, and do not here.
  private static let notActedOn = [
    "Policy", "PolicyArns", "Tags", "TransitiveTagKeys", "SourceIdentity", "SerialNumber", "TokenCode",
  ]

  private func assumeRole(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let arn = call.input.string("RoleArn") ?? ""
    let session = call.input.string("RoleSessionName") ?? ""
    let (role, partition) = plan.withLock { plan in (plan.roles.first { $0.arn == arn }, plan.partition) }
    guard let role else {
      throw ServiceError("AccessDenied", "The role \(arn) is not of this stack, or may not be assumed.", status: 403)
    }
    for parameter in Self.notActedOn where call.input[parameter] != nil {
      throw ServiceError(
        "NotImplemented", "AssumeRole: the local run does not act on the parameter \(parameter).", status: 501)
    }
    let isChained = if case .role = call.caller.form { true } else { false }
    let seconds = call.input.integer("DurationSeconds") ?? 3600
    if seconds > role.maxSession {
      throw ServiceError(
        "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        status: 400)
    }
    if isChained, seconds > 3600 {
      throw ServiceError(
        "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining", status: 400
      )
    }
    let credentials = issuer.assume(role: arn, session: session, seconds: seconds)
    let owner = Self.account(of: arn) ?? ""
    return [
      "Credentials": Self.wire(credentials),
      "AssumedRoleUser": .object([
        "AssumedRoleId": .string("\(role.uniqueID):\(session)"),
        "Arn": .string(Self.sessionARN(arn, session, partition: partition, account: owner)),
      ]),
      "PackedPolicySize": 0,
    ]
  }

  /// A session of the root user; AWS refuses those of roles.
  private func sessionToken(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    guard call.caller.form == .administrator else {
      throw ServiceError("AccessDenied", "Cannot call GetSessionToken with session credentials", status: 403)
    }
    // Any key that the run did not issue is the administrator's, so these need not be kept.
    let made = Credentials(expiration: issuer.now.adding(seconds: call.input.integer("DurationSeconds") ?? 3600))
    return ["Credentials": Self.wire(made.asAdministrator)]
  }

  private func accessKeyInfo(_ call: ServiceCall) -> WireObject {
    let key = call.input.string("AccessKeyId") ?? ""
    let own = plan.withLock(\.account)
    guard case .role(let arn)? = issuer.holder(of: key)?.form else { return ["Account": .string(own)] }
    return ["Account": .string(Self.account(of: arn) ?? own)]
  }

  private static func wire(_ credentials: Credentials) -> WireValue {
    .object([
      "AccessKeyId": .string(credentials.accessKeyID), "SecretAccessKey": .string(credentials.secretAccessKey),
      "SessionToken": .string(credentials.sessionToken),
      "Expiration": credentials.expiration.map { .timestamp($0.seconds) },
    ])
  }

  private static func account(of arn: String) -> String? {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count == 6 ? String(parts[4]) : nil
  }

  private static func sessionARN(_ role: String, _ session: String, partition: String, account: String) -> String {
    "arn:\(partition):sts::\(account):assumed-role/\(role.split(separator: "/").last ?? "")/\(session)"
  }
}
