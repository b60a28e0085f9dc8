import Patterns
import Testing

@Suite struct PatternTests {
  @Test(arguments: [
    ("^(?:[a-zA-Z0-9-_]+)$", "a-_9", "a.b"), ("^(?:a|bc*)$", "bccc", "ab"), ("^x{2,3}$", "xxx", "xxxx"),
    ("^(?!aws)[a-z]+$", "lambda", "awsx"), ("^\\d{12}$", "123456789012", "12345678901"),
    ("^[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF]*$", "é😀", "\u{1}"),
  ]) func matches(pattern: String, good: String, bad: String) throws {
    let compiled = try #require(Pattern.compiled(pattern))
    #expect(compiled.matches(good))
    #expect(!compiled.matches(bad))
  }

  @Test func whatIsNotSupportedIsNoPattern() {
    for pattern in ["(a)\\1", "(?<!a)b", "\\p{L}", "[z-a]", "(", "*"] { #expect(Pattern.compiled(pattern) == nil) }
  }

  /// A backtracking engine would take longer than the universe has.
  @Test func hostileTextsTakeLinearTime() throws {
    let compiled = try #require(Pattern.compiled("^(a+)+$"))
    #expect(!compiled.matches(String(repeating: "a", count: 200) + "b"))
  }
}
