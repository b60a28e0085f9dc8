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
}
