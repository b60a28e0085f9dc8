import Synchronization
public import WireProtocols

/// Issues credentials for the stack's roles, and knows by them who calls.
///
/// Signatures are not verified. The edge listens on the loopback alone, and whoever can reach it may read the credentials of the
/// run's own file anyway; but a key of the run must come with its session token, as at AWS. A key that the run did not issue is
/// a person's own: the account's administrator.
public final class CredentialIssuer: Sendable {
  /// The most sessions of `AssumeRole` at a time. Sandboxes are limited by concurrency, and people by the stack's roles; this
  /// is what a loop could fill the memory with. The oldest end early.
  static let mostAssumed = 10_000

  /// Who credentials were issued to.
  fileprivate struct Session {
    var caller: Caller
    var token: String
    var expiration: Moment?
  }

  fileprivate struct State {
    var sessions: [String: Session] = [:]
    /// Keys of `AssumeRole`, the oldest first, from `oldest` on.
    var assumed: [String] = []
    var oldest = 0
  }

  private let clock: any RunClock
  private let state = Mutex(State())

  /// Makes an issuer that has issued nothing.
  public init(clock: any RunClock) { self.clock = clock }

  /// Issues credentials that last until they are revoked: a sandbox's, or a person's for a role.
  ///
  /// - Parameters:
  ///   - session: name of the session: the function's name for a sandbox.
  ///   - function: ARN of the function whose sandbox gets them.
  public func issue(role: String, session: String, function: String? = nil) -> Credentials {
    let credentials = Credentials(expiration: nil)
    state.withLock { $0.add(credentials, Self.caller(role, session, function, credentials)) }
    return credentials
  }

  /// Issues credentials for a time: `AssumeRole`.
  ///
  /// - Parameter seconds: how long they last.
  public func assume(role: String, session: String, seconds: Int) -> Credentials {
    let credentials = Credentials(expiration: clock.now.adding(seconds: seconds))
    state.withLock { state in
      state.add(credentials, Self.caller(role, session, nil, credentials))
      state.assumed.append(credentials.accessKeyID)
      state.forgetOldest(beyond: Self.mostAssumed)
    }
    return credentials
  }

  /// Ends credentials: their sandbox is gone.
  public func revoke(_ accessKeyID: String) { state.withLock { $0.sessions[accessKeyID] = nil } }

  /// Who calls, and for what the request was signed; the latter is nil where it was not signed.
  ///
  /// - Parameters:
  ///   - authorization: the `Authorization` header.
  ///   - query: the query of the URL, for presigned requests.
  ///   - securityToken: the `X-Amz-Security-Token` header.
  /// - Throws: AWS's errors for credentials that cannot be read, have expired or do not belong together.
  public func caller(
    authorization: String?, query: String?, securityToken: String?
  ) throws(ServiceError) -> (caller: Caller, scope: SignedScope?) {
    if let authorization {
      guard let scope = SignedScope(authorization: authorization) else { throw .incompleteSignature(authorization) }
      return (try caller(of: scope, securityToken), scope)
    }
    guard let query, let scope = SignedScope(query: query) else {
      return (Caller(.anonymous, accessKey: "", session: ""), nil)
    }
    let token = securityToken ?? SignedScope.value(of: "X-Amz-Security-Token", in: query)
    return (try caller(of: scope, token), scope)
  }

  private func caller(of scope: SignedScope, _ token: String?) throws(ServiceError) -> Caller {
    guard scope.accessKey.hasPrefix(Credentials.prefix) else {
      return Caller(.administrator, accessKey: scope.accessKey, session: "")
    }
    guard let session = state.withLock({ $0.sessions[scope.accessKey] }) else { throw .expiredToken(scope.service) }
    if let end = session.expiration, end <= clock.now {
      revoke(scope.accessKey)
      throw .expiredToken(scope.service)
    }
    guard session.token == token else { throw .invalidToken(scope.service) }
    return session.caller
  }

  /// The present moment, by the run's clock.
  var now: Moment { clock.now }

  /// Who an access key belongs to; nil if the run did not issue it, or it has ended.
  func holder(of accessKeyID: String) -> Caller? { state.withLock { $0.sessions[accessKeyID]?.caller } }

  private static func caller(
    _ role: String, _ session: String, _ function: String?, _ credentials: Credentials
  ) -> Caller {
    Caller(.role(arn: role), accessKey: credentials.accessKeyID, session: session, function: function)
  }
}

extension CredentialIssuer.State {
  fileprivate mutating func add(_ credentials: Credentials, _ caller: Caller) {
    sessions[credentials.accessKeyID] = CredentialIssuer.Session(
      caller: caller, token: credentials.sessionToken, expiration: credentials.expiration)
  }

  fileprivate mutating func forgetOldest(beyond most: Int) {
    while assumed.count - oldest > most {
      sessions[assumed[oldest]] = nil
      oldest += 1
    }
    if oldest > most {
      assumed.removeFirst(oldest)
      oldest = 0
    }
  }
}

extension ServiceError {
  /// Services of the query protocol, and those that kept its codes.
  private static let queryServices: Set<String> = ["sqs", "sns", "sts", "iam", "s3", "cloudformation"]

  /// IAM's common errors ("Common Errors", AWS Identity and Access Management API Reference).
  fileprivate static func expiredToken(_ service: String) -> ServiceError {
    let isQuery = queryServices.contains(service)
    return ServiceError(
      isQuery ? "ExpiredToken" : "ExpiredTokenException", "The security token included in the request is expired",
      status: isQuery ? 403 : 400)
  }

  fileprivate static func invalidToken(_ service: String) -> ServiceError {
    let isQuery = queryServices.contains(service)
    return ServiceError(
      isQuery ? "InvalidClientTokenId" : "UnrecognizedClientException",
      "The security token included in the request is invalid.", status: isQuery ? 403 : 400)
  }

  fileprivate static func incompleteSignature(_ header: String) -> ServiceError {
    // What a client sends comes back no longer than it helps.
    let shown = header.prefix(64).filter { $0.isASCII && !$0.isNewline }
    return ServiceError(
      "IncompleteSignature",
      "Authorization header requires 'Credential' parameter of the form KEY/DATE/REGION/SERVICE/aws4_request. Authorization=\(shown)",
      status: 400)
  }
}
