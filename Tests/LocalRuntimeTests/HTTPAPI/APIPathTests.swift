import Testing

@testable import LocalRuntime

@Suite struct APIPathTests {
  @Test(arguments: [
    ("a%20b", "a b"), ("%C3%BC", "ü"), ("%zz%2", "%zz%2"), ("%", "%"), ("a+b", "a+b"), ("%FF", "\u{FFFD}"),
    ("%e2%82%ac", "€"), ("", ""), ("%2525", "%25"), ("ü%", "ü%"),
  ])
  func decodesEscapes(text: String, decoded: String) { #expect(APIPath.decoded(text) == decoded) }

  @Test(arguments: [
    ("", ""), ("&&", ""), ("a", "a="), ("=", "="), ("=b", "=b"), ("a=b=c", "a=b=c"), ("a=1&b=2&a=3", "a=1,3;b=2"),
    ("a%3D=x%26y", "a==x&y"), ("q=a+b%2B", "q=a b+"),
  ])
  func readsQueries(query: String, parameters: String) {
    let read = APIPath.parameters(query).map { "\($0.name)=\($0.values.joined(separator: ","))" }
    #expect(read.joined(separator: ";") == parameters)
  }

  @Test(arguments: ["aGk", "aGk=", "aGk=="]) func base64NeedsNoPadding(text: String) {
    #expect(APIBody.decode(text) == Array("hi".utf8))
  }

  @Test(arguments: ["a", "aG k", "a=Gk", "aGk%", "-_"]) func whatIsNoBase64IsNone(text: String) {
    #expect(APIBody.decode(text) == nil)
  }
}
