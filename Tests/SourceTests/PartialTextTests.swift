import Source
import Testing

/// Texts of which parts are not known.
@Suite struct PartialTextTests {
  @Test(arguments: [
    ("", 0), ("plain", 0), ("{{resolve:ssm:a}}", 1), ("a{{resolve:ssm:a}}b{{resolve:ssm:b}}", 2),
    ("{{resolve:ssm:a", 0),
    ("}}{{resolve:ssm:a}}", 1),
  ]) func dynamicReferencesAreHoles(text: String, holes: Int) {
    let partial = PartialText(written: text)
    #expect(partial.holes.count == holes)
    #expect((partial.literal == text) == (holes == 0))
    #expect(partial.description == text)
  }

  /// However a text came about, it has the same runs, and is equal.
  @Test func runsAreJoinedAsTheyAreAdded() {
    let region = Hole("AWS::Region")
    var added = PartialText("")
    for part in [.literal(""), .literal("arn:"), .literal("aws:"), .hole(region), .literal(":"), .literal("x")]
      as [PartialText.Part]
    {
      added.append(part)
    }
    let joined = PartialText(parts: [.literal("arn:aws:"), .hole(region), .literal(":x")])
    #expect(added == joined)
    #expect(added.hashValue == joined.hashValue)
    #expect(Array(added.parts) == [.literal("arn:aws:"), .hole(region), .literal(":x")])
    #expect(added.description == "arn:aws:${AWS::Region}:x")
    var beginning = PartialText("arn:aws:")
    beginning.append(PartialText(parts: [.hole(region), .literal(":x")]))
    #expect(beginning == joined)
    #expect(Array(PartialText("").parts).isEmpty)
    #expect(PartialText(parts: [.hole(region)]) == PartialText(region))
    #expect(PartialText(region).literal == nil)
    #expect(PartialText(parts: [.literal("a"), .literal("b")]).literal == "ab")
  }

  /// A hostile template has a text of very many runs; each is added where the others are, and moves none of them.
  @Test func textsOfVeryManyRunsAreMadeSoon() {
    var text = PartialText("")
    for index in 0..<200_000 {
      text.append(.literal("-"))
      text.append(.hole(Hole("p\(index)")))
    }
    #expect(text.parts.count == 400_000)
  }
}
