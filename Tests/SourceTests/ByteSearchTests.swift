import Source
import Testing

/// The search eight bytes at a time, against the one that looks at each.
@Suite struct ByteSearchTests {
  /// Bytes whose borrows run into each other: the one searched for, those next to it, the least and the greatest.
  private static let letters: [UInt8] = [0x0A, 0x0B, 0x09, 0x00, 0x01, 0x80, 0x8A, 0xFF]

  @Test func findsWhatALoopFinds() {
    var state: UInt64 = 7
    for length in 0..<40 {
      for _ in 0..<20 {
        let bytes = (0..<length).map { _ -> UInt8 in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return Self.letters[Int(state >> 61)]
        }
        for start in 0...length {
          for wanted in Self.letters {
            let found = bytes.withUnsafeBufferPointer { $0.position(of: wanted, from: start) }
            #expect(found == bytes[start...].firstIndex(of: wanted), "\(bytes) \(start) \(wanted)")
          }
        }
      }
    }
  }

  @Test func textsAreFoundInTexts() {
    let text = "é/functions/arn:functions/x"
    #expect(text.firstRange(ofASCII: "functions/").map { String(text[$0.upperBound...]) } == "arn:functions/x")
    #expect(text.firstRange(ofASCII: "Functions") == nil)
    #expect(text.firstRange(ofASCII: "") == nil)
    #expect(String("states.eu-west-1.amazonaws.com".before(".")) == "states")
    #expect(String("states".before(".")) == "states")
  }

  @Test func fewNamesAreToldByTheirLengthFirst() {
    let names: FewNames = ["Secret", "Password", String(repeating: "x", count: 70)]
    #expect(names.contains("Password"))
    #expect(!names.contains("Passwort"))
    // 6 letters and 70 are told apart, though their bits of 64 are one.
    #expect(names.mayContain("abcdef") && !names.contains("abcdef"))
    #expect(!names.mayContain("abc") && !names.contains(""))
  }

  @Test(
    arguments: [
      ("", [0]), ("a", [0]), ("a\n", [0, 2]), ("\n\n", [0, 1, 2]), ("a\r\nb", [0, 3]), ("a\rb\n\rc", [0, 2, 4, 5]),
      ("\r", [0, 1]),
    ] as [(String, [UInt32])]) func linesEndAtAnyBreak(text: String, starts: [UInt32])
  {
    #expect(SourceFile(path: "a.yaml", text: text).lineStarts == starts)
  }

  @Test func textsAreFoundWholeAndByLetters() {
    #expect("xAWS::Include".holds("AWS::Include"))
    #expect(!"AWS::AWS::Inclu".holds("AWS::Include"))
    #expect("AAWS::Include".holds("AWS::Include"))
    #expect("a*".holds(anyOf: "*?") && !"a".holds(anyOf: "*?") && !"".holds(anyOf: "*?"))
  }
}
