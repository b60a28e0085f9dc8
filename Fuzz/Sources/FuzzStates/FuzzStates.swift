import Diagnostics
import FuzzSupport
import Source
import States

/// The package manager links an executable's `main` to the name of its target and `_main`.
@_cdecl("FuzzStates_main")
func entry(_ count: CInt, _ arguments: Arguments) -> CInt { runFuzzer(count, arguments) { fuzz($0, $1) } }

/// Reads any bytes as the text of a definition, of both types; what is no JSON is put into one, so that the paths, calls and
/// expressions in it are read as well.
private func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: bytes, as: UTF8.self)
  if let datum = try? DefinitionText(PartialText(text), id: SourceID(0)).datum() {
    read(datum, length: text.utf8.count, mostStates: text.utf8.count)
  } else {
    read(state(holding: text), length: text.utf8.count, mostStates: 2)
  }
  return 0
}

private func read(_ datum: Datum, length: Int, mostStates: Int) {
  for kind in [StateMachineKind.standard, .express] {
    var findings = Findings()
    let known = datum.substituting { $0.count > 3 ? nil : PartialText(parts: [.hole(Hole($0))]) }
    let definition = StateMachineDefinition(reading: known, kind: kind, into: &findings)
    check(definition != nil || known.members == nil, "an object, and no definition")
    var count = 0
    definition?.forEachState { _ in count += 1 }
    check(count <= mostStates, "more states than there are")
    check(
      (definition?.taskCalls.count ?? 0) + (definition?.distributedMaps.count ?? 0) <= count, "a call without a state")
    for finding in findings.diagnostics {
      check(finding.span.start <= finding.span.end && Int(finding.span.end) <= length, "a finding outside of the text")
      let edits = finding.fixes.flatMap(\.edits)
      check(
        edits.allSatisfy { Int($0.span.end) <= length && $0.span.start <= $0.span.end }, "a fix outside of the text")
    }
  }
}

/// A definition in which a text is a path, a call and an expression.
private func state(holding text: String) -> Datum {
  let span = Span(SourceID(0), 0, text.utf8.count)
  func object(_ members: KeyValuePairs<String, Datum>) -> Datum {
    Datum(.map(members.map { Datum.Member(key: $0.key, keySpan: span, value: $0.value) }), span)
  }
  func string(_ text: String) -> Datum { Datum(.string(PartialText(text)), span) }
  let end = Datum(.bool(true), span)
  return object([
    "StartAt": string("a"),
    "States": object([
      "a": object([
        "Type": string("Pass"), "InputPath": string(text), "Parameters": object(["a.$": string(text)]),
        "Next": string("b"),
      ]),
      "b": object([
        "Type": string("Pass"), "QueryLanguage": string("JSONata"), "Output": string("{%" + text + "%}"), "End": end,
      ]),
    ]),
  ])
}
