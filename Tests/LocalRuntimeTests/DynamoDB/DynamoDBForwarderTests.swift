import Diagnostics
import LocalRuntime
import RunFindings
import Testing
import WireProtocols
import Wiring

@Suite struct DynamoDBForwarderTests {
  @Test(.timeLimit(.minutes(1))) func passesBothWaysUntouched() async throws {
    let body = #"{"Item":{"id":{"S":"1"}}}"#
    let server = try LoopbackServer { _ in
      ("HTTP/1.1 200 OK\r\nx-amz-crc32: 7\r\nx-amzn-RequestId: ABC\r\nConnection: keep-alive", body)
    }
    let forwarder = DynamoDBForwarder(server: server.url + "/", narrator: APIBench())
    let call = #"{"TableName": "orders" }"#
    for _ in 0..<3 {
      let answer = try await forwarder.forward(
        headers: [
          ("Host", "127.0.0.1:4566"), ("X-Amz-Target", "DynamoDB_20120810.GetItem"), ("Authorization", "AWS4 as is"),
          ("Content-Length", "999"), ("Connection", "close"), ("Expect", "100-continue"),
        ], body: Array(call.utf8))
      #expect(answer.status == 200 && String(decoding: answer.body, as: UTF8.self) == body)
      #expect(answer.headers.map { "\($0.name): \($0.value)" } == ["x-amz-crc32: 7", "x-amzn-RequestId: ABC"])
    }
    await forwarder.shutdown()
    server.stop()
    let request = try #require(server.requests.first)
    #expect(request.head.hasPrefix("POST / HTTP/1.1\r\n") && request.body == call)
    #expect(request.header("x-amz-target") == "DynamoDB_20120810.GetItem")
    #expect(request.header("authorization") == "AWS4 as is")
    #expect(request.header("host") == "127.0.0.1:\(server.port)" && request.header("expect") == nil)
    #expect(server.requests.count == 3 && server.connections == 1)
  }

  @Test(.timeLimit(.minutes(1))) func errorsOfTheServerPassToo() async throws {
    let server = try LoopbackServer { _ in ("HTTP/1.1 400 Bad Request", #"{"__type":"x"}"#) }
    let forwarder = DynamoDBForwarder(server: server.url, narrator: APIBench())
    let answer = try await forwarder.forward(headers: [], body: [])
    #expect(answer.status == 400 && answer.body == Array(#"{"__type":"x"}"#.utf8))
    await forwarder.shutdown()
    server.stop()
  }

  @Test func withoutAServerTablesAreToldOfAndCallsAreRefused() async throws {
    let bench = APIBench()
    let forwarder = DynamoDBForwarder(server: nil, narrator: bench)
    var plan = TablePermissionsTests.plan()
    plan.plan.tables[0].place = Place(file: "stack.yaml", line: 3, column: 5)
    await forwarder.apply(plan)
    try await forwarder.prepare(plan)
    #expect(bench.seen.occurrences.map(\.rule.code) == ["STK013"])
    #expect(bench.seen.occurrences.first?.place?.line == 3)
    await #expect { try await forwarder.forward(headers: [], body: []) } throws: { error in
      let error = error as? ServiceError
      return error?.status == 501 && error?.message.contains("--bind dynamodb=URL") == true
    }
    await forwarder.shutdown()
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["http://127.0.0.1:1", "nonsense", ""])
  func anUnreachableServerIsSaid(server: String) async throws {
    let bench = APIBench()
    let forwarder = DynamoDBForwarder(server: server, narrator: bench)
    await #expect { try await forwarder.forward(headers: [], body: []) } throws: {
      ($0 as? ServiceError)?.status == 503
    }
    #expect(bench.seen.occurrences.map(\.rule.code) == ["STK017"])
    await #expect { try await forwarder.prepare(TablePermissionsTests.plan()) } throws: { error in
      (error as? BoundServerError)?.server == server
    }
    await forwarder.shutdown()
  }

  /// What `prepare` asked of a server that has these tables.
  static func prepared(_ plan: RunPlan, having tables: Set<String>) async throws -> [(target: String, body: String)] {
    let server = try LoopbackServer { request in
      let isDescribe = request.header("x-amz-target")?.hasSuffix("DescribeTable") == true
      let isThere = tables.contains { request.body.contains("\"TableName\":\"\($0)\"") }
      return isDescribe && !isThere
        ? ("HTTP/1.1 400 Bad Request", #"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}"#)
        : ("HTTP/1.1 200 OK", "{}")
    }
    let forwarder = DynamoDBForwarder(server: server.url, narrator: APIBench())
    try await forwarder.prepare(plan)
    await forwarder.shutdown()
    server.stop()
    return server.requests.map {
      ($0.header("x-amz-target")?.split(separator: ".").last.map(String.init) ?? "", $0.body)
    }
  }

  @Test(.timeLimit(.minutes(1))) func makesTheTablesThatAreMissing() async throws {
    var plan = TablePermissionsTests.plan()
    plan.plan.tables[0].attributes.set("id", "S")
    plan.plan.tables[0].attributes.set("at", "N")
    plan.plan.tables[0].attributes.set("user", "S")
    plan.plan.tables[0].stream = "NEW_IMAGE"
    plan.plan.tables[0].timeToLive = "ends"
    plan.plan.tables[0].globalIndexes[0].projection = "INCLUDE"
    plan.plan.tables[0].globalIndexes[0].included = ["total"]
    let asked = try await Self.prepared(plan, having: [])
    #expect(asked.map(\.target) == ["DescribeTable", "CreateTable", "UpdateTimeToLive"])
    #expect(
      asked[1].body
        == #"{"TableName":"orders","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"at","AttributeType":"N"},{"AttributeName":"user","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"},{"AttributeName":"at","KeyType":"RANGE"}],"BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5},"GlobalSecondaryIndexes":[{"IndexName":"byUser","KeySchema":[{"AttributeName":"user","KeyType":"HASH"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["total"]},"ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}}],"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}}"#
    )
    #expect(
      asked[2].body
        == #"{"TableName":"orders","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"ends"}}"#)
  }

  @Test(.timeLimit(.minutes(1))) func leavesTablesThatAreThere() async throws {
    let asked = try await Self.prepared(TablePermissionsTests.plan(), having: ["orders"])
    #expect(asked.map(\.target) == ["DescribeTable"])
  }

  @Test(.timeLimit(.minutes(1))) func aTableThatIsRefusedIsToldAtItsLine() async throws {
    let server = try LoopbackServer { _ in
      ("HTTP/1.1 400 Bad Request", #"{"__type":"a#ValidationException","message":"no such key"}"#)
    }
    let bench = APIBench()
    let forwarder = DynamoDBForwarder(server: server.url, narrator: bench)
    try await forwarder.prepare(TablePermissionsTests.plan())
    #expect(bench.seen.occurrences.map(\.rule.code) == ["STK013"])
    #expect(bench.seen.occurrences.first?.notes.first?.message.hasSuffix("says: no such key") == true)
    await forwarder.shutdown()
    server.stop()
  }
}
