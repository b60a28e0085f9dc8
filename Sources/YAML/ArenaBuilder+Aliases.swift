import CLibYAML
import Diagnostics
import Source

extension ArenaBuilder {
  /// Adds an alias as a reference; one that leads nowhere, or too far, reads as null.
  mutating func alias(_ event: UnsafePointer<yaml_event_t>) {
    let start = UInt32(clamping: offset(event.pointee.start_mark))
    let end = UInt32(clamping: offset(event.pointee.end_mark))
    let name = event.pointee.data.alias.anchor.map { String(cString: $0) } ?? ""
    var record = Arena.Record(start: start, end: end, first: 0, count: 0, tag: 0, form: .plain, flags: .broken)
    if let anchor = usable(name, report.span(start, end)) {
      record.form = .alias
      record.flags = []
      record.first = anchor.node
    }
    _ = add(record)
    if let extent = anchors[name]?.extent, record.form == .alias {
      repeatedNodes += extent.size - 1
      raise(to: extent.height + (arena.records[Int(record.first)].form.isScalar ? 0 : 1))
    }
  }

  private mutating func usable(_ name: String, _ span: Span) -> Anchor? {
    guard let anchor = anchors[name] else {
      guard report.hasRoom(for: .undefinedAlias) else { return nil }
      let names = anchors.keys.sorted()
      report.add(UndefinedAlias.finding(name, among: names, at: span))
      return nil
    }
    guard let extent = anchor.extent else {
      let target = arena.records[Int(anchor.node)]
      report.add(
        RecursiveAlias.finding(name, at: span, anchor: report.span(target.start, target.start)))
      return nil
    }
    guard frames.count + extent.height < InputLimits.depth else {
      report.add(TooDeep.finding(alias: name, at: span))
      return nil
    }
    guard extent.size <= InputLimits.aliasedNodes - aliasedNodes else {
      report.add(AliasExpansion.finding(name, at: span))
      return nil
    }
    aliasedNodes += extent.size
    return anchor
  }
}
