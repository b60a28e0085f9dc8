import CLibYAML
import Diagnostics
import Source

extension ArenaBuilder {
  /// Reports what made libyaml stop.
  mutating func fault(_ fault: (problem: String, at: Int, context: String, from: Int?)) {
    fail()
    let at = offset(scalar: fault.at)
    let from = fault.from.map { offset(scalar: $0) }
    let bracket = frames.last { $0.isFlow }.map { Int(arena.records[Int($0.node)].start) }
    let fault = SyntaxFault(
      bytes: bytes, source: report.source, problem: fault.problem, context: fault.context, at: at, from: from,
      bracket: bracket, isKeyAlone: endsWithKeyAlone)
    let finding = fault.finding()
    report.add(finding)
  }

  /// Whether the innermost collection is a mapping whose last value was left out.
  private var endsWithKeyAlone: Bool {
    guard let frame = frames.last, frame.isMapping, pending.count >= frame.firstChild + 2, let last = pending.last
    else { return false }
    return arena.records[Int(last)].start == arena.records[Int(last)].end
  }

  private mutating func offset(scalar: Int) -> Int { cursor.offset(scalar) }

  mutating func tooDeep(at start: Int) {
    fail()
    let span = Span(report.source, start, start + 1)
    report.add(TooDeep.finding(at: span))
  }

  mutating func secondDocument(_ event: UnsafePointer<yaml_event_t>) {
    let start = offset(event.pointee.start_mark)
    let end = max(offset(event.pointee.end_mark), min(start + 1, bytes.count))
    let span = Span(report.source, start, end)
    report.add(SeveralDocuments.finding(at: span))
  }

  mutating func emptyDocument() {
    let span = Span(report.source, base, base)
    report.add(EmptyDocument.finding(at: span))
  }

  /// Warns of a value that CloudFormation reads otherwise.
  mutating func checkReading(_ text: UnsafeBufferPointer<UInt8>, _ record: Arena.Record) {
    guard let reading = LegacyReading.reading(text), report.hasRoom(for: .ambiguousScalar) else { return }
    let span = report.span(record.start, record.end)
    let word = String(decoding: text, as: UTF8.self)
    report.add(AmbiguousScalar.finding(word, reading, at: span))
  }
}
