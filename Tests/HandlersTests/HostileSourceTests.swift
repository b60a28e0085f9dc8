import Handlers
import Source
import Testing

/// Whatever stands in a handler, reading it ends, soon.
@Suite("Hostile sources of handlers")
struct HostileSourceTests {
  static let pieces = [
    "(", ")", "[", "{", "}", "`${", "`", "\"", "'", "'''", "f'{", "def f(", "class A:\n", "\\", "/", "/*", "a = b = ",
    "a=>", "new ", "await ", "x.y.", "(a)(", "import ", "from . import ", "import {", "const {a}=", "@app.get(\n",
    "for a,", "lambda: ", "self.a = self.b\n", "function a(b=", "a: b = ", "\u{0}", "\r", "é", "return ", "?.", "!",
    "a or ",
    "exports.a = exports.b\n", "module.exports = {", "boto3.client(", "  def g(x=g):\n", "f(f(",
    "f([{'a': ", "f({a: f([{b: ", "b=[{'a': b.c(",
  ]

  @Test("each piece a thousand times over", arguments: pieces)
  func repeated(_ piece: String) {
    for head in ["import boto3\n", "import { S3 } from '@aws-sdk/client-s3'\nconst boto3 = new S3({})\n"] {
      let text = head + String(repeating: piece, count: 1_000)
      let clock = ContinuousClock()
      let took = clock.measure {
        _ = ProgramInMemory(["app.py": text])
        _ = ProgramInMemory(["index.mjs": text])
      }
      #expect(took < .seconds(20), "\(piece)")
    }
  }

  @Test("every prefix of a program can be read")
  func prefixes() {
    for (text, _) in HandlerCallsTests.pythonCases + HandlerCallsTests.scriptCases {
      for length in stride(from: 0, to: text.count, by: 5) {
        _ = ProgramInMemory(["app.py": String(text.prefix(length))])
        _ = ProgramInMemory(["index.mjs": String(text.prefix(length))])
      }
    }
  }

  @Test("bytes that are no text")
  func bytes() {
    var state: UInt64 = 42
    for _ in 0..<50 {
      let bytes = (0..<400).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      _ = ProgramInMemory(["app.py": text])
      _ = ProgramInMemory(["index.mjs": text])
    }
  }

  @Test("files of more bytes than the cap are not read, and that is said")
  func large() {
    let text = String(repeating: "#", count: HandlerProgram.largestFile + 1)
    #expect(ProgramInMemory(["app.py": text]).calls.gaps.map(\.reason) == [.tooLarge])
  }
}
