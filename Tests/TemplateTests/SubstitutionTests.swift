import Source
import Template
import Testing

/// The text of `Fn::Sub`: where its references are, and what is none.
@Suite struct SubstitutionTests {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("${A}", "<A>"), ("a${B}c", "a|<B>|c"), ("${A}${B.Arn}", "<A>|<B.Arn>"),
    ("${!Literal}", "${Literal}"), ("x${!A}${B}", "x${A}|<B>"), ("$", "$"), ("${", "${"), ("a${b", "a${b"),
    ("$${A}", "$|<A>"), ("${}", "<>"), ("${A}}", "<A>|}"), ("${${A}}", "<${A>|}"), ("ü${A}ü", "ü|<A>|ü"),
  ]) func isSplit(text: String, expected: String) {
    let parts = Substitution(text, span: nowhere, variables: ValueMap()).parts.map { part in
      switch part {
      case .literal(let literal): literal
      case .reference(let name): "<\(name.text)>"
      }
    }
    #expect(parts.joined(separator: "|") == expected)
  }

  /// Bare, quoted and escaped: only where the source has other bytes than the value is the place the whole text's.
  @Test(arguments: [(16, 2..<5), (18, 3..<6), (17, 0..<17)]) func hasExactPlaces(length: Int, place: Range<Int>) throws
  {
    let text = "${Abc}, ${Def.G}"
    let substitution = Substitution(text, span: Span(SourceID(0), 0, length), variables: ValueMap())
    guard case .reference(let name)? = substitution.parts.first else {
      Issue.record("no reference")
      return
    }
    #expect(name.text == "Abc" && name.span.range == place)
  }

  /// Each of so many would be looked for to the end of the text.
  @Test func whatNeverClosesIsReadOnce() {
    let text = String(repeating: "${", count: 500_000)
    #expect(Substitution(text, span: nowhere, variables: ValueMap()).parts.count == 1)
  }

  @Test func takesItsVariables() throws {
    let call = try #require(sub("${A}", ["A": 1]).intrinsic)
    #expect(call.substitution?.variables["A"]?.integer == 1)
    #expect(Intrinsic(.sub, 5).substitution == nil)
    #expect(Intrinsic(.sub, []).substitution == nil)
    #expect(Intrinsic(.ref, "A").substitution == nil)
  }
}
