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
}
