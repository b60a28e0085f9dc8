import Testing

@testable import States

@Suite struct JSONataTests {
  @Test(arguments: [
    "1", "-1.5e3", "'a'", "\"a\\n\\u00e9\"", "null", "true", "$states.input.a", "$x[0]", "$x[a = 1].b", "$x.a.b.*",
    "$x.**.a",
    "$x.%.a", "[1..3, 5]", "{ 'a': 1, 'b': [] }", "$x{a: $sum(b)}", "$x^(>a, <b, c)", "$x@$v.b[c = $v.c]",
    "$x#$i[$i < 2]",
    "$x[]", "$x ? 1 : 2", "$x ? 1", "($a := 1; $b := 2; $a + $b)", "function($a, $b) { $a & $b }",
    "function($a)<s-:b>{ $a }",
    "λ($a) { $a }", "$map($x, function($v, $i) { $v * $i })", "$x ~> $trim ~> $uppercase()",
    "$match($x, /a(b|c)\\/d/i)",
    "$f(?, 2)", "$x ~> |a.b|{ 'c': 1 }, ['d']|", "a and b or c in d", "and.or", "$x.'a b'.`c d`", "/* why */ 1", "()",
    "$x.(a + b)", "1 = 1 and 2 != 3 and 4 <= 5", "$x & ''", "-$x", "$substring('a', 1)[0]", "$states.input.a-1",
    "$x.a/2",
    "($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(5))",
  ])
  func isAccepted(text: String) throws { _ = try JSONataExpression(parsing: text) }

  @Test(arguments: [
    ("", 0), ("1 +", 3), ("420. ", 5), ("a[1,2)", 3), ("\"a", 0), ("{\"a\":}", 5), ("$x :=", 5),
    ("$match('a', /abc", 12),
    ("$store[?(@.price < 10)]", 7), ("1 2", 2), ("a b", 2), (")", 0), ("(1; 2", 5), ("function(a) { 1 }", 9),
    ("1 := 2", 0),
    ("'\\x'", 1), ("'\\u12'", 1), ("/* a", 0), ("`a", 0), ("$x@a", 3), ("a.1", 2), ("$x{a}", 4),
    ("function($a) { $a", 17),
    ("|a|b", 4), ("$f(1", 4), ("a ?: b", 3), ("//", 0), ("a ! b", 2), ("$x^a", 3), ("[1..]", 4), ("1e999", 0),
    ("$x{a:b}{c:d}", 0),
  ])
  func isRefusedWhereTheFaultStands(text: String, offset: Int) {
    #expect { try JSONataExpression(parsing: text) } throws: { ($0 as? ExpressionFault)?.range.lowerBound == offset }
  }

  /// The tree with all brackets that precedence stands for.
  @Test(arguments: [
    ("1 + 2 * 3", "(1 + (2 * 3))"), ("1 - 2 - 3", "((1 - 2) - 3)"), ("a.b.c", "((a.b).c)"), ("a.b[0]", "(a.(b[0]))"),
    ("a or b and c", "(a or (b and c))"), ("a = b & c", "(a = (b & c))"), ("-a + b", "(-a + b)"),
    ("$a := $b := 1", "$a:=$b:=1"),
    ("a ~> f ~> g", "((a ~> f) ~> g)"), ("a ? b : c ? d : e", "a?b:c?d:e"), ("a in b = c", "((a in b) = c)"),
  ])
  func operatorsBindAsInTheReference(text: String, tree: String) throws {
    #expect(try JSONataExpression(parsing: text).root.bracketed == tree)
  }

  @Test(arguments: [
    String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000),
    String(repeating: "-", count: 100_000) + "1",
    "1" + String(repeating: "+1", count: 100_000), "a" + String(repeating: ".a", count: 100_000),
    "a" + String(repeating: "[0]", count: 100_000), String(repeating: "a?", count: 100_000),
    String(repeating: "{'a':", count: 100_000),
    "$f" + String(repeating: "()", count: 100_000), String(repeating: "function($a){", count: 100_000),
    "function($a)" + String(repeating: "<", count: 100_000), String(repeating: "$a:=", count: 100_000),
    String(repeating: "|", count: 100_000),
  ])
  func hostileTextIsRefused(text: String) {
    #expect(throws: ExpressionFault.self) { try JSONataExpression(parsing: text) }
  }

  @Test func aLongListIsRead() throws {
    let expression = try JSONataExpression(parsing: "[" + String(repeating: "1,", count: 100_000) + "1]")
    #expect(expression.root.kind.parts.count == 100_001)
  }

  @Test(arguments: [
    ("a.b + c", ["a", "c"]), ("$x.a[b = c].d{e: f}^(g)", []), ("$", ["$"]), ("$$.a", ["$$"]), ("$x[$ = 1]", []),
    ("$x[$$.a]", ["$$"]),
    ("$map($x, function($v) { a })", []), ("$f(a)", ["a"]), ("[a, { b: c }]", ["a", "b", "c"]),
    ("($y := a; b ? c : d)", ["a", "b", "c", "d"]),
  ])
  func whatHasNoContextIsFound(text: String, names: [String]) throws {
    var reading = JSONataReading()
    reading.visit(try JSONataExpression(parsing: text).root, hasContext: false)
    #expect(reading.bare.map(\.name) == names)
  }
}

extension JSONataNode {
  fileprivate var bracketed: String {
    switch kind {
    case .name(let name), .number(let name): name
    case .variable(let name): "$\(name)"
    case .negation(let inner): "-\(inner.bracketed)"
    case .binary(let sign, let a, let b): "(\(a.bracketed) \(sign) \(b.bracketed))"
    case .step(let a, let b): "(\(a.bracketed).\(b.bracketed))"
    case .predicate(let a, let b): "(\(a.bracketed)[\(b.bracketed)])"
    case .binding(let name, let value): "$\(name):=\(value.bracketed)"
    case .conditional(let a, let b, let c): "\(a.bracketed)?\(b.bracketed):\(c?.bracketed ?? "")"
    default: "?"
    }
  }
}
