import Testing

@testable import LocalRuntime

@Suite struct RouteTrieTests {
  /// "Create routes for HTTP APIs" (API Gateway Developer Guide), and what follows from its rules.
  static let keys = [
    "GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default", "POST /pets",
    "ANY /pets", "GET /", "GET /shops/{shop}/orders/{order}", "GET /shops/{name}", "DELETE /pets/dog/{other}",
  ]

  @Test(arguments: [
    ("GET", "/pets/dog/1", "GET /pets/dog/1", ""),
    ("GET", "/pets/dog/2", "GET /pets/dog/{id}", "id=2"),
    ("GET", "/pets/cat/1", "GET /pets/{proxy+}", "proxy=cat/1"),
    ("POST", "/test/5", "ANY /{proxy+}", "proxy=test/5"),
    ("POST", "/pets", "POST /pets", ""),
    ("PUT", "/pets", "ANY /pets", ""),
    ("GET", "/", "GET /", ""),
    ("POST", "/", "$default", ""),
    ("DELETE", "/pets/dog/1", "DELETE /pets/dog/{other}", "other=1"),
    ("GET", "/shops/a%20b/orders/7%2F8", "GET /shops/{shop}/orders/{order}", "shop=a b,order=7/8"),
    ("GET", "/shops/x", "GET /shops/{name}", "name=x"),
    ("GET", "/shops/x/", "ANY /{proxy+}", "proxy=shops/x/"),
    ("GET", "/pets/dog/", "GET /pets/{proxy+}", "proxy=dog/"),
    ("PUT", "/pets/dog/1", "ANY /{proxy+}", "proxy=pets/dog/1"),
    ("GET", "/%70ets/dog/1", "GET /pets/dog/1", ""),
  ])
  func findsTheMostSpecificRoute(method: String, path: String, key: String, parameters: String) throws {
    let match = try #require(RouteTrie(Self.keys).match(method, path))
    #expect(Self.keys[match.route] == key)
    #expect(match.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: ",") == parameters)
  }

  @Test(arguments: ["/orders/", "/order", "/", "//orders", "/orders/1/2", "/orders//"])
  func findsNothingElse(path: String) {
    #expect(RouteTrie(["GET /orders", "GET /orders/{id}"]).match("GET", path) == nil)
  }

  @Test func boundsTheSearchByTheRoutes() {
    // Each level matches both ways, and nothing matches at the end.
    let path = String(repeating: "/a", count: 2_000)
    let keys = ["GET " + String(repeating: "/a", count: 2_000) + "/b", "GET " + String(repeating: "/{x}", count: 60)]
    #expect(RouteTrie(keys).match("GET", path) == nil)
  }
}
