import Foundation
import Synchronization
import WireProtocols
import Wiring

/// Resource policies (Lambda API Reference, "AddPermission", "RemovePermission", "GetPolicy").
extension LambdaService {
  func getPolicy(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    _ = try target(call)
    guard let policy = authorizer.policy(of: try arn(call)) else { throw Self.noPolicy }
    return ["Policy": .string(policy)]
  }

  func addPermission(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    _ = try target(call)
    let (input, resource) = (call.input, try arn(call))
    let sid = input.string("StatementId") ?? ""
    let statement = Self.statement(input, sid: sid, on: resource)
    try policyEdits.withLock { (_) throws(ServiceError) in
      var statements = self.statements(of: resource)
      guard !statements.contains(where: { $0["Sid"]?.string == sid }) else {
        throw ServiceError(
          "ResourceConflictException",
          "The statement id (\(sid)) provided already exists. Please provide a new statement id, or remove the existing statement.",
          members: ["Type": "User"])
      }
      statements.append(statement)
      try put(statements, of: resource)
    }
    return ["Statement": .string(Self.text(statement))]
  }

  func removePermission(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    _ = try target(call)
    let (sid, resource) = (call.input.string("StatementId") ?? "", try arn(call))
    try policyEdits.withLock { (_) throws(ServiceError) in
      let statements = self.statements(of: resource)
      let left = statements.filter { $0["Sid"]?.string != sid }
      guard left.count < statements.count else {
        throw ServiceError(
          "ResourceNotFoundException", "Statement \(sid) is not found in resource policy.", members: ["Type": "User"])
      }
      try put(left, of: resource)
    }
    return [:]
  }

  private static let noPolicy = ServiceError(
    "ResourceNotFoundException", "The resource you requested does not exist.", members: ["Type": "User"])

  private func statements(of resource: String) -> [JSONValue] {
    guard let text = authorizer.policy(of: resource),
      let document = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    else { return [] }
    return document["Statement"].map { $0.items ?? [$0] } ?? []
  }

  private func put(_ statements: [JSONValue], of resource: String) throws(ServiceError) {
    guard !statements.isEmpty else { return try authorizer.setPolicy(nil, of: resource) }
    let document = Self.object([
      ("Version", .string("2012-10-17")), ("Id", .string("default")), ("Statement", .array(statements)),
    ])
    try authorizer.setPolicy(Self.text(document), of: resource)
  }

  /// The statement that a call adds.
  static func statement(_ input: WireObject, sid: String, on resource: String) -> JSONValue {
    var conditions = Members<JSONValue>()
    if let source = input.string("SourceArn") {
      conditions.set("ArnLike", object([("AWS:SourceArn", .string(source))]))
    }
    let equal = [
      ("AWS:SourceAccount", "SourceAccount"), ("aws:PrincipalOrgID", "PrincipalOrgID"),
      ("lambda:FunctionUrlAuthType", "FunctionUrlAuthType"), ("lambda:EventSourceToken", "EventSourceToken"),
    ].compactMap { key, member in input.string(member).map { (key, JSONValue.string($0)) } }
    if !equal.isEmpty { conditions.set("StringEquals", object(equal)) }
    if let viaURL = input.bool("InvokedViaFunctionUrl") {
      conditions.set("Bool", object([("lambda:InvokedViaFunctionUrl", .string(viaURL ? "true" : "false"))]))
    }
    var statement: [(String, JSONValue)] = [
      ("Sid", .string(sid)), ("Effect", .string("Allow")),
      ("Principal", principal(input.string("Principal") ?? "*")), ("Action", .string(input.string("Action") ?? "")),
      ("Resource", .string(resource)),
    ]
    if !conditions.items.isEmpty { statement.append(("Condition", .object(conditions))) }
    return object(statement)
  }

  private static func principal(_ text: String) -> JSONValue {
    if text == "*" { return .string("*") }
    if text.utf8.count == 12, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return object([("AWS", .string("arn:aws:iam::\(text):root"))])
    }
    return object([(text.hasPrefix("arn:") ? "AWS" : "Service", .string(text))])
  }

  private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    var object = Members<JSONValue>()
    for (name, value) in members { object.set(name, value) }
    return .object(object)
  }

  private static func text(_ value: JSONValue) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
