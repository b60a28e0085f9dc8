import Testing

@testable import Patterns

/// The automaton gives what the program gives step by step, also where it gives up.
@Suite struct PatternAutomatonTests {
  @Test(arguments: [
    "^a{2,5}$", "b+c", "a$|^b", "^[a-z]{1,63}(-[0-9]+)?$", "^$", "", "x|", "^(a|ab)(c|bcd)$", "(a*)*b$", "a.c", "[^a]$",
  ]) func agreesWithTheProgram(source: String) throws {
    let pattern = try #require(Pattern.compiled(source))
    for text in [
      "", "a", "b", "ab", "abcd", "aaaa", "aaaaaa", "xbc", "abbc", "queue-12", "queue-", "a\nc", "ba", "bb", "é", "aéc",
    ] {
      // Twice: the second time all states are known.
      for _ in 0..<2 { #expect(pattern.matches(text) == pattern.matchesStepByStep(text), "\(source) \(text)") }
    }
  }

  /// Which of the last letters were `a` is a state each: twice as many with each letter that is counted.
  @Test func patternsOfVeryManyStatesAreRunStepByStep() throws {
    let pattern = try #require(Pattern.compiled("a[ab]{15}c$"))
    let automaton = try #require(pattern.automaton)
    var state: UInt64 = 1
    let letters = (0..<5000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 63 == 0 ? UInt8(ascii: "a") : UInt8(ascii: "b")
    }
    #expect(letters.withUnsafeBufferPointer { automaton.matches($0) } == nil)
    let text = String(decoding: letters, as: UTF8.self)
    #expect(!pattern.matches(text))
    #expect(pattern.matches(text + "a" + String(repeating: "b", count: 15) + "c"))
  }

  @Test func programsThatLookAroundHaveNoAutomaton() throws {
    for source in ["^(?!aws)[a-z]+$", "\\bword\\b"] {
      #expect(try #require(Pattern.compiled(source)).automaton == nil)
    }
  }
}
