import Diagnostics
import Foundation
import Source
import Testing

@Suite struct BaselineTests {
  private static let nowhere = Span(SourceID(9), 0, 0)

  /// The value of a JSON text, as the YAML module would read it, without places.
  private func datum(_ value: Any) -> Datum {
    switch value {
    case let text as String: Datum(.string(PartialText(text)), Self.nowhere)
    case let number as Int: Datum(.number(String(number)), Self.nowhere)
    case let list as [Any]: Datum(.list(list.map(datum)), Self.nowhere)
    case let map as [String: Any]:
      Datum(.map(map.map { Datum.Member(key: $0.key, keySpan: Self.nowhere, value: datum($0.value)) }), Self.nowhere)
    default: Datum(.null, Self.nowhere)
    }
  }

  private func reread(_ baseline: Baseline) throws -> Baseline {
    try Baseline(datum(try JSONSerialization.jsonObject(with: Data(baseline.json.utf8))))
  }

  private func report(_ text: String, _ names: [String]) -> Report {
    var sources = SourceMap()
    let id = sources.add(SourceFile(path: "stack.yaml", text: text))
    let diagnostics = names.compactMap { name -> Diagnostic? in
      guard let range = text.range(of: name) else { return nil }
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      return Diagnostic(Sample.unknownKey, "no key `\(name)`", at: Span(id, start, start + name.utf8.count))
    }
    return Report([Report.Part(diagnostics, sources: sources) { [sources] in [.key(sources.text($0))] }])
  }

  @Test func leavesOutWhatItNamesThoughLinesMoved() throws {
    let baseline = try reread(Baseline(of: report("a: 1\nb: 1\n", ["a", "b"])))
    let outcome = baseline.apply(to: report("\n\n# moved\nb: 1\na: 1\nc: 1\n", ["b", "a", "c"]))
    #expect(outcome.report.parts.flatMap(\.diagnostics).map(\.message) == ["no key `c`"])
    #expect(outcome.report.inBaseline == 2)
    #expect(outcome.stale.isEmpty)
  }

  @Test func countsAlikeFindings() throws {
    let baseline = try reread(Baseline(of: report("a: 1\n", ["a", "a"])))
    #expect(baseline.apply(to: report("a: 1\n", ["a", "a", "a"])).report.parts[0].diagnostics.count == 1)
    let stale = baseline.apply(to: report("a: 1\n", ["a"])).stale
    #expect(stale.map(\.message) == ["1 of 2 findings `STK201` in `stack.yaml` at `a` is gone"])
    #expect(stale.map(\.severity) == [.info])
  }

  @Test func aFileThatWasNotLookedAtIsNotStale() throws {
    let baseline = try reread(Baseline(of: report("a: 1\n", ["a"])))
    #expect(baseline.apply(to: Report([])).stale.isEmpty)
    #expect(baseline.apply(to: report("b: 1\n", [])).stale.count == 1)
  }

  @Test(arguments: [
    "[]", "{}", "{\"version\": 2, \"entries\": []}", "{\"version\": 1}", "{\"version\": 1, \"entries\": [1]}",
    "{\"version\":1,\"entries\":[{\"file\":\"a\",\"code\":\"b\",\"path\":\"\",\"fingerprint\":\"\",\"count\":0}]}",
    "{\"version\":1,\"entries\":[{\"file\":1,\"code\":\"b\",\"path\":\"\",\"fingerprint\":\"\",\"count\":1}]}",
  ])
  func saysWhatIsWrong(_ text: String) throws {
    let value = datum(try JSONSerialization.jsonObject(with: Data(text.utf8)))
    #expect(throws: Baseline.Fault.self) { try Baseline(value) }
  }
}
