import Diagnostics
import Testing

@Suite struct SpellingTests {
  @Test(arguments: [
    ("visibiltyTimeout", "visibilityTimeout"), ("visibility_timeout", "visibilityTimeout"), ("mesage", "message"),
    ("recieve", "receive"), ("Timeout", "timeout"),
  ])
  func offersTheNameThatWasMeant(typed: String, meant: String) {
    let candidates = ["delay", "message", "receive", "timeout", "visibilityTimeout"]
    #expect(Spelling.nearest(to: typed, in: candidates) == meant)
  }

  @Test func offersNothingThatIsFar() {
    #expect(Spelling.nearest(to: "colour", in: ["memory", "timeout"]) == nil)
    #expect(Spelling.nearest(to: "", in: ["memory"]) == nil)
  }
}
