import Diagnostics
import Testing

/// What people read: the place that is marked (empty where something is missing) and the words.
@Suite struct MessageTests {
  static let cases: [(String, String, String)] = [
    ("a: b: c\n", ":", "a second `:` makes this entry ambiguous"),
    ("a:\n  b: c\n    d: e\n", "d", "`d` continues the value above it, so it cannot be a key"),
    ("a:\n  b: c\n d: e\n", "d", "`d` does not continue the mapping it stands in"),
    ("a: [1, 2\nb: 3\n", "[", "`[` is never closed"),
    ("{\n  \"a\": 1\n  \"b\": 2\n}\n", "", "`,` or `}` is missing before `\"b\"`"),
    ("{\"a\" {}}\n", "", "`:` or `,` is missing before `{}}`"),
    ("{\"a\" 1, \"b\": 2}\n", "", "`:` or `,` is missing before `1,`"),
    ("a: 'b' (c)\n", "(", "`(c)` stands after the value's closing quote"),
    ("a: {b: 1 c: 2}\n", "", "`,` or `}` is missing before `c`"),
    ("a: [b c: d]]\n", "]", "this bracket closes nothing"),
    ("a: 'b\nc: d\n", "'", "the quote `'` is never closed"),
    ("a: \"\\d\"\n", "\\d", "`\\d` is no escape that YAML knows"),
    ("a: \"\\xZZ\"\n", "\\x", "`\\x` is no escape that YAML knows"),
    ("a: *.json\n", "*", "`*` starts an alias, and no name follows"),
    ("a: - b\n", "-", "a list cannot start on the line of its key"),
    ("a:\n  - b\n  c: d\n", "c", "`c` stands beside list items but is none"),
    ("a:\n- b\nc\n", "c", "`c` is not followed by `:`"),
    ("a: b\n- c\n", "-", "a list item stands where a key is expected"),
    ("a: | b\n  c\n", "b", "the text of a block starts on the line after its `|` or `>`"),
    ("a: @b\n", "@", "a plain value cannot start with `@`"),
    ("a: `b`\n", "`", "a plain value cannot start with a backquote"),
    ("a: %b\n", "%", "a plain value cannot start with `%`"),
    ("{} b\n", "b", "`b` stands after the end of the document"),
    ("a: !b!c d\n", "!", "the tag `!b!c` has a handle that nothing declares"),
    ("a: !Ref, b\n", ",", "a space must follow the tag `!Ref`"),
    ("%YAML 2.0\n---\na: b\n", "%", "this version of YAML is not supported"),
    ("a:\n\tb: c\n", "\t", "a tab cannot indent YAML"),
    ("a:\n  b: c\n\td: e\n", "\t", "a tab cannot indent YAML"),
    ("a: |\n  b\n\tc\n", "\t", "a tab cannot indent YAML"),
    ("{\"a\": [1,,2]}\n", ",", "a value is expected before `,`"),
    ("[1, 2", "[", "`[` is never closed"),
    ("a: {{ b }}\n", "{ b }", "a key must be text, and this one is a mapping"),
    ("a: !Sub \"${b}\n", "\"", "the quote `\"` is never closed"),
    ("a: &x 1\nb: &x\n  c: *x\n", "*x", "`*x` stands inside `&x` itself"),
    ("a: b\n---\nc: d\n", "---", "a second document starts here"),
    ("a: {b: 'c', d: \"e}\n", "\"", "the quote `\"` is never closed"),
    ("key: value\nother key\nmore: x\n", "other key", "`other` is not followed by `:`"),
    ("a: !\u{07}x y\n", "\u{07}", "the character U+0007 is not allowed in YAML"),
  ]

  @Test(arguments: cases) func `a fault is told where it is, in words that help`(
    _ text: String, _ marked: String, _ message: String
  ) {
    let parsed = Parsed(text)
    #expect(parsed.findings.map { parsed.text($0.span) } == [marked])
    #expect(parsed.findings.map(\.message) == [message])
  }

  @Test(arguments: ["a: [b,\n\tc]\n", "a:\tb\n", "{\"a\": }\n", "{\"a\": 1,}\n"])
  func `what only looks like a fault is none`(_ text: String) {
    #expect(Parsed(text).codes.isEmpty)
  }
}
