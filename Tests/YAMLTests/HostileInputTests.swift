import Testing
import YAML

/// Input that is meant to make a reader crash, hang or grow.
@Suite(.timeLimit(.minutes(1))) struct HostileInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let codes: [String]

    init(_ name: String, _ text: String, _ codes: [String]) {
      self.name = name
      self.text = text
      self.codes = codes
    }

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case("brackets", String(repeating: "[", count: 200_000), ["STK110"]),
    Case("braces", String(repeating: "{a: ", count: 100_000), ["STK110"]),
    Case("block sequences", String(repeating: "- ", count: 100_000) + "x", ["STK110"]),
    Case("as deep as allowed", String(repeating: "[", count: 256) + String(repeating: "]", count: 256), []),
    Case("one too deep", String(repeating: "[", count: 257) + String(repeating: "]", count: 257), ["STK110"]),
    Case("a billion laughs", laughs(12), ["STK108"]),
    Case("a deep chain of aliases", chain(400), ["STK110"]),
    Case("an alias to its own mapping", "&a {b: *a}\n", ["STK107"]),
    Case("a merge of itself", "a: &a\n  <<: *a\n", ["STK107", "STK109"]),
    Case("only a bracket", "[", ["STK101"]),
    Case("only a quote", "\"", ["STK101"]),
    Case("a lone byte order mark", "\u{FEFF}", ["STK113"]),
    Case("nothing", "", ["STK113"]),
    Case("many directives", (0..<100_000).map { "%TAG !a\($0)! x\n" }.joined() + "--- a\n", ["STK101"]),
    Case("many directives after the document", "a\n...\n" + String(repeating: "%TAG !a! x\n", count: 65), ["STK101"]),
    Case("a very long key", String(repeating: "k", count: 100_000) + ": v\n", ["STK101"]),
  ]

  static func laughs(_ lines: Int) -> String {
    "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
      + (1..<lines).map { line in
        "a\(line): &a\(line) [" + Array(repeating: "*a\(line - 1)", count: 10).joined(separator: ", ") + "]\n"
      }.joined()
  }

  static func chain(_ lines: Int) -> String {
    "a0: &a0 [x]\n" + (1..<lines).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
  }

  @Test(arguments: cases) func `it is refused in time`(_ test: Case) {
    let parsed = Parsed(test.text)
    #expect(Set(parsed.codes) == Set(test.codes))
    #expect(parsed.codes.count <= 100)
    #expect(nodes(parsed.tree.root) <= 2_000_000)
  }

  @Test func `a file above the cap is not read`() {
    #expect(Parsed(bytes: Array(repeating: 0x20, count: InputLimits.fileSize + 1)).codes == ["STK111"])
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61, 0x00], ["STK102"]), ([0x61, 0x00, 0x3A, 0x00], ["STK102"]),
      ([0x61, 0x3A, 0x20, 0xFF, 0xC3], ["STK102"]), ([0x61, 0x3A, 0x20, 0xC0, 0x80], ["STK102"]),
      ([0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80], ["STK102"]), ([0x61, 0x3A, 0x20, 0x00, 0x62], ["STK103"]),
      ([0x61, 0x3A, 0x20, 0xC2, 0x86], ["STK103"]), ([0x61, 0x3A, 0x20, 0xE2], ["STK102"]),
    ] as [([UInt8], [String])]) func `bytes that are no text are reported once`(_ bytes: [UInt8], _ codes: [String])
  {
    let parsed = Parsed(bytes: bytes)
    #expect(parsed.codes == codes)
    if bytes[0] == 0x61, bytes[1] == 0x3A { #expect(parsed.tree.root?["a"] != nil) }
  }

  /// Counts nodes with aliases followed, without recursion.
  private func nodes(_ root: Node?) -> Int {
    var stack = [root].compactMap { $0 }
    var count = 0
    while let node = stack.popLast(), count <= 2_000_000 {
      count += 1
      stack += node.items
      stack += node.entries.map(\.value)
    }
    return count
  }
}
