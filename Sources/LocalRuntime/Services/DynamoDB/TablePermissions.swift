import Source
import Spec
import WireProtocols
import Wiring

/// What must be allowed before DynamoDB answers a call ("Actions, resources, and condition keys for Amazon DynamoDB", Service
/// Authorization Reference).
struct TablePermissions {
  let tables: TableDirectory

  /// The permissions of a call, by its operation and its body.
  func permissions(_ operation: String, _ body: [UInt8]) throws(ServiceError) -> [Permission] {
    let input: Datum
    do { input = try Datum(json: SourceFile(path: "", bytes: body), id: SourceID(0)) } catch {
      throw ServiceError("SerializationException", error.message)
    }
    guard input.members != nil else { throw ServiceError("SerializationException", "the body is not an object") }
    switch operation {
    case "TransactGetItems", "TransactWriteItems": return try ofTransaction(operation, input)
    case "BatchGetItem", "BatchWriteItem": return try ofBatch(operation, input)
    case "ExecuteStatement": return [try ofStatement(input, enclosing: nil)]
    case "BatchExecuteStatement": return try ofStatements(input["Statements"], enclosing: nil)
    case "ExecuteTransaction": return try ofStatements(input["TransactStatements"], enclosing: operation)
    default: break
    }
    guard let action = IAMAction.named("dynamodb:\(operation)") else {
      throw ServiceError("UnknownOperationException", "DynamoDB has no operation `\(operation)`")
    }
    if action.conditionKeys.contains("dynamodb:LeadingKeys") {
      let table = try text("TableName", of: input)
      return [item(action.name, table, input["IndexName"]?.literal, input, enclosing: nil)]
    }
    return [Permission(action.name, on: resource(of: input))]
  }

  /// The members of inputs that name what an operation is about, the first that is there.
  private static let named = [
    "TableName", "TableArn", "ResourceArn", "StreamArn", "BackupArn", "ExportArn", "ImportArn", "SourceTableArn",
    "SourceTableName", "TargetTableName",
  ]

  private func resource(of input: Datum) -> String {
    if let name = Self.named.lazy.compactMap({ input[$0]?.literal }).first {
      let arn = tables.arn(below: name)
      return input["IndexName"]?.literal.map { "\(arn)/index/\($0)" } ?? arn
    }
    if let name = input["GlobalTableName"]?.literal { return tables.arn(ofGlobalTable: name) }
    // A shard iterator starts with its stream's ARN.
    if let iterator = input["ShardIterator"]?.literal, iterator.hasPrefix("arn:") {
      return tables.arn(below: String(iterator.prefix { $0 != "|" }))
    }
    return "*"
  }

  /// A permission for items of a table or index, with the condition keys that the action knows.
  private func item(
    _ action: String, _ table: String, _ index: String?, _ input: Datum, enclosing: String?
  ) -> Permission {
    let arn = tables.arn(table)
    var context = ItemContext(input, key: partitionKey(table, index), isIndex: index != nil).values
    if let enclosing { context["dynamodb:EnclosingOperation"] = [enclosing] }
    let known = IAMAction.named(action).map { Set($0.conditionKeys) } ?? []
    return Permission(
      action, on: index.map { "\(arn)/index/\($0)" } ?? arn, context: context.filter { known.contains($0.key) })
  }

  private func partitionKey(_ table: String, _ index: String?) -> String? {
    guard let entry = tables[table] else { return nil }
    return index.flatMap { entry.indexes[$0]?.partition } ?? entry.key.partition
  }

  /// A batch is one permission for each table ("BatchGetItem", "BatchWriteItem", API Reference).
  private func ofBatch(_ operation: String, _ input: Datum) throws(ServiceError) -> [Permission] {
    guard let requests = input["RequestItems"]?.members, !requests.isEmpty else { throw Self.missing("requestItems") }
    return requests.map { request in
      item("dynamodb:\(operation)", request.key, nil, request.value, enclosing: nil)
    }
  }

  private static let transacted = [
    "Get": "dynamodb:GetItem", "Put": "dynamodb:PutItem", "Update": "dynamodb:UpdateItem",
    "Delete": "dynamodb:DeleteItem", "ConditionCheck": "dynamodb:ConditionCheckItem",
  ]

  /// A transaction is a permission for each of its actions ("Using IAM with DynamoDB transactions", Developer Guide).
  private func ofTransaction(_ operation: String, _ input: Datum) throws(ServiceError) -> [Permission] {
    guard let items = input["TransactItems"]?.items, !items.isEmpty else { throw Self.missing("transactItems") }
    var result: [Permission] = []
    for entry in items {
      for member in entry.members ?? [] {
        guard let action = Self.transacted[member.key] else { continue }
        let permission = item(action, try text("TableName", of: member.value), nil, member.value, enclosing: operation)
        if !result.contains(permission) { result.append(permission) }
      }
    }
    guard !result.isEmpty else { throw Self.missing("transactItems") }
    return result
  }

  private func ofStatements(_ list: Datum?, enclosing: String?) throws(ServiceError) -> [Permission] {
    guard let items = list?.items, !items.isEmpty else { throw Self.missing("statements") }
    var result: [Permission] = []
    for statement in items {
      let permission = try ofStatement(statement, enclosing: enclosing)
      if !result.contains(permission) { result.append(permission) }
    }
    return result
  }

  private func ofStatement(_ input: Datum, enclosing: String?) throws(ServiceError) -> Permission {
    guard let statement = PartiQLStatement(try text("Statement", of: input)) else {
      throw ServiceError("ValidationException", "Statement wasn't well formed, can't be processed")
    }
    let arn = tables.arn(statement.table)
    return Permission(
      "dynamodb:\(statement.action)", on: statement.index.map { "\(arn)/index/\($0)" } ?? arn,
      context: enclosing.map { ["dynamodb:EnclosingOperation": [$0]] } ?? [:])
  }

  private func text(_ name: String, of input: Datum) throws(ServiceError) -> String {
    guard let value = input[name]?.literal, !value.isEmpty else {
      throw Self.missing(name.prefix(1).lowercased() + name.dropFirst())
    }
    return value
  }

  private static func missing(_ member: String) -> ServiceError {
    ServiceError(
      "ValidationException",
      "1 validation error detected: Value null at '\(member)' failed to satisfy constraint: Member must not be null")
  }
}
