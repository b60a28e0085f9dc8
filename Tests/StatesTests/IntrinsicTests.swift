import Testing

@testable import States

@Suite struct IntrinsicTests {
  @Test(arguments: [
    "States.UUID()", "States.Array()", "States.Array('Foo', $.xyz, 'Bar', 2.3, null, true, -1)", "States.Format('a')",
    "States.Format('{} and {}', $.a, States.UUID())", "States.Format('\\{{}\\}', $$.Execution.Id)",
    "States.Format('it\\'s {}', $name)", "States.MathAdd( 1 , -1 )", "States.MathRandom(1, 10, $.seed)",
    "States.StringToJson('{\"a\": 1}')", "States.ArrayGetItem(States.StringSplit($.a, '-'), 0)",
    "States.ArrayContains($.a[?(@.b == 'x')], 'x')", "States.Hash($['a b'], 'SHA-256')",
    "States.JsonMerge($.a, $.b, false)",
  ])
  func isAccepted(text: String) throws { _ = try IntrinsicCall(parsing: text) }

  @Test(arguments: [
    (" States.UUID()", 0), ("States.UUID() ", 13), ("States.UUID", 11), ("States.Uuid()", 0), ("States.UUID(1)", 0),
    ("States.MathAdd(1)", 0), ("States.MathAdd(1, '-1')", 0), ("States.Format()", 0), ("States.Format('{}')", 0),
    ("States.Format('{} {}', $.a)", 0), ("States.Format(\"a\")", 14), ("States.Array('a)", 13),
    ("States.Array('a' 'b')", 17),
    ("States.Array('a',)", 17), ("States.Array($.)", 15), ("States.Array(abc)", 13), ("States.Format('\\\"')", 15),
    ("States.Array(States.Nope())", 13), ("States.Array(", 13), ("foo", 0),
  ])
  func isRefusedWhereTheFaultStands(text: String, offset: Int) {
    #expect { try IntrinsicCall(parsing: text) } throws: { ($0 as? ExpressionFault)?.range.lowerBound == offset }
  }

  @Test func argumentsAreTold() throws {
    let call = try IntrinsicCall(parsing: "States.Format('\\'{}\\' \\{\\\\', States.MathAdd($.a, 1))")
    #expect(call.function == .format)
    let inner = IntrinsicCall(
      function: .mathAdd, arguments: [.path(JSONPath(root: .input, steps: [.members(["a"])])), .number("1")])
    #expect(call.arguments == [.text("'{}' \\{\\"), .call(inner)])
  }

  @Test func tenLevelsAreTaken() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "States.Array(", count: levels - 1) + "States.UUID()"
        + String(repeating: ")", count: levels - 1)
    }
    _ = try IntrinsicCall(parsing: nested(10))
    #expect(throws: ExpressionFault.self) { try IntrinsicCall(parsing: nested(11)) }
    #expect(throws: ExpressionFault.self) { try IntrinsicCall(parsing: nested(50_000)) }
  }
}
