import Patterns
import Testing

/// What is told of an expression that no dialect takes, and what is not told of one that some dialect does.
@Suite struct PatternFaultTests {
  @Test(
    arguments: [
      ("[a-z", .unpaired("[")), ("[]", .unpaired("[")), ("[^]", .unpaired("[")), ("(a|b", .unpaired("(")),
      ("a)", .unpaired(")")), ("*a", .repeatsNothing("*")), ("a**", .repeatsNothing("*")),
      ("(+a)", .repeatsNothing("+")),
      ("a|?", .repeatsNothing("?")), ("{2}", .repeatsNothing("{")), ("a+?+", .repeatsNothing("+")),
      ("[z-a]", .reversed("z-a")), ("a{3,1}", .reversed("{3,1}")), ("a\\", .endsInBackslash),
      ("[a\\", .endsInBackslash),
    ] as [(String, PatternFault)])
  func isTold(_ source: String, fault: PatternFault) { #expect(PatternFault.first(in: source) == fault) }

  @Test(
    arguments: [
      "", "a", "^[a-zA-Z][-a-zA-Z0-9_]*$", "[]a]", "[^]a]+", "[a-]", "[\\]\\[]", "(?:a|b)+?", "(?<year>\\d{4})",
      "(?i)a",
      "a{2}", "a{2,}?", "a{,3}", "{", "{{resolve}}", "a{b}", "\\Q(*\\E+", "x*+", "^*", "[a-z&&[^b]]", "(?=a)b",
      "\\p{L}+",
      "[-a]", "[\\w-.]",
    ])
  func isLeftAlone(_ source: String) { #expect(PatternFault.first(in: source) == nil) }
}
