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

  /// Letters of ASCII are looked up otherwise than the rest.
  @Test func setsTakeTheLettersOfTheirRanges() throws {
    for (form, wanted) in [
      ("[!-/]", { (33...47).contains($0) }), ("[^!-/]", { !(33...47).contains($0) }),
      ("[?-B~-\\u0081]", { (63...66).contains($0) || (126...129).contains($0) }), (".", { $0 != 10 && $0 != 13 }),
      ("\\W", { !(48...57).contains($0) && !(65...90).contains($0) && $0 != 95 && !(97...122).contains($0) }),
    ] as [(String, (UInt32) -> Bool)] {
      let pattern = try #require(Pattern.compiled("^\(form)$"))
      for value in UInt32(0)..<0x100 {
        let text = try String(#require(Unicode.Scalar(value)))
        #expect(pattern.matches(text) == wanted(value), "\(form) \(value)")
      }
    }
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
