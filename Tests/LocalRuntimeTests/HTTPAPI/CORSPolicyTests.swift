import LocalRuntime
import Testing
import Wiring

/// "Configure CORS for HTTP APIs" (API Gateway Developer Guide).
@Suite struct CORSPolicyTests {
  static func service(
    _ bench: APIBench, _ routes: String, origins: [String] = ["https://shop.example"]
  ) async -> HTTPAPIService {
    await bench.service(routes) { api in
      var cors = CORSPlan()
      cors.origins = origins
      cors.methods = ["GET", "POST"]
      cors.headers = ["authorization"]
      cors.exposeHeaders = ["date", "x-api-id"]
      cors.credentials = true
      cors.maxAge = 300
      api.cors = cors
    }
  }

  static func preflight(_ origin: String) -> APIRequest {
    APIRequest("OPTIONS", "/orders", headers: [("Origin", origin), ("Access-Control-Request-Method", "POST")])
  }

  @Test(arguments: [
    (["https://shop.example"], "https://shop.example", "https://shop.example" as String?),
    (["https://shop.example"], "https://evil.example", nil), (["*"], "https://any.example", "*"),
    (["https://*"], "https://any.example", "https://any.example"), (["https://*"], "http://any.example", nil),
  ])
  func answersPreflightsItself(origins: [String], origin: String, allowed: String?) async throws {
    let bench = APIBench()
    let service = await Self.service(bench, "POST /orders", origins: origins)
    let response = try #require(await service.answer(Self.preflight(origin)))
    #expect(response.status == 204 && response.body.isEmpty)
    #expect(bench.seen.invocations.isEmpty)
    #expect(response.values("access-control-allow-origin") == (allowed.map { [$0] } ?? []))
    #expect(response.values("access-control-allow-methods") == (allowed == nil ? [] : ["GET,POST"]))
    #expect(response.values("access-control-allow-headers") == (allowed == nil ? [] : ["authorization"]))
    #expect(response.values("access-control-max-age") == (allowed == nil ? [] : ["300"]))
    #expect(response.values("access-control-allow-credentials") == (allowed == nil ? [] : ["true"]))
  }

  @Test(arguments: ["OPTIONS /orders", "ANY /orders", "$default"])
  func aRouteThatTakesOptionsGetsPreflights(route: String) async throws {
    let bench = APIBench(returning: #"{"statusCode":200}"#)
    let response = try #require(
      await Self.service(bench, route).answer(Self.preflight("https://shop.example")))
    #expect(response.status == 200 && bench.seen.invocations.count == 1)
    #expect(response.values("access-control-allow-origin") == ["https://shop.example"])
  }

  @Test func withoutConfigurationThereIsNoPreflight() async {
    let service = await APIBench().service("POST /orders")
    #expect(await service.answer(Self.preflight("https://shop.example"))?.status == 404)
  }

  @Test func anOptionsRequestThatIsNoPreflightFindsNoRoute() async {
    let service = await Self.service(APIBench(), "POST /orders")
    #expect(await service.answer(APIRequest("OPTIONS", "/orders", headers: [("Origin", "https://a")]))?.status == 404)
  }

  @Test(arguments: [
    ("https://shop.example" as String?, ["https://shop.example"]), ("https://evil.example", []), (nil, []),
  ])
  func whatTheFunctionSetsIsIgnored(origin: String?, allowed: [String]) async throws {
    let bench = APIBench(returning: #"{"statusCode":200,"headers":{"Access-Control-Allow-Origin":"*"}}"#)
    let service = await Self.service(bench, "GET /orders")
    let request = APIRequest("GET", "/orders", headers: origin.map { [("Origin", $0)] } ?? [])
    let response = try #require(await service.answer(request))
    #expect(response.values("access-control-allow-origin") == allowed)
    #expect(response.values("access-control-expose-headers") == (allowed.isEmpty ? [] : ["date,x-api-id"]))
    #expect(response.values("access-control-allow-methods").isEmpty)
  }

  @Test func withoutConfigurationTheFunctionDecides() async throws {
    let bench = APIBench(returning: #"{"statusCode":200,"headers":{"Access-Control-Allow-Origin":"*"}}"#)
    let response = try #require(await bench.service("GET /").answer(APIRequest("GET", "/")))
    #expect(response.values("access-control-allow-origin") == ["*"])
  }
}
