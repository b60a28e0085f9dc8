import Diagnostics
import Source
import Testing
import YAML

@Suite struct PathTests {
  static let text = "a:\n  b:\n    - c: 1\n      d: !Ref two\n    - three\ne: &x {f: 4}\ng: *x\n"

  static let cases: [(String, [KeyPathElement])] = [
    ("1", [.key("a"), .key("b"), .index(0), .key("c")]),
    ("two", [.key("a"), .key("b"), .index(0), .key("d")]),
    ("!Ref", [.key("a"), .key("b"), .index(0), .key("d")]),
    ("three", [.key("a"), .key("b"), .index(1)]),
    ("b", [.key("a"), .key("b")]),
    ("c: 1\n      d", [.key("a"), .key("b"), .index(0)]),
    ("f: 4", [.key("e"), .key("f")]),
    ("4", [.key("e"), .key("f")]),
    ("*x", [.key("g")]),
    ("three\ne", []),
  ]

  @Test(arguments: cases) func `a span has the path of the deepest node`(_ marked: String, _ expected: [KeyPathElement])
    throws
  {
    let parsed = Parsed(Self.text)
    let span = try #require(parsed.span(of: marked))
    #expect(parsed.tree.path(at: span) == expected)
  }
}

extension PathTests {
  @Test func `a key that is no text ends the path`() throws {
    let parsed = Parsed("a:\n  ? [b, c]\n  : d\n")
    let span = try #require(parsed.span(of: "d"))
    #expect(parsed.tree.path(at: span) == [.key("a")])
  }
}

@Suite struct CommentTests {
  static let cases: [(String, [String])] = [
    ("# head\na: b # tail\n", [" head", " tail"]),
    ("a: 'x # y' # z\nb: p#q\n", [" z"]),
    ("a: | # why\n  # text\n  more\n# after\nb: c\n", [" why", " after"]),
    ("a: [ # one\n  b, # two\n]\n", [" one", " two"]),
    ("a: !Ref # tag\n  b\n", [" tag"]),
    ("\u{FEFF}# mark\na: ä # ö\n", [" mark", " ö"]),
    ("# only\n", [" only"]),
  ]

  @Test(arguments: cases) func `comments are those outside of scalars`(_ text: String, _ expected: [String]) {
    let parsed = Parsed(text)
    #expect(parsed.tree.comments().map(\.text) == expected)
    #expect(parsed.tree.comments().allSatisfy { parsed.text($0.span) == "#" + $0.text })
  }
}
