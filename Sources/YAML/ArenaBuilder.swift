import CLibYAML
import Diagnostics
import Source

/// Builds an ``Arena`` from events, with a stack of its own instead of recursion.
struct ArenaBuilder {
  /// A collection that is still open.
  struct Frame {
    var node: UInt32
    /// Where its children start in ``ArenaBuilder/pending``.
    var firstChild: Int
    var isFlow: Bool
    var isMapping: Bool
    /// Whether an anchor names it: ``ArenaBuilder/openAnchors`` has the name.
    var isAnchored: Bool
    /// ``ArenaBuilder/repeatedNodes`` when it was opened.
    var repeatedBefore: Int
    /// Collections inside one another below it, aliases followed.
    var height = 0
  }

  /// What an anchor names.
  struct Anchor {
    var node: UInt32
    /// How many nodes it is with those inside it, counted at each alias, and its height as in ``Frame``; nil while it is open, when an alias to it would be a circle.
    var extent: (size: Int, height: Int)?
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let base: Int
  var arena: Arena
  var report: Report
  var cursor: OffsetCursor
  var frames: [Frame] = []
  /// Children of the open collections.
  var pending: [UInt32] = []
  var anchors: [String: Anchor] = [:]
  /// Names of the open collections that have one, innermost last.
  var openAnchors: [String] = []
  /// Nodes that aliases have added so far.
  var aliasedNodes = 0
  /// Nodes that aliases have added so far, without one for each alias.
  var repeatedNodes = 0
  /// Documents begun so far.
  var documents = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, in source: [UInt8], base: Int, report: Report) {
    self.bytes = bytes
    self.base = base
    self.report = report
    arena = Arena(source: source)
    cursor = OffsetCursor(bytes, base: base, isASCII: base == 0 && TextScreening.isASCII(bytes))
    // One node for 12 bytes is what templates come to, and a tag for 200; growing an array copies it.
    arena.records.reserveCapacity(bytes.count / 12)
    arena.edges.reserveCapacity(bytes.count / 12)
    arena.text.reserveCapacity(bytes.count / 8)
    arena.tags.reserveCapacity(bytes.count / 200)
    pending.reserveCapacity(64)
    frames.reserveCapacity(16)
    arena.documentEnd = UInt32(clamping: bytes.count)
  }

  /// Closes what a fault left open, with what was complete.
  mutating func finish() {
    while let frame = frames.last { end(frame, at: nil) }
  }

  mutating func offset(_ mark: yaml_mark_t) -> Int { cursor.offset(Int(clamping: mark.index)) }

  mutating func fail() { arena.isComplete = false }

  mutating func endDocument(_ event: UnsafePointer<yaml_event_t>) {
    arena.documentEnd = UInt32(clamping: offset(event.pointee.end_mark))
  }
}

// MARK: - Nodes

extension ArenaBuilder {
  mutating func scalar(_ event: UnsafePointer<yaml_event_t>) {
    let value = event.pointee.data.scalar
    let start = offset(event.pointee.start_mark)
    var end = offset(event.pointee.end_mark)
    let text = UnsafeBufferPointer(start: value.value, count: value.length)
    var record = Arena.Record(
      start: UInt32(clamping: start), end: 0, first: 0, count: UInt32(clamping: text.count), tag: 0,
      form: Self.forms[Int(value.style.rawValue)], flags: [])
    if value.tag != nil || value.anchor != nil { properties(from: start, to: end, tag: value.tag, into: &record) }
    if record.form == .literal || record.form == .folded { end = trimmed(Int(record.start), end) }
    record.end = UInt32(clamping: end)

    let isOneLine = event.pointee.start_mark.line == event.pointee.end_mark.line
    switch record.form {
    case .plain where isOneLine && text.count == end - Int(record.start):
      record.first = record.start
      record.flags.insert(.textInSource)
    case .singleQuoted where isOneLine && text.count + 2 == end - Int(record.start):
      record.first = record.start + 1
      record.flags.insert(.textInSource)
    default:
      record.first = UInt32(clamping: arena.text.count)
      arena.text.append(contentsOf: text)
    }
    let isValue = frames.last.map { !$0.isMapping || (pending.count - $0.firstChild) & 1 == 1 } ?? true
    let index = add(record)
    if let anchor = value.anchor { anchors[String(cString: anchor)] = Anchor(node: index, extent: (1, 0)) }
    if isValue, record.form == .plain, record.tag == 0, !record.flags.contains(.string) {
      checkReading(text, record)
    }
  }

  /// Opens a collection; false if it lies too deep to go on.
  mutating func open(_ event: UnsafePointer<yaml_event_t>, _ form: Arena.Form) -> Bool {
    let start = offset(event.pointee.start_mark)
    let isMapping = form == .mapping
    // The two members have the same layout, but C lets only the one be read that was written.
    let tag = isMapping ? event.pointee.data.mapping_start.tag : event.pointee.data.sequence_start.tag
    let anchor = isMapping ? event.pointee.data.mapping_start.anchor : event.pointee.data.sequence_start.anchor
    let isFlow =
      isMapping
      ? event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
      : event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    var record = Arena.Record(
      start: UInt32(clamping: start), end: UInt32(clamping: start), first: 0, count: 0, tag: 0, form: form, flags: [])
    if tag != nil || anchor != nil { properties(from: start, to: bytes.count, tag: tag, into: &record) }
    guard frames.count < InputLimits.depth else {
      tooDeep(at: Int(record.start))
      return false
    }
    let index = add(record)
    if let anchor {
      let name = String(cString: anchor)
      anchors[name] = Anchor(node: index, extent: nil)
      openAnchors.append(name)
    }
    frames.append(
      Frame(
        node: index, firstChild: pending.count, isFlow: isFlow, isMapping: isMapping, isAnchored: anchor != nil,
        repeatedBefore: repeatedNodes))
    return true
  }

  mutating func close(_ event: UnsafePointer<yaml_event_t>) {
    guard let frame = frames.last else { return }
    end(frame, at: frame.isFlow ? offset(event.pointee.end_mark) : nil)
  }

  /// Closes the innermost collection. `closing` is one past its closing bracket.
  mutating func end(_ frame: Frame, at closing: Int?) {
    frames.removeLast()
    var record = arena.records[Int(frame.node)]
    let children = frame.firstChild..<pending.count
    // A fault can cut off the value of the last key.
    let count = frame.isMapping ? children.count & ~1 : children.count
    if let last = pending.last, !children.isEmpty {
      if !frame.isFlow {
        record.start = min(record.start, arena.fullStart(arena.records[Int(pending[children.lowerBound])]))
      }
      record.end = max(arena.records[Int(last)].end, record.start)
    }
    // A pair in a sequence (`[a: b]`) has no brackets, and its end mark is the next token's.
    if let closing, closing > 0, bytes[closing - 1] == (frame.isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      record.end = max(UInt32(clamping: closing), record.start)
    }
    record.first = UInt32(clamping: arena.edges.count)
    record.count = UInt32(clamping: count)
    arena.records[Int(frame.node)] = record
    for child in children.prefix(count) { arena.edges.append(pending[child]) }
    pending.removeLast(children.count)
    if count > 0, frame.isMapping { checkEntries(frame.node) }
    if frame.isAnchored, let anchor = openAnchors.popLast(), anchors[anchor]?.node == frame.node {
      let size = arena.records.count - Int(frame.node) + repeatedNodes - frame.repeatedBefore
      anchors[anchor]?.extent = (size, frame.height)
    }
    raise(to: frame.height + 1)
  }

  /// Adds a node to the innermost collection, or makes it the root.
  @inline(__always)
  mutating func add(_ record: Arena.Record) -> UInt32 {
    let index = UInt32(clamping: arena.records.count)
    arena.records.append(record)
    if frames.isEmpty {
      if arena.root == nil { arena.root = index }
    } else {
      pending.append(index)
    }
    return index
  }

  /// Raises the innermost collection to the height that a child of it makes necessary.
  mutating func raise(to height: Int) {
    guard let frame = frames.last, frame.height < height else { return }
    frames[frames.count - 1].height = height
  }
}

// MARK: - Places

extension ArenaBuilder {
  private static let forms: [Arena.Form] = [.plain, .plain, .singleQuoted, .doubleQuoted, .literal, .folded]

  /// Tags that only say how a scalar is read (YAML 1.2.2, section 10).
  private static let coreTags: Set<String> = Set(
    ["str", "int", "float", "bool", "null", "map", "seq"].map { "tag:yaml.org,2002:" + $0 })

  private mutating func properties(
    from start: Int, to end: Int, tag: UnsafeMutablePointer<UInt8>?, into record: inout Arena.Record
  ) {
    let found = NodeProperties(bytes, from: start, to: end)
    record.start = UInt32(clamping: found.content)
    guard let tag, let range = found.tag else { return }
    let name = String(cString: tag)
    if tag[0] == UInt8(ascii: "!") {
      guard tag[1] != 0 else {
        record.flags.insert(.string)
        return
      }
    } else if Self.coreTags.contains(name) {
      if name == "tag:yaml.org,2002:str" { record.flags.insert(.string) }
      return
    }
    arena.tags.append(
      Arena.Tag(text: name, start: UInt32(clamping: range.lowerBound), end: UInt32(clamping: range.upperBound)))
    record.tag = UInt32(clamping: arena.tags.count)
  }

  /// The end of a block scalar without the line breaks after it.
  private func trimmed(_ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, NodeProperties.isBreak(bytes[end - 1]) || NodeProperties.isBlank(bytes[end - 1]) { end -= 1 }
    return end
  }
}
