import Foundation
import LocalRuntime
import Testing
import Wiring

/// "Create AWS Lambda proxy integrations for HTTP APIs" (API Gateway Developer Guide): what a function gets.
@Suite struct APIEventTests {
  static let request = APIRequest(
    "POST", "/_api/shopapi/orders/a%20b", query: "color=red&color=bl%75e&q=x+y&empty",
    headers: [
      ("Host", "127.0.0.1:4566"), ("X-Many", "1"), ("x-many", "2"), ("Cookie", "a=1; b=2"), ("User-Agent", "curl/8"),
      ("Content-Type", "application/json; charset=utf-8"), ("Content-Length", "14"), ("Connection", "close"),
      ("X-Amzn-Trace-Id", "Root=1-0-0"),
    ], body: Array("{\"n\":\"ü\"}\n\u{1}\"\\".utf8), sourceIP: "127.0.0.1")

  @Test func format2() async throws {
    let bench = APIBench()
    let service = await bench.service("POST /orders/{id}") { api in
      api.stages[0].variables.set("color", "green")
    }
    let response = try #require(await service.answer(Self.request))
    let id = try #require(response.values("Apigw-Requestid").first)
    let event = try #require(bench.event)
    let expected: NSDictionary = [
      "version": "2.0", "routeKey": "POST /orders/{id}", "rawPath": "/orders/a b",
      "rawQueryString": "color=red&color=bl%75e&q=x+y&empty", "cookies": ["a=1", "b=2"],
      "headers": [
        "host": "127.0.0.1:4566", "x-many": "1,2", "user-agent": "curl/8",
        "content-type": "application/json; charset=utf-8", "content-length": "14", "x-forwarded-for": "127.0.0.1",
        "x-forwarded-port": "4566", "x-forwarded-proto": "http", "x-amzn-trace-id": "Root=1-0-0",
      ],
      "queryStringParameters": ["color": "red,blue", "q": "x y", "empty": ""],
      "requestContext": [
        "accountId": "000000000000", "apiId": "shopapi",
        "domainName": "shopapi.execute-api.eu-west-1.amazonaws.com", "domainPrefix": "shopapi",
        "http": [
          "method": "POST", "path": "/orders/a b", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1",
          "userAgent": "curl/8",
        ],
        "requestId": id, "routeKey": "POST /orders/{id}", "stage": "$default", "time": "01/Jan/2026:00:00:00 +0000",
        "timeEpoch": 1_767_225_600_000,
      ],
      "body": "{\"n\":\"ü\"}\n\u{1}\"\\", "isBase64Encoded": false, "pathParameters": ["id": "a b"],
      "stageVariables": ["color": "green"],
    ]
    #expect(event == expected)
  }

  @Test func format2LeavesOutWhatIsNotThere() async throws {
    let bench = APIBench()
    let service = await bench.service("GET /")
    _ = await service.answer(APIRequest("GET", "/_api/shopapi"))
    let event = try #require(bench.event)
    let keys = Set(event.allKeys.compactMap { $0 as? String })
    #expect(
      keys == ["version", "routeKey", "rawPath", "rawQueryString", "headers", "requestContext", "isBase64Encoded"])
    #expect(event["rawPath"] as? String == "/")
    let trace = try #require((event["headers"] as? NSDictionary)?["x-amzn-trace-id"] as? String)
    #expect(trace.wholeMatch(of: /Root=1-[0-9a-f]{8}-[0-9a-f]{24}/) != nil)
  }

  @Test func format1() async throws {
    let bench = APIBench()
    let service = await bench.service("ANY /orders/{id}") { $0.routes[0].payload = "1.0" }
    _ = await service.answer(Self.request)
    let event = try #require(bench.event)
    #expect(event["version"] as? String == "1.0")
    #expect(event["resource"] as? String == "/orders/{id}")
    #expect(event["path"] as? String == "/orders/a b")
    #expect(event["httpMethod"] as? String == "POST")
    #expect((event["headers"] as? NSDictionary)?["x-many"] as? String == "2")
    #expect((event["headers"] as? NSDictionary)?["cookie"] as? String == "a=1; b=2")
    #expect((event["multiValueHeaders"] as? NSDictionary)?["x-many"] as? [String] == ["1", "2"])
    #expect((event["queryStringParameters"] as? NSDictionary)?["color"] as? String == "blue")
    #expect((event["multiValueQueryStringParameters"] as? NSDictionary)?["color"] as? [String] == ["red", "blue"])
    #expect(event["pathParameters"] as? [String: String] == ["id": "a b"])
    #expect(event["stageVariables"] is NSNull)
    let context = try #require(event["requestContext"] as? NSDictionary)
    #expect(context["requestTime"] as? String == "01/Jan/2026:00:00:00 +0000")
    #expect(context["resourcePath"] as? String == "/orders/{id}")
    #expect((context["identity"] as? NSDictionary)?["sourceIp"] as? String == "127.0.0.1")
    #expect((context["identity"] as? NSDictionary)?["userArn"] is NSNull)
  }

  @Test(arguments: [
    ("text/plain", "hé", true), ("application/json", "{}", true), ("APPLICATION/XML;charset=utf-8", "<a/>", true),
    ("application/javascript", "1", true), ("application/x-www-form-urlencoded", "a=b", false),
    ("image/png", "x", false), ("", "x", false),
  ])
  func bodyIsTextByItsType(type: String, body: String, isText: Bool) async throws {
    let bench = APIBench()
    let service = await bench.service("POST /")
    _ = await service.answer(
      APIRequest("POST", "/", headers: type.isEmpty ? [] : [("Content-Type", type)], body: Array(body.utf8)))
    let event = try #require(bench.event)
    #expect(event["isBase64Encoded"] as? Bool == !isText)
    #expect(event["body"] as? String == (isText ? body : Data(body.utf8).base64EncodedString()))
  }

  @Test(arguments: 0..<7) func binaryBodiesGoInBase64(length: Int) async throws {
    let bytes = [UInt8]([0xFF, 0x00, 0xFE, 0x80, 0x7F, 0x22].prefix(length))
    let bench = APIBench()
    let service = await bench.service("POST /")
    // Text that is no UTF-8 is binary whatever its type says.
    _ = await service.answer(APIRequest("POST", "/", headers: [("Content-Type", "text/plain")], body: bytes))
    let event = try #require(bench.event)
    #expect(event["body"] as? String == (length == 0 ? nil : Data(bytes).base64EncodedString()))
  }

  @Test(arguments: [
    (0, "01/Jan/1970:00:00:00 +0000"), (951_782_400_000, "29/Feb/2000:00:00:00 +0000"),
    (1_795_555_200_000, "24/Nov/2026:21:20:00 +0000"), (4_107_542_399_999, "28/Feb/2100:23:59:59 +0000"),
    (4_107_542_400_000, "01/Mar/2100:00:00:00 +0000"), (-1, "31/Dec/1969:23:59:59 +0000"),
  ])
  func timesAreWrittenAsInAccessLogs(milliseconds: Int64, text: String) async throws {
    let bench = APIBench()
    let service = await bench.service("GET /")
    bench.clock.advance(milliseconds: milliseconds - bench.clock.now.milliseconds)
    _ = await service.answer(APIRequest("GET", "/"))
    #expect((bench.event?["requestContext"] as? NSDictionary)?["time"] as? String == text)
  }
}
