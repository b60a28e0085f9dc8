import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import RunFindings
import Synchronization
public import WireProtocols
import Wiring

/// DynamoDB of a run: a real server that was bound to it. Calls are authorised here, and forwarded as they came.
///
/// Answers pass through untouched. Where the server keeps tables under an account or region of its own, the ARNs in its answers
/// show that; callers may use them all the same.
public final class DynamoDBForwarder: Planned {
  /// The service's name in the models, and before the colon of its actions.
  static let model = "dynamodb"

  /// The longest answer in bytes: DynamoDB's own longest is a batch of 16 MB ("BatchGetItem"), to which JSON adds.
  static let longestAnswer = 64 << 20

  /// URL of the bound server, without a slash at its end; nil if none is bound.
  public let server: String?
  let narrator: any Narrator
  private let client: HTTPClient
  private let tables = Mutex(TableDirectory(WiringPlan(stack: "")))

  /// Makes one. `server` is what `--bind dynamodb=URL` names.
  public init(server: String?, narrator: any Narrator) {
    self.server = server.map { String($0.reversed().drop { $0 == "/" }.reversed()) }
    self.narrator = narrator
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      // The server is on this machine: it is there at once or not at all.
      timeout: HTTPClient.Configuration.Timeout(connect: .seconds(2), read: .seconds(30)),
      connectionPool: HTTPClient.Configuration.ConnectionPool(
        idleTimeout: .seconds(60), concurrentHTTP1ConnectionsPerHostSoftLimit: 64))
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Takes the tables of a plan; tells that they are not there when no server is bound. ``prepare(_:)`` makes them.
  public func apply(_ plan: RunPlan) async {
    tables.withLock { $0 = TableDirectory(plan.plan) }
    guard server == nil else { return }
    for table in plan.plan.tables { narrator.tell(.notBound(table)) }
  }

  /// Closes the connections. Must be called before the forwarder goes.
  public func shutdown() async { try? await client.shutdown() }

  /// What must be allowed before a call is forwarded, by its operation (`GetItem`) and its body.
  ///
  /// - Throws: AWS's error when the body is no JSON or lacks what names the table, or the operation is unknown.
  public func permissions(operation: String, body: [UInt8]) throws(ServiceError) -> [Permission] {
    try TablePermissions(tables: tables.withLock { $0 }).permissions(operation, body)
  }

  /// Forwards a call that has been authorised, and gives the server's answer as it is.
  ///
  /// - Throws: `NotImplemented` (501) when no server is bound, `ServiceUnavailable` (503) when it does not answer.
  public func forward(
    headers: [(name: String, value: String)], body: [UInt8]
  ) async throws(ServiceError) -> ForwardedAnswer {
    guard let server else { throw Self.notBound }
    do {
      return try await post(server, headers, body)
    } catch {
      narrator.tell(.unreachable(server, String(describing: error)))
      throw ServiceError(
        "ServiceUnavailable", "the server bound to DynamoDB, \(server), does not answer: \(error)", status: 503)
    }
  }

  static let notBound = ServiceError(
    "NotImplemented",
    "no server is bound to DynamoDB: start the run with `--bind dynamodb=URL`, as `--bind dynamodb=http://127.0.0.1:5000`",
    status: 501)

  /// What the connection to the client, not the call, is about.
  private static func isKept(_ name: String) -> Bool {
    let name = APIHeader.lowercased(name)
    return !APIHeader.ofTheConnection.contains(name) && name != "content-length"
  }

  func post(
    _ server: String, _ headers: [(name: String, value: String)], _ body: [UInt8]
  ) async throws -> ForwardedAnswer {
    var request = HTTPClientRequest(url: server + "/")
    request.method = .POST
    for header in headers where Self.isKept(header.name) {
      // The client names the server it calls, and its body is all there.
      let name = APIHeader.lowercased(header.name)
      if name != "host" && name != "expect" { request.headers.add(name: header.name, value: header.value) }
    }
    request.body = .bytes(ByteBuffer(bytes: body))
    let response = try await client.execute(request, timeout: .seconds(60))
    let answer = try await response.body.collect(upTo: Self.longestAnswer)
    return ForwardedAnswer(
      status: Int(response.status.code),
      headers: response.headers.filter { Self.isKept($0.name) }.map { ($0.name, $0.value) },
      body: Array(answer.readableBytesView))
  }
}

/// An answer of the bound server.
public struct ForwardedAnswer: Sendable {
  /// The status.
  public var status: Int
  /// The headers in order, without those that frame the message on the wire; `x-amz-crc32` and `x-amzn-requestid` among them.
  public var headers: [(name: String, value: String)]
  /// The body as it came.
  public var body: [UInt8]
}

extension Occurrence {
  fileprivate static func notBound(_ table: TablePlan) -> Occurrence {
    Occurrence(
      .notActedOn, "table `\(table.name)` is not there: no server is bound to DynamoDB", at: table.place,
      consequences: ["calls to DynamoDB get 501"],
      help: ["start the run with `--bind dynamodb=URL`, where a server like moto or DynamoDB local answers"],
      subject: table.id)
  }

  fileprivate static func unreachable(_ server: String, _ reason: String) -> Occurrence {
    Occurrence(
      .notAnswered, "the server bound to DynamoDB does not answer: \(server)", at: nil,
      consequences: ["calls to DynamoDB get 503"], help: ["see whether it still runs: \(reason)"], subject: server)
  }
}
