import Source
import Testing

@testable import Diagnostics

@Suite struct EscapingTests {
  @Test(arguments: [
    ("stack.yaml", "stack.yaml"), ("./a/b.yaml", "a/b.yaml"), ("../a b.yaml", "../a%20b.yaml"),
    ("a:b.yaml", "a%3Ab.yaml"),
    ("/x/ü.yaml", "file:///x/%C3%BC.yaml"), ("a%b#c?.yaml", "a%25b%23c%3F.yaml"), ("<stdin>", "%3Cstdin%3E"),
  ])
  func pathsBecomeURIs(path: String, uri: String) { #expect(SARIFReporter.uri(of: path) == uri) }

  @Test func workflowCommandsCannotBeForged() {
    #expect(GitHubReporter.escaped("50%\r\n::error::x") == "50%25%0D%0A::error::x")
    #expect(GitHubReporter.escapedProperty("a,b:c\n") == "a%2Cb%3Ac%0A")
  }

  @Test func markupIsEscapedAndForbiddenLettersAreLeftOut() {
    #expect(JUnitReporter.escaped("<a b=\"c\">&\u{1B}\u{0}\n\u{FFFE}") == "&lt;a b=&quot;c&quot;&gt;&amp;&#10;")
  }

  @Test func fingerprintsAreFNV1a() {
    // FNV-1a of 61 FF, worked out from the published constants by another program.
    #expect(Fingerprint.of("a") == "0880954550ab1be95aa0733055b751b9")
    #expect(Fingerprint.of("a", "b") != Fingerprint.of("ab"))
    #expect(Fingerprint.of("stack.yaml", "STK201").count == 32)
  }

  @Test(arguments: [
    ([KeyPathElement.key("functions"), .key("a-b"), .index(0), .key("x")], "functions.a-b[0].x"),
    ([.key("routes"), .key("POST /a\"b")], "routes[\"POST /a\\\"b\"]"), ([.index(2)], "[2]"), ([], ""),
  ])
  func keyPathsAreReadable(path: [KeyPathElement], text: String) { #expect(path.keyPathText == text) }
}
