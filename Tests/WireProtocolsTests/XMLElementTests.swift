import Testing

@testable import WireProtocols

@Suite struct XMLElementTests {
  private func parse(_ text: String) -> XMLElement? { try? XMLElement.parse(Array(text.utf8)) }

  @Test func readsElementsAttributesTextAndReferences() throws {
    let root = try #require(
      parse(
        "\u{FEFF}<?xml version='1.0'?><!-- x --><s:a xmlns:s=\"u\" s:t='1 &amp; 2'><b>x &lt;&#x1F600;&#65; <![CDATA[<&]]></b>"
          + "<c/><!-- y --><b> z </b></s:a>\n"))
    #expect(root.name == "a")
    #expect(root.attributes.map(\.name) == ["s", "t"])
    #expect(root.attributes.last?.value == "1 & 2")
    #expect(root.children.map(\.name) == ["b", "c", "b"])
    #expect(root.children.map(\.text) == ["x <😀A <&", "", " z "])
  }

  @Test(arguments: [
    "", "x", "<a>", "<a></b>", "<a", "<a b></a>", "<a b=c/>", "<a b=\"c/>", "<a/><b/>", "<a>&nbsp;</a>",
    "<a>&#xD800;</a>",
    "<a>&", "<a><![CDATA[", "<!-- ", "<?", "</a>", "<a></a>x", "<>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
  ]) func refuses(text: String) { #expect(parse(text) == nil) }

  @Test func refusesDeepNesting() { #expect(parse(String(repeating: "<a>", count: 100_000)) == nil) }
}
