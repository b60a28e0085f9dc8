import Source

/// The nodes of one document, side by side in document order; children are ranges of one list of edges.
struct Arena: Sendable {
  /// One node of the source: 24 bytes, no pointers.
  struct Record: Sendable {
    /// First byte of the content, after tag and anchor.
    var start: UInt32
    /// One past the last byte of the content.
    var end: UInt32
    /// Scalar: where its text starts; collection: its first edge; alias: the node it stands for.
    var first: UInt32
    /// Scalar: length of its text in bytes; collection: number of edges (two for an entry of a mapping).
    var count: UInt32
    /// Position in ``Arena/tags`` plus one; 0 for none.
    var tag: UInt32
    var form: Form
    var flags: Flags
  }

  /// What a node is and how it was written.
  enum Form: UInt8, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
    case sequence, mapping, alias
  }

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8

    /// A scalar whose text is a range of the source, not of ``Arena/text``.
    static let textInSource = Flags(rawValue: 1)
    /// A mapping whose entries differ from what was written: see ``Arena/rewritten``.
    static let rewritten = Flags(rawValue: 2)
    /// A plain scalar that a tag makes a string: `!!str 12`.
    static let string = Flags(rawValue: 4)
    /// An alias that could not be followed.
    static let broken = Flags(rawValue: 8)
  }

  struct Tag: Sendable {
    var text: String
    var start: UInt32
    var end: UInt32
  }

  /// The bytes that were parsed: the file's, except where they were not text.
  var source: [UInt8]
  var records: [Record] = []
  /// Children of the collections.
  var edges: [UInt32] = []
  /// Texts of scalars that differ from their source.
  var text: [UInt8] = []
  /// Tags that mean something to the reader.
  var tags: [Tag] = []
  /// Edges, in ``edges``, of mappings with merges followed, duplicates and unusable keys left out.
  var rewritten: [UInt32: Range<UInt32>] = [:]
  /// Node of the document; nil if there is none.
  var root: UInt32?
  /// Where the first document ends.
  var documentEnd: UInt32 = 0
  /// Whether the whole document is in the tree.
  var isComplete = true
}

extension Arena {
  /// The node that an alias stands for, or the node itself.
  func target(_ index: UInt32) -> UInt32 {
    let record = records[Int(index)]
    return record.form == .alias ? record.first : index
  }

  /// First byte of a node with its tag.
  func fullStart(_ record: Record) -> UInt32 { record.tag == 0 ? record.start : tags[Int(record.tag) - 1].start }

  /// The edges that a reader follows.
  func entryEdges(_ index: UInt32) -> Range<Int> {
    let record = records[Int(index)]
    if record.flags.contains(.rewritten), let range = rewritten[index] {
      return Int(range.lowerBound)..<Int(range.upperBound)
    }
    return writtenEdges(record)
  }

  /// The edges as they were written.
  func writtenEdges(_ record: Record) -> Range<Int> { Int(record.first)..<Int(record.first) + Int(record.count) }

  /// Gives the bytes of a scalar's text; none for anything else.
  func withText<Result>(_ record: Record, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard record.form.isScalar else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    let range = Int(record.first)..<Int(record.first) + Int(record.count)
    if record.flags.contains(.textInSource) {
      return source.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }
    return text.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// A scalar's text.
  func string(_ record: Record) -> String { withText(record) { String(decoding: $0, as: UTF8.self) } }

  /// Whether two scalars have the same text.
  func sameText(_ a: Record, _ b: Record) -> Bool {
    guard a.count == b.count else { return false }
    return withText(a) { left in withText(b) { right in left.elementsEqual(right) } }
  }

  /// A hash of a scalar's text, seeded anew in each process.
  func hash(_ record: Record) -> Int {
    var hasher = Hasher()
    withText(record) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    return hasher.finalize()
  }
}

extension Arena.Form {
  var isScalar: Bool { rawValue <= Arena.Form.folded.rawValue }
}
