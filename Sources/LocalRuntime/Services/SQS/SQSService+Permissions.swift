import Foundation
import Synchronization
import WireProtocols
import Wiring

/// `AddPermission` and `RemovePermission`: statements of the queue's policy, found again by their `Sid`.
extension SQSService {
  /// The actions that a statement of `AddPermission` may name (Amazon SQS API Reference, AddPermission).
  private static let shareable: Set<String> = [
    "*", "SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes",
    "GetQueueUrl",
    "ListDeadLetterSourceQueues", "PurgeQueue",
  ]

  func addPermission(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    let label = try Self.label(call)
    let actions = call.input.strings("Actions")
    let accounts = call.input.strings("AWSAccountIds")
    guard !actions.isEmpty else { throw .missingParameter("Actions") }
    guard !accounts.isEmpty else {
      throw .invalidParameter("[]", for: "PrincipalId", "Unable to verify.")
    }
    guard actions.count <= SQSLimits.actions else {
      throw ServiceError(
        "OverLimit", "\(actions.count) Actions were found, maximum allowed is \(SQSLimits.actions).")
    }
    for action in actions where !Self.shareable.contains(action) {
      throw .invalidParameter(
        "SQS:\(action)", for: "ActionName", "Only the queue owner is allowed to invoke this action.")
    }
    for account in accounts where account.utf8.count != 12 || !account.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      throw .invalidParameter("[\(account)]", for: "PrincipalId", "Unable to verify.")
    }
    var (policy, statements) = try statements(of: queue)
    guard !statements.contains(where: { $0["Sid"]?.string == label }) else {
      throw .invalidParameter(label, for: "Label", "Already exists.")
    }
    let partition = registry.withLock { $0.partition }
    var principal = Members<JSONValue>()
    principal.set("AWS", Self.oneOrMany(accounts.map { "arn:\(partition):iam::\($0):root" }))
    var statement = Members<JSONValue>()
    statement.set("Sid", .string(label))
    statement.set("Effect", .string("Allow"))
    statement.set("Principal", .object(principal))
    statement.set("Action", Self.oneOrMany(actions.map { "SQS:\($0)" }))
    statement.set("Resource", .string(queue.arn))
    statements.append(.object(statement))
    policy.set("Statement", .array(statements))
    try await setPolicy(policy, of: queue)
    return [:]
  }

  func removePermission(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    let label = try Self.label(call)
    var (policy, statements) = try statements(of: queue)
    let rest = statements.filter { $0["Sid"]?.string != label }
    guard rest.count < statements.count else {
      throw .invalidParameter(label, for: "Label", "can't find label on existing policy.")
    }
    statements = rest
    policy.set("Statement", .array(statements))
    try await setPolicy(rest.isEmpty ? nil : policy, of: queue)
    return [:]
  }

  private static func label(_ call: ServiceCall) throws(ServiceError) -> String {
    guard let label = call.input.string("Label") else { throw .missingParameter("Label") }
    guard (1...80).contains(label.utf8.count), QueueName.isPlain(label) else {
      throw .invalidParameter(
        label.prefix(100), for: "Label",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")
    }
    return label
  }

  private static func oneOrMany(_ texts: [String]) -> JSONValue {
    texts.count == 1 ? .string(texts[0]) : .array(texts.map { .string($0) })
  }

  private func statements(of queue: Queue) throws(ServiceError) -> (Members<JSONValue>, [JSONValue]) {
    var policy = Members<JSONValue>()
    policy.set("Version", .string("2008-10-17"))
    policy.set("Id", .string("\(queue.arn)/SQSDefaultPolicy"))
    guard let text = authorizer.policy(of: queue.arn) else { return (policy, []) }
    guard case .object(let found)? = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
      throw .invalidAttributeValue("Policy")
    }
    let statements = found["Statement"].map { $0.items ?? [$0] } ?? []
    return (found, statements)
  }

  private func setPolicy(_ policy: Members<JSONValue>?, of queue: Queue) async throws(ServiceError) {
    var text: String?
    if let policy {
      guard let data = try? JSONEncoder().encode(policy) else { throw .invalidAttributeValue("Policy") }
      text = String(decoding: data, as: UTF8.self)
    }
    guard var row = registry.withLock({ $0.rows[queue.name] }) else { throw .queueDoesNotExist }
    try authorizer.setPolicy(text, of: queue.arn)
    row.policy = text ?? ""
    row.modifiedAt = clock.now
    try await replace(row)
  }
}
