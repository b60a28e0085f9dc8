import LocalRuntime
import Spec
import Testing
import WireProtocols
import Wiring

@Suite struct TablePermissionsTests {
  static let prefix = "arn:aws:dynamodb:eu-west-1:000000000000:"

  static func plan() -> RunPlan {
    var plan = WiringPlan(stack: "shop")
    plan.region = "eu-west-1"
    var key = KeyPlan(partition: "id")
    key.sort = "at"
    var orders = TablePlan(id: "OrdersTable", name: "orders", arn: prefix + "table/orders", key: key)
    orders.globalIndexes = [IndexPlan(name: "byUser", key: KeyPlan(partition: "user"))]
    plan.tables = [orders]
    return RunPlan(plan, edge: "http://127.0.0.1:4566", folder: "/tmp")
  }

  static func permissions(_ operation: String, _ body: String) async throws(ServiceError) -> [Permission] {
    let forwarder = DynamoDBForwarder(server: "http://127.0.0.1:1", narrator: APIBench())
    await forwarder.apply(plan())
    let result: Result<[Permission], ServiceError> = Result { () throws(ServiceError) in
      try forwarder.permissions(operation: operation, body: Array(body.utf8))
    }
    await forwarder.shutdown()
    return try result.get()
  }

  @Test(arguments: [
    ("GetItem", #"{"TableName":"orders","Key":{"id":{"S":"1"}}}"#, ["GetItem table/orders"]),
    ("GetItem", #"{"TableName":"arn:aws:dynamodb:us-east-1:123456789012:table/orders"}"#, ["GetItem table/orders"]),
    ("PutItem", #"{"TableName":"elsewhere"}"#, ["PutItem table/elsewhere"]),
    ("Query", #"{"TableName":"orders","IndexName":"byUser"}"#, ["Query table/orders/index/byUser"]),
    ("Scan", #"{"TableName":"orders"}"#, ["Scan table/orders"]),
    (
      "BatchGetItem", #"{"RequestItems":{"orders":{"Keys":[]},"b":{"Keys":[]}}}"#,
      ["BatchGetItem table/orders", "BatchGetItem table/b"]
    ),
    ("BatchWriteItem", #"{"RequestItems":{"orders":[]}}"#, ["BatchWriteItem table/orders"]),
    (
      "TransactGetItems", #"{"TransactItems":[{"Get":{"TableName":"orders"}},{"Get":{"TableName":"orders"}}]}"#,
      ["GetItem table/orders"]
    ),
    (
      "TransactWriteItems",
      #"{"TransactItems":[{"Put":{"TableName":"a"}},{"Update":{"TableName":"b"}},{"Delete":{"TableName":"c"}},{"ConditionCheck":{"TableName":"d"}}]}"#,
      ["PutItem table/a", "UpdateItem table/b", "DeleteItem table/c", "ConditionCheckItem table/d"]
    ),
    (
      "ExecuteStatement", #"{"Statement":"SELECT * FROM \"orders\" WHERE id = 'FROM x'"}"#,
      ["PartiQLSelect table/orders"]
    ),
    (
      "ExecuteStatement", #"{"Statement":"select a from \"orders\".\"byUser\""}"#,
      ["PartiQLSelect table/orders/index/byUser"]
    ),
    (
      "ExecuteStatement", #"{"Statement":"INSERT INTO \"my.table\" VALUE {'id': 'a'}"}"#,
      ["PartiQLInsert table/my.table"]
    ),
    (
      "BatchExecuteStatement",
      #"{"Statements":[{"Statement":"UPDATE orders SET a=1"},{"Statement":"DELETE FROM orders WHERE id='1'"}]}"#,
      ["PartiQLUpdate table/orders", "PartiQLDelete table/orders"]
    ),
    (
      "ExecuteTransaction", #"{"TransactStatements":[{"Statement":"EXISTS(SELECT * FROM orders WHERE id='1')"}]}"#,
      ["PartiQLSelect table/orders"]
    ),
    ("CreateTable", #"{"TableName":"new"}"#, ["CreateTable table/new"]),
    ("DescribeTable", #"{"TableName":"orders"}"#, ["DescribeTable table/orders"]),
    (
      "TagResource", #"{"ResourceArn":"arn:aws:dynamodb:us-east-1:123456789012:table/orders"}"#,
      ["TagResource table/orders"]
    ),
    (
      "GetRecords", #"{"ShardIterator":"arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026|1|x"}"#,
      ["GetRecords table/orders/stream/2026"]
    ),
    (
      "GetShardIterator", #"{"StreamArn":"arn:aws:dynamodb:us-east-1:1:table/orders/stream/2026"}"#,
      ["GetShardIterator table/orders/stream/2026"]
    ),
    ("ListTables", "{}", ["ListTables *"]),
  ])
  func followFromTheBody(operation: String, body: String, expected: [String]) async throws {
    let permissions = try await Self.permissions(operation, body)
    #expect(
      permissions.map { "\($0.action) \($0.resource)" }
        == expected.map { text in
          let words = text.split(separator: " ")
          return "dynamodb:\(words[0]) \(words[1] == "*" ? "" : Self.prefix)\(words[1])"
        })
    for permission in permissions { #expect(IAMAction.named(permission.action) != nil) }
  }

  @Test(arguments: [
    (
      "GetItem", #"{"TableName":"orders","Key":{"id":{"S":"u1"},"at":{"N":"5"}}}"#,
      ["LeadingKeys": ["u1"], "Attributes": ["at", "id"]]
    ),
    (
      "PutItem",
      #"{"TableName":"orders","Item":{"id":{"S":"u1"},"at":{"N":"5"},"n":{"N":"1"}},"ReturnValues":"ALL_OLD"}"#,
      ["LeadingKeys": ["u1"], "Attributes": ["at", "id", "n"], "ReturnValues": ["ALL_OLD"]]
    ),
    (
      "UpdateItem",
      ##"{"TableName":"orders","Key":{"id":{"S":"u1"}},"UpdateExpression":"SET #s = if_not_exists(total, :z), a.b[0] = :y","ExpressionAttributeNames":{"#s":"status"}}"##,
      ["LeadingKeys": ["u1"], "Attributes": ["a", "id", "status", "total"], "ReturnValues": ["NONE"]]
    ),
    (
      "Query",
      ##"{"TableName":"orders","KeyConditionExpression":"#i = :i AND begins_with(at, :a)","ExpressionAttributeNames":{"#i":"id"},"ExpressionAttributeValues":{":i":{"S":"u7"},":a":{"S":"x"}}}"##,
      ["LeadingKeys": ["u7"], "Attributes": ["at", "id"], "Select": ["ALL_ATTRIBUTES"]]
    ),
    (
      "Query",
      #"{"TableName":"orders","IndexName":"byUser","KeyConditions":{"user":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"u8"}]}},"ProjectionExpression":"id, total"}"#,
      ["LeadingKeys": ["u8"], "Attributes": ["id", "total", "user"], "Select": ["SPECIFIC_ATTRIBUTES"]]
    ),
    (
      "BatchWriteItem",
      #"{"RequestItems":{"orders":[{"PutRequest":{"Item":{"id":{"S":"a"}}}},{"DeleteRequest":{"Key":{"id":{"S":"b"}}}}]}}"#,
      ["LeadingKeys": ["a", "b"], "Attributes": ["id"]]
    ),
    (
      "TransactWriteItems", #"{"TransactItems":[{"Put":{"TableName":"orders","Item":{"id":{"S":"a"}}}}]}"#,
      ["LeadingKeys": ["a"], "Attributes": ["id"], "EnclosingOperation": ["TransactWriteItems"]]
    ),
  ])
  func carryConditionKeys(operation: String, body: String, expected: [String: [String]]) async throws {
    let permission = try #require(try await Self.permissions(operation, body).first)
    for (key, values) in expected { #expect(permission.context["dynamodb:\(key)"] == values, "\(key)") }
  }

  @Test(arguments: [
    ("GetItem", "{", "SerializationException"), ("GetItem", "[]", "SerializationException"),
    ("GetItem", "{}", "ValidationException"), ("BatchGetItem", "{}", "ValidationException"),
    ("TransactWriteItems", #"{"TransactItems":[{"Nothing":{}}]}"#, "ValidationException"),
    ("ExecuteStatement", #"{"Statement":"DROP TABLE x"}"#, "ValidationException"),
    ("ExecuteStatement", #"{"Statement":"SELECT 'x"}"#, "ValidationException"),
    ("NoSuchThing", "{}", "UnknownOperationException"),
  ])
  func refuseWhatCannotBeAuthorised(operation: String, body: String, shape: String) async {
    await #expect { try await Self.permissions(operation, body) } throws: { ($0 as? ServiceError)?.shape == shape }
  }
}
