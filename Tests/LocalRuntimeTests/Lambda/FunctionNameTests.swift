import Testing

@testable import LocalRuntime

@Suite struct FunctionNameTests {
  @Test(
    arguments: [
      ("app", "app", nil), ("app:live", "app", "live"), ("app:$LATEST", "app", "$LATEST"), ("app:7", "app", "7"),
      ("000000000000:function:app", "app", nil), ("000000000000:function:app:live", "app", "live"),
      ("function:app", "app", nil), ("000000000000:app", "app", nil), ("function", "function", nil),
      ("us-east-1:000000000000:function:app", "app", nil),
      ("arn:aws:lambda:us-east-1:000000000000:function:app", "app", nil),
      ("arn:aws:lambda:us-east-1:000000000000:function:app:live", "app", "live"),
    ] as [(String, String, String?)])
  func reads(text: String, name: String, qualifier: String?) throws {
    let read = try #require(FunctionName(text))
    #expect(read.name == name && read.qualifier == qualifier)
  }

  @Test(arguments: [
    "", ":", "a:b:c", "a b", "arn:aws:sqs:us-east-1:000000000000:queue",
    "arn:aws:lambda:us-east-1:000000000000:layer:x",
    "app:", "../app", "arn:aws:lambda:us-east-1:000000000000:function:app:a:b",
  ])
  func refuses(text: String) { #expect(FunctionName(text) == nil) }
}

@Suite struct JSONCheckTests {
  @Test(arguments: [
    "{}", "[]", "0", "-1.5e+3", #""a\u00e9\n""#, "true", "null", #" {"a":[1,{"b":[]},"c"],"d":{}} "#, "[[],[[]]]",
  ])
  func accepts(text: String) { #expect(JSONCheck.fault(in: Array(text.utf8)) == nil) }

  @Test(arguments: [
    "", "hello", "{", "[1,]", #"{"a"}"#, #"{"a":1,}"#, "01", "1.", "nul", #""open"#, "{} {}", "[1 2]", #""\x""#,
    "{1:2}", "]",
    #""\u12"#, "-", "+1", "1e",
  ])
  func refuses(text: String) { #expect(JSONCheck.fault(in: Array(text.utf8)) != nil) }

  @Test func depthIsBounded() {
    #expect(JSONCheck.fault(in: Array(repeating: UInt8(ascii: "["), count: 1_000_000)) != nil)
  }

  @Test func saysWhereInAWSsWords() {
    #expect(JSONCheck.fault(in: Array("hello".utf8)) == "Unexpected character ('h' (code 104)) at byte 1")
  }
}
