import Source
import Template
import Testing

/// What a value refers to, in source order.
@Suite struct ReferencesTests {
  @Test func areFoundInOrder() {
    let value: Value = [
      "a": [ref("One"), getAtt("Two", "Arn")],
      "b": sub("${Three} ${Four.Url} ${Five} ${!Six}", ["Five": ref("Seven")]),
      "c": call(.ifElse, ["isProd", ref("Eight"), call(.join, [",", [ref("Nine")]])]),
    ]
    var found: [String] = []
    value.forEachReference { found.append($0.target.text + ($0.attribute.map { ".\($0.text)" } ?? "")) }
    #expect(found == ["One", "Two.Arn", "Three", "Four.Url", "Seven", "Eight", "Nine"])
  }

  @Test func haveExactPlaces() {
    let text = "x${Queue.Arn}"
    let value = Value.sub(text, Span(SourceID(0), 10, 10 + text.utf8.count))
    var places: [Range<Int>] = []
    value.forEachReference { places += [$0.target.span.range] + ($0.attribute.map { [$0.span.range] } ?? []) }
    #expect(places == [13..<18, 19..<22])
  }

  @Test(arguments: [call(.ref, 5), call(.ref, [:]), call(.getAtt, "Queue.Arn"), call(.getAtt, []), call(.sub, 1)])
  func areNoneInWhatIsMalformed(value: Value) {
    var count = 0
    value.forEachReference { _ in count += 1 }
    #expect(count == 0)
  }

  @Test func callsComeOuterFirst() {
    let value = call(.join, [",", [call(.select, [0, call(.getAZs, "")])]])
    var found: [IntrinsicFunction] = []
    value.forEachCall { call, _ in found.append(call.function) }
    #expect(found == [.join, .select, .getAZs])
  }

  @Test(arguments: IntrinsicFunction.allCases) func haveATag(function: IntrinsicFunction) {
    #expect(IntrinsicFunction(tag: function.tag) == function)
    #expect(IntrinsicFunction(tag: function.rawValue) == nil)
  }
}
