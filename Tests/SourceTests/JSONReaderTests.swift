import Source
import Testing

@Suite struct JSONReaderTests {
  private func read(_ text: String) throws -> Datum {
    try Datum(json: SourceFile(path: "x.json", text: text), id: SourceID(0))
  }

  private func fault(_ bytes: [UInt8]) -> JSONError? {
    do throws(JSONError) {
      _ = try Datum(json: SourceFile(path: "x.json", bytes: bytes), id: SourceID(0))
      return nil
    } catch { return error }
  }

  @Test func valuesHaveTheirPlaces() throws {
    let datum = try read(#" {"a": [1, "b\n", null], "c": true} "#)
    #expect(datum.span == Span(SourceID(0), 1, 35))
    #expect(datum["a"]?.items?.map(\.span.range) == [8..<9, 11..<16, 18..<22])
    #expect(datum["a"]?.items?[1].literal == "b\n")
    #expect(datum.member("c")?.keySpan.range == 25..<28)
    #expect(datum["c"]?.kind == .bool(true))
  }

  @Test(arguments: [
    (#""\u00e9""#, "é"), (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{FFFD}"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
    (#""\"\\\/\b\f\r\t""#, "\"\\/\u{8}\u{C}\r\t"), ("\"😀\"", "😀"), ("\"\"", ""),
  ]) func stringsAreDecoded(_ json: String, _ text: String) throws { #expect(try read(json).literal == text) }

  @Test(arguments: ["0", "-0", "12", "1.50", "1e5", "-2.5E-3", "123456789012345678901234567890"])
  func numbersKeepTheirText(_ number: String) throws { #expect(try read(number).kind == .number(number)) }

  @Test(arguments: [
    "", " ", "{", "[", "[1", "[1,", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "01", "-", "1.",
    "1e",
    "+1", ".5", "tru", "nul", "NaN", "\"a", "\"\\d\"", "\"\\u12\"", "\"\t\"", "1 2", "{} {}", "'a'", "[1}", "{\"a\":1]",
  ]) func whatIsNotJSONIsRefused(_ text: String) {
    let error = fault(Array(text.utf8))
    #expect(error != nil)
    #expect((error?.span.end ?? 0) <= text.utf8.count)
  }

  @Test func badUTF8IsRefused() { #expect(fault([0x22, 0xFF, 0x22])?.message == "the string is not UTF-8") }

  @Test(arguments: [2, 40]) func theLastOfTwoMembersCounts(_ count: Int) throws {
    let others = (0..<count).map { "\"k\($0)\":0" }.joined(separator: ",")
    let datum = try read("{\"a\":1,\(others),\"a\":2}")
    #expect(datum["a"]?.kind == .number("2"))
    #expect(datum.members?.count == count + 1)
  }

  @Test func depthIsCapped() throws {
    let deep = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
    _ = try read(deep)
    #expect(fault(Array(("[" + deep + "]").utf8))?.message.contains("nested deeper") == true)
  }
}
