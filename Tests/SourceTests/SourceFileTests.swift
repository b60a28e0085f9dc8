import Source
import Testing

@Suite struct SourceFileTests {
  @Test func countsLinesAndColumnsInScalars() {
    let file = SourceFile(path: "a.yaml", text: "käse: 1\r\nbrot: 2\n")
    #expect(file.location(of: 0).line == 1 && file.location(of: 0).column == 1)
    #expect(file.location(of: 4).column == 4)
    #expect(file.location(of: 10).line == 2)
    #expect(file.lineRange(0) == 0..<8)
    #expect(file.location(of: 999).line == 3)
  }

  @Test func writesJSONInOrder() {
    var json = JSONWriter()
    json.object { json in
      json.member("b", "tab\tquote\"")
      json.member("a", each: [1, 2]) { $0.integer($1) }
      json.key("empty")
      json.object { _ in }
    }
    #expect(json.text == "{\n  \"b\": \"tab\\tquote\\\"\",\n  \"a\": [\n    1,\n    2\n  ],\n  \"empty\": {}\n}")
  }

  @Test func joinsNeighbouringLiterals() {
    var text = PartialText("arn:")
    text.append(.literal("aws"))
    text.append(.hole(Hole("AWS::Region")))
    #expect(text.parts.count == 2)
    #expect(text.description == "arn:aws${AWS::Region}")
    #expect(text.literal == nil)
  }
}

@Suite struct DashTests {
  @Test(arguments: [("- a", 2, 0), ("x:\n  -  a", 7, 2), ("x: a", 3, nil), ("- - a", 4, nil), ("  a", 2, nil)])
  func columnOfDash(_ text: String, _ offset: Int, _ column: Int?) {
    #expect(SourceFile(path: "a.yaml", text: text).columnOfDash(beforeItemAt: offset) == column)
  }

  /// In a long line columns are counted from a place that is near.
  @Test func columnsOfLongLinesAreTheSame() {
    let text = "ä\n" + String(repeating: "aé€😀", count: 4_000) + "\nü"
    let file = SourceFile(path: "s.json", text: text)
    let start = 3
    for offset in [0, 2, 3, 4, 4_095, 4_096, 4_097, 8_192, 20_000, 39_999, 40_003, 40_004, 40_006] {
      let location = file.location(of: offset)
      let from = offset < start ? 0 : offset < 40_004 ? start : 40_004
      #expect(location.column == file.bytes[from..<offset].count { $0 & 0xC0 != 0x80 } + 1, "\(offset)")
    }
  }
}
