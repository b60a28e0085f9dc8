import Source
import Testing
import YAML

@Suite struct SyntaxTreeTests {
  static let documents: [(String, String)] = [
    ("a: 1\nb: [x, 'y', \"z\\n\"]\n", #"{a: 1, b: ["x", "y", "z\#n"]}"#),
    (#"{"a": {"b": [true, false, null, -1.5e3, "\\u00e9"]}}"#, #"{a: {b: [true, false, null, -1.5e3, "\u00e9"]}}"#),
    ("- |\n  two\n  lines\n- >\n  one\n  line\n", "[\"two\nlines\n\", \"one line\n\"]"),
    ("a: !Ref b\nc: !GetAtt [d, e]\nf: !Cond\n", #"{a: !Ref "b", c: !GetAtt ["d", "e"], f: !Cond null}"#),
    ("a: &x {b: 1}\nc: *x\n", "{a: {b: 1}, c: {b: 1}}"),
    ("a: &x {b: 1, c: 2}\nd:\n  c: 3\n  <<: *x\n", "{a: {b: 1, c: 2}, d: {c: 3, b: 1}}"),
    ("a: &x {b: 1}\nc: {<<: [*x, {b: 2, d: 3}]}\n", "{a: {b: 1}, c: {b: 1, d: 3}}"),
    ("'<<': 1\n", "{<<: 1}"),
    ("!!str 12: !!str 34\n", #"{12: "34"}"#),
    ("on: x\ny: z\nno: t\n", #"{on: "x", y: "z", no: "t"}"#),
    ("a:\nb: ~\n", "{a: null, b: null}"),
    ("\u{FEFF}a: b\n", #"{a: "b"}"#),
    (#"{"a": "x \ud83d\uDE00 \\ud83d y"}"#, "{a: \"x \u{1F600} \\ud83d y\"}"),
    ("a: ü\r\nb: 日本\r\n", #"{a: "ü", b: "日本"}"#),
  ]

  @Test(arguments: documents) func `a document is read`(_ text: String, _ expected: String) {
    let parsed = Parsed(text)
    #expect(parsed.codes == [])
    #expect(outline(parsed.tree.root) == expected)
  }

  static let spans: [(String, [String], String)] = [
    ("a:\n  b: c\n  d: e\n\nf: g\n", ["a"], "b: c\n  d: e"),
    ("a: !Sub  # why\n  'x'\n", ["a"], "'x'"),
    ("a: !Join\n  - ''\n  - b\nc: d\n", ["a"], "- ''\n  - b"),
    ("a: |\n  text\n\n# note\nb: c\n", ["a"], "|\n  text"),
    ("ä: [ö, {ü: ß}]\n", ["ä"], "[ö, {ü: ß}]"),
    ("ä: [ö, {ü: ß}]\n", ["ä", "1", "ü"], "ß"),
    ("日: 本\nx: &a !Ref 語\n", ["x"], "語"),
    ("\u{FEFF}a: bc\n", ["a"], "bc"),
    ("a: [b: c , d]\n", ["a", "0"], "b: c"),
    ("a: !Ref\nb: c\n", ["a"], ""),
    ("a: &x [1]\nb: *x\n", ["b"], "[1]"),
  ]

  @Test(arguments: spans) func `a span covers the content`(_ text: String, _ path: [String], _ expected: String) {
    let parsed = Parsed(text)
    var node = parsed.tree.root
    for step in path { node = Int(step).flatMap { node?.items[$0] } ?? node?[step] }
    #expect(node.map { parsed.text($0.span) } == expected)
  }

  @Test func `a tag has its own span`() {
    let parsed = Parsed("ä: &anchor !Fn::Sub 'x'\nb: [!Ref y, !Ref z]\n")
    let root = parsed.tree.root
    #expect(root?["ä"]?.tagSpan.map(parsed.text) == "!Fn::Sub")
    #expect(root?["b"]?.items[0].tagSpan.map(parsed.text) == "!Ref")
    #expect((root?["b"]?.items[0].fullSpan).map(parsed.text) == "!Ref y")
  }

  @Test func `an alias remembers where it stands`() {
    let parsed = Parsed("a: &x 1\nb: *x\n")
    #expect(parsed.tree.root?["b"]?.aliasSpan.map(parsed.text) == "*x")
    #expect(parsed.tree.root?["a"]?.aliasSpan == nil)
  }

  @Test(arguments: [1, 15, 16, 17, 400]) func `every key of a mapping is found`(_ count: Int) {
    let text = (0..<count).map { "key\($0): \($0)\n" }.joined()
    let parsed = Parsed(text + "key0: again\n")
    #expect(parsed.codes == ["STK105"])
    #expect(parsed.tree.root?.entries.count == count)
    #expect((0..<count).allSatisfy { parsed.tree.root?["key\($0)"]?.scalar == .integer($0) })
    #expect(parsed.tree.root?["key"] == nil)
  }

  @Test func `what stands before a fault is in the tree`() {
    let parsed = Parsed("a: {b: 1}\nc:\n  d: 2\n  e: [3, 4\nf: 5\n")
    #expect(!parsed.tree.isComplete)
    #expect(parsed.codes == ["STK101"])
    #expect(outline(parsed.tree.root?["a"]) == "{b: 1}")
    #expect(outline(parsed.tree.root?["c"]?["d"]) == "2")
  }
}
