import Testing

@testable import States

@Suite struct JSONPathTests {
  @Test(arguments: [
    "$", "$$", "$.a", "$.a.b[0]", "$['a b'].c", "$[\"a\"]", "$.a[-1]", "$.a[1:3]", "$.a[:2]", "$.a[-2:]", "$.a[::2]",
    "$.a[0,2]",
    "$.a[*].b", "$.*", "$..a", "$..*", "$..[0]", "$.a['b','c']", "$.a[?(@.b > 5)]", "$.a[?(@.b == 'x' && !(@.c))].d",
    "$.a[?(@.b in ['x', 'y'])]", "$.a[?(@.b =~ /x.*\\/y/i)]", "$.a[?(@['b'] != null || @.c <= -1.5)]", "$.a.length()",
    "$.a-b.c_d", "$$.Execution.Id", "$total", "$order.items[0]", "$.größe", "$.a[?(@.b == $.c)]", "$.[0]", "$.a.[*].b",
    "$.a[?(@.b == word)]",
  ])
  func isAccepted(text: String) throws { _ = try JSONPath(parsing: text) }

  @Test(arguments: [
    ("", 0), ("a", 0), ("bug$.a", 0), (".a", 0), ("$.", 2), ("$..", 3), ("$...", 3), ("$$23", 2), ("$.a b", 3),
    ("$.a[", 4),
    ("$.a[]", 4), ("$.a[b]", 4), ("$.a['b]", 4), ("$.a[0", 5), ("$.a[?(@.b)", 10), ("$.a[?@.b]", 5),
    ("$.a[?(@.b ==)]", 12),
    ("$.a.nope()", 4), ("$.a[1,]", 6), ("$.a[1:2:3:4]", 3), ("$.a)", 3), ("$.a[?()]", 6),
    ("$.a[99999999999999999999]", 4),
  ])
  func isRefusedWhereTheFaultStands(text: String, offset: Int) {
    #expect { try JSONPath(parsing: text) } throws: { ($0 as? ExpressionFault)?.range.lowerBound == offset }
  }

  @Test func stepsAreTold() throws {
    let path = try JSONPath(parsing: "$order.items[0]['a','b'][1:].*..id[?(@.n>=2)].length()")
    #expect(path.root == .variable("order"))
    let item = JSONPath(root: .item, steps: [.members(["n"])])
    #expect(
      path.steps == [
        .members(["items"]), .indices([0]), .members(["a", "b"]), .slice(from: 1, to: nil, by: nil), .all,
        .anywhere(.members(["id"])), .filter(.comparison(.path(item), ">=", .number("2"))), .function("length", []),
      ])
  }

  @Test(arguments: [
    ("$", true), ("$.a[0].b", true), ("$['a']", true), ("$$.Map.Item.Index", true), ("$.a[*]", false), ("$..a", false),
    ("$.a[0,1]", false), ("$.a[0:1]", false), ("$.a[?(@.b)]", false), ("$.a.length()", false),
  ])
  func aReferenceNamesOnePlace(text: String, isReference: Bool) throws {
    #expect(try JSONPath(parsing: text).isReference == isReference)
  }

  @Test(arguments: [
    "$" + String(repeating: "[?(@", count: 5_000), "$.a[?(" + String(repeating: "(", count: 50_000),
    "$.a[?(" + String(repeating: "!", count: 50_000), "$.a[?(@.b in " + String(repeating: "[", count: 50_000),
    "$" + String(repeating: ".length($", count: 5_000), "$" + String(repeating: "['", count: 50_000),
  ])
  func hostileTextIsRefused(text: String) {
    #expect(throws: ExpressionFault.self) { try JSONPath(parsing: text) }
  }

  @Test func aLongPathIsRead() throws {
    #expect(try JSONPath(parsing: "$" + String(repeating: ".a[0]", count: 50_000)).steps.count == 100_000)
  }
}
