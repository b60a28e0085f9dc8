import Diagnostics
import Foundation
import LocalRuntime
import RunFindings
import Testing
import Wiring

@Suite struct HTTPAPIServiceTests {
  @Test func asksForTheRouteAndTellsInOneLine() async throws {
    let bench = APIBench(returning: #"{"statusCode":201}"#)
    let service = await bench.service("POST /orders/{id}")
    let response = try #require(await service.answer(APIRequest("POST", "/orders/5")))
    #expect(response.status == 201)
    let asked = try #require(bench.seen.asked.first)
    #expect(asked.permission.action == "lambda:InvokeFunction")
    #expect(asked.permission.resource == "arn:aws:lambda:eu-west-1:000000000000:function:fn0")
    #expect(
      asked.sender
        == .service(
          "apigateway.amazonaws.com",
          source: "arn:aws:execute-api:eu-west-1:000000000000:shopapi/$default/POST/orders/{id}"))
    #expect(bench.seen.lines == ["POST /orders/5 → fn0 201 (0 ms)"])
    #expect(bench.seen.invocations.first?.origin == "shop")
  }

  @Test func aRoleIsAskedInPlaceOfThePolicy() async {
    let bench = APIBench()
    let service = await bench.service("$default") { $0.routes[0].role = "arn:aws:iam::000000000000:role/r" }
    _ = await service.answer(APIRequest("GET", "/"))
    #expect(
      bench.seen.asked.first?.sender
        == .role("arn:aws:iam::000000000000:role/r", service: "apigateway.amazonaws.com"))
  }

  @Test func aDenialIs500AndInvokesNothing() async throws {
    let bench = APIBench(isAllowed: false)
    let response = try #require(await bench.service("GET /").answer(APIRequest("GET", "/")))
    #expect(response.status == 500 && response.text == #"{"message":"Internal Server Error"}"#)
    #expect(bench.seen.invocations.isEmpty)
  }

  @Test(arguments: [
    ("/_api/one/x", nil as String?, "GET /x → fn-one 200 (0 ms)" as String?),
    ("/_api/one", "localhost:4566", "GET / → fn-one 200 (0 ms)"),
    ("/x", "two.localhost:4566", "GET /x → fn-two 200 (0 ms)"),
    ("/x", "TWO.execute-api.eu-west-1.amazonaws.com", "GET /x → fn-two 200 (0 ms)"),
    ("/x", "two.execute-api.localhost:4566", "GET /x → fn-two 200 (0 ms)"),
    ("/_api/three/x", nil, nil), ("/x", "localhost:4566", nil), ("/x", "two.example.com", nil), ("x", nil, nil),
  ])
  func findsTheAPIByPathOrHost(path: String, host: String?, line: String?) async {
    let bench = APIBench()
    let apis = ["one", "two"].map { name in
      var api = APIPlan(id: name, name: name, apiID: name, arn: "arn:aws:execute-api:::\(name)", url: "")
      api.stages = [StagePlan(id: "s", name: "$default")]
      api.routes = [RoutePlan(id: "r", key: "$default", function: "arn:aws:lambda:r:a:function:fn-\(name)")]
      return api
    }
    let service = await bench.service(apis: apis)
    let response = await service.answer(APIRequest("GET", path, headers: host.map { [("Host", $0)] } ?? []))
    #expect((response == nil) == (line == nil))
    #expect(bench.seen.lines.first == line)
    #expect(service.isAddressed(path: path, host: host) == (line != nil))
  }

  @Test func theOnlyAPITakesPlainPathsAsLastResort() async {
    let bench = APIBench()
    let service = await bench.service("GET /orders")
    #expect(!service.isAddressed(path: "/orders", host: "localhost"))
    #expect(await service.answer(APIRequest("GET", "/orders"))?.status == 200)
    await service.apply(APIBench.plan([]))
    #expect(await service.answer(APIRequest("GET", "/orders")) == nil)
  }

  @Test(arguments: [
    ("/dev/orders", 200, "dev", "/dev/orders"), ("/orders", 404, "", ""), ("/dev", 404, "", ""),
    ("/prod/orders", 404, "", ""),
  ])
  func aNamedStageStandsBeforeThePath(path: String, status: Int, stage: String, rawPath: String) async {
    let bench = APIBench()
    let service = await bench.service("GET /orders") { $0.stages = [StagePlan(id: "s", name: "dev")] }
    #expect(await service.answer(APIRequest("GET", path))?.status == status)
    #expect(bench.event?["rawPath"] as? String ?? "" == rawPath)
    if status == 404 { #expect(bench.seen.lines.count == 1) }
  }

  @Test func aSlowFunctionIs503AndGoesOn() async throws {
    let (release, releasing) = AsyncStream.makeStream(of: Void.self)
    let (ended, ending) = AsyncStream.makeStream(of: Void.self)
    let bench = APIBench { _ in
      for await _ in release { break }
      ending.yield()
      return InvocationResult(.returned, payload: Array("{}".utf8))
    }
    let service = await bench.service("GET /") { $0.routes[0].timeout = 50 }
    async let answer = service.answer(APIRequest("GET", "/"))
    await bench.clock.untilSleeping()
    bench.clock.advance(milliseconds: 50)
    let response = try #require(await answer)
    #expect(response.status == 503 && response.text == #"{"message":"Service Unavailable"}"#)
    #expect(bench.seen.occurrences.map(\.rule.code) == ["STK019"])
    releasing.yield()
    for await _ in ended { break }
    await service.shutdown()
  }

  @Test func nothingIsInvokedAfterTheEnd() async {
    let bench = APIBench()
    let service = await bench.service("GET /")
    await service.shutdown()
    #expect(await service.answer(APIRequest("GET", "/"))?.status == 503)
    #expect(bench.seen.invocations.isEmpty)
  }

  @Test(arguments: [(10_240, 200), (10_241, 431)]) func headsAreBounded(size: Int, status: Int) async {
    let service = await APIBench().service("GET /")
    let line = "GET" + "/" + "HTTP/1.1"
    let value = String(repeating: "x", count: size - line.utf8.count)
    #expect(await service.answer(APIRequest("GET", "/", headers: [("X", value)]))?.status == status)
  }

  @Test(arguments: [(1 << 20, "image/png", 200), (5 << 20, "image/png", 413), ((10 << 20) + 1, "text/plain", 413)])
  func bodiesAreBounded(size: Int, type: String, status: Int) async {
    let service = await APIBench().service("POST /")
    let body = [UInt8](repeating: 0x61, count: size)
    #expect(
      await service.answer(APIRequest("POST", "/", headers: [("Content-Type", type)], body: body))?.status == status)
  }

  @Test func aStageAdmitsItsBurstAndThenItsRate() async {
    let bench = APIBench()
    let service = await bench.service("GET /") { api in
      api.stages[0].rate = 10
      api.stages[0].burst = 2
    }
    func statuses(_ count: Int) async -> [Int] {
      var statuses: [Int] = []
      for _ in 0..<count { statuses.append(await service.answer(APIRequest("GET", "/"))?.status ?? 0) }
      return statuses
    }
    #expect(await statuses(3) == [200, 200, 429])
    bench.clock.advance(milliseconds: 99)
    #expect(await statuses(1) == [429])
    bench.clock.advance(milliseconds: 1)
    #expect(await statuses(2) == [200, 429])
    bench.clock.advance(seconds: 60)
    #expect(await statuses(3) == [200, 200, 429])
    #expect(bench.seen.lines.last == "GET / → 429: stage `$default` takes 10 requests a second (0 ms)")
  }
}
