import CLibYAML
import Diagnostics
import Source

/// Pulls libyaml's events and hands each to the ``ArenaBuilder``.
enum DocumentReader {
  /// Reads the first document of a file.
  static func read(_ file: [UInt8], report: inout Report) -> Arena {
    guard file.count <= InputLimits.fileSize else {
      report.add(FileTooLarge.finding(size: file.count, in: report))
      return unread
    }
    if let encoding = TextScreening.foreignEncoding(file) {
      report.add(TextScreening.foreign(encoding, in: report))
      return unread
    }
    if let excess = TextScreening.excessDirective(file) {
      report.add(TextScreening.directives(at: Span(report.source, excess, excess + 1)))
      return unread
    }
    if let arena = build(file, report: &report) { return arena }
    let mended = TextScreening.mend(file, report: &report)
    if let arena = build(mended, report: &report) { return arena }
    report.add(TextScreening.unreadable(in: report))
    return unread
  }

  private static var unread: Arena {
    var arena = Arena(source: [])
    arena.isComplete = false
    return arena
  }

  /// Builds the arena of a document; nil, with nothing reported, if something in the file is no text.
  private static func build(_ source: [UInt8], report: inout Report) -> Arena? {
    var (arena, findings, ending) = attempt(source, report)
    if ending == .unknownEscape, let rewritten = SurrogatePairs.rewrite(source) {
      (arena, findings, ending) = attempt(rewritten, report)
    }
    guard ending != .nonText else { return nil }
    report = findings
    return arena
  }

  private static func attempt(_ source: [UInt8], _ report: Report) -> (Arena, Report, ArenaBuilder.Ending) {
    source.withUnsafeBufferPointer { bytes in
      var builder = ArenaBuilder(bytes, in: source, base: TextScreening.markLength(source), report: report)
      let ending = builder.read()
      builder.finish()
      return (builder.arena, builder.report, ending)
    }
  }
}

extension ArenaBuilder {
  /// Why reading ended, as far as another attempt could go better.
  enum Ending {
    case settled
    /// At bytes that are no text.
    case nonText
    /// At an escape of half a character.
    case unknownEscape
  }

  /// Reads to the end of the first document, and just far enough to know whether there is another.
  mutating func read() -> Ending {
    guard var events = EventStream(UnsafeBufferPointer(rebasing: bytes[base...])) else {
      fail()
      return .settled
    }
    while events.next() {
      guard take(events.event) else { return .settled }
    }
    guard !events.stoppedAtNonText else { return .nonText }
    let fault = events.fault
    self.fault(fault)
    return fault.problem == "found invalid Unicode character escape code" ? .unknownEscape : .settled
  }

  /// Takes an event; false when reading is over.
  private mutating func take(_ event: UnsafePointer<yaml_event_t>) -> Bool {
    switch event.pointee.type {
    case YAML_STREAM_START_EVENT: return true
    case YAML_DOCUMENT_START_EVENT:
      guard documents == 0 else {
        secondDocument(event)
        return false
      }
      documents += 1
      return true
    case YAML_DOCUMENT_END_EVENT:
      endDocument(event)
      return true
    case YAML_STREAM_END_EVENT:
      if documents == 0 { emptyDocument() }
      return false
    default:
      let isReadable = node(event)
      if !isReadable { fail() }
      return isReadable
    }
  }

  /// Takes an event that belongs to a node; false when reading must stop.
  private mutating func node(_ event: UnsafePointer<yaml_event_t>) -> Bool {
    switch event.pointee.type {
    case YAML_SCALAR_EVENT: scalar(event)
    case YAML_ALIAS_EVENT: alias(event)
    case YAML_SEQUENCE_START_EVENT: return open(event, .sequence)
    case YAML_MAPPING_START_EVENT: return open(event, .mapping)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: close(event)
    default: break
    }
    return true
  }
}
