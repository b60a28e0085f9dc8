import Diagnostics
import LocalRuntime
import RunFindings
import Testing
import Wiring

/// "Lambda function response format" (API Gateway Developer Guide): what a client gets of what a function returned.
@Suite struct FunctionAnswerTests {
  @Test(arguments: [
    (#"{"statusCode":201,"headers":{"X-A":"1","content-type":"text/html"},"body":"<p>"}"#, 201, "<p>", "text/html"),
    (#"{"statusCode":"404"}"#, 404, "", "text/plain; charset=utf-8"),
    (#"{"statusCode":200,"body":"aGk=","isBase64Encoded":true}"#, 200, "hi", "text/plain; charset=utf-8"),
    (#"{"statusCode":200,"body":null,"headers":null}"#, 200, "", "text/plain; charset=utf-8"),
    (#"{"message": "Hello"}"#, 200, #"{"message": "Hello"}"#, "application/json"),
    (#""Hello from Lambda!""#, 200, "Hello from Lambda!", "application/json"),
    ("null", 200, "null", "application/json"),
    ("[1, 2]", 200, "[1, 2]", "application/json"),
    ("not json", 200, "not json", "application/json"),
  ])
  func format2(returned: String, status: Int, body: String, type: String) async throws {
    let bench = APIBench(returning: returned)
    let response = try #require(await bench.service("GET /").answer(APIRequest("GET", "/")))
    #expect(response.status == status)
    #expect(response.text == body)
    #expect(response.values("content-type") == [type])
    #expect(bench.seen.occurrences.isEmpty)
  }

  @Test(arguments: [
    (#"{"statusCode":"abc"}"#, "2.0", "a `statusCode` that is not a number from 200 to 599"),
    (#"{"statusCode":1000}"#, "2.0", "a `statusCode` that is not a number from 200 to 599"),
    (#"{"statusCode":200,"body":{"a":1}}"#, "2.0", "a `body` that is not a string"),
    (#"{"statusCode":200,"body":"*","isBase64Encoded":true}"#, "2.0", "a `body` that is not base64"),
    (#"{"statusCode":200,"headers":[]}"#, "2.0", "`headers` that are not an object"),
    (#"{"statusCode":200,"headers":{"a":{}}}"#, "2.0", "a header `a` that is not a string"),
    (#"{"statusCode":200,"headers":{"a":"x\r\nSet-Cookie: y"}}"#, "2.0", "a header `a` that HTTP does not allow"),
    (#"{"statusCode":200,"headers":{"a b":"x"}}"#, "2.0", "a header `a b` that HTTP does not allow"),
    (#"{"statusCode":200,"cookies":"a=1"}"#, "2.0", "`cookies` that are not a list"),
    (#"{"message":"x"}"#, "1.0", "no `statusCode`, which payload format 1.0 needs"),
    ("nothing", "1.0", "no `statusCode`, which payload format 1.0 needs"),
    (
      #"{"statusCode":200,"multiValueHeaders":{"a":"b"}}"#, "1.0",
      "a header `a` of `multiValueHeaders` that is not a list"
    ),
  ])
  func malformedAnswersAreToldAndBecome500(returned: String, format: String, reason: String) async throws {
    let bench = APIBench(returning: returned)
    let place = Place(file: "stack.yaml", line: 7, column: 5)
    let service = await bench.service("GET /") { api in
      api.routes[0].payload = format
      api.routes[0].place = place
    }
    let response = try #require(await service.answer(APIRequest("GET", "/")))
    #expect(response.status == 500)
    #expect(response.text == #"{"message":"Internal Server Error"}"#)
    let told = try #require(bench.seen.occurrences.first)
    #expect(told.rule.code == "STK018")
    #expect(told.message == "`fn0` returned \(reason)")
    #expect(told.place == place)
  }

  @Test func cookiesBecomeHeadersAndFramingIsLeftToTheEdge() async throws {
    let bench = APIBench(
      returning:
        #"{"statusCode":200,"cookies":["a=1","b=2; Path=/"],"headers":{"Content-Length":"7","Transfer-Encoding":"x","N":5,"T":true}}"#
    )
    let response = try #require(await bench.service("GET /").answer(APIRequest("GET", "/")))
    #expect(response.values("set-cookie") == ["a=1", "b=2; Path=/"])
    #expect(response.values("content-length").isEmpty && response.values("transfer-encoding").isEmpty)
    #expect(response.values("n") == ["5"] && response.values("t") == ["true"])
  }

  @Test func format1TakesManyValues() async throws {
    let bench = APIBench(
      returning: #"{"statusCode":200,"headers":{"a":"0","b":"1"},"multiValueHeaders":{"A":["2","3"]},"body":"x"}"#)
    let service = await bench.service("GET /") { $0.routes[0].payload = "1.0" }
    let response = try #require(await service.answer(APIRequest("GET", "/")))
    #expect(response.values("a") == ["2", "3"] && response.values("b") == ["1"])
  }

  @Test(arguments: [
    (InvocationResult.Ending.functionError("Unhandled"), 500), (.throttled, 503), (.notFound, 500),
  ])
  func whatFailedBecomesAnError(ending: InvocationResult.Ending, status: Int) async throws {
    let bench = APIBench { _ in InvocationResult(ending, payload: Array("{}".utf8)) }
    let response = try #require(await bench.service("GET /").answer(APIRequest("GET", "/")))
    #expect(response.status == status)
    #expect(response.values("content-type") == ["application/json"])
  }
}
