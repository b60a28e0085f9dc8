import CLibYAML
import Diagnostics

/// Pulls libyaml's events and hands each to the ``ArenaBuilder``.
enum DocumentReader {
  /// Reads the first document of a file.
  static func read(_ file: [UInt8], report: inout Report) -> Arena {
    guard file.count <= InputLimits.fileSize else {
      report.add(FileTooLarge.finding(size: file.count, in: report))
      var arena = Arena(source: [])
      arena.isComplete = false
      return arena
    }
    let text = ScreenedText(file, report: &report)
    guard text.isReadable else {
      var arena = Arena(source: text.bytes)
      arena.isComplete = false
      return arena
    }
    var arena = Arena(source: text.bytes)
    text.bytes.withUnsafeBufferPointer { bytes in
      var builder = ArenaBuilder(bytes, in: text.bytes, base: text.base, isASCII: text.isASCII, report: report)
      builder.read()
      (arena, report) = builder.finish()
    }
    return arena
  }
}

extension ArenaBuilder {
  /// Reads to the end of the first document, and just far enough to know whether there is another.
  mutating func read() {
    guard var events = EventStream(UnsafeBufferPointer(rebasing: bytes[base...])) else { return fail() }
    var documents = 0
    while true {
      guard events.next() else { return fault(events.fault) }
      switch events.event.pointee.type {
      case YAML_DOCUMENT_START_EVENT:
        documents += 1
        guard documents == 1 else { return secondDocument(events.event.pointee) }
      case YAML_DOCUMENT_END_EVENT:
        endDocument(events.event.pointee)
      case YAML_STREAM_END_EVENT:
        if documents == 0 { emptyDocument() }
        return
      default:
        guard node(events.event.pointee) else { return fail() }
      }
    }
  }

  /// Takes an event that belongs to a node; false when reading must stop.
  private mutating func node(_ event: yaml_event_t) -> Bool {
    switch event.type {
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
