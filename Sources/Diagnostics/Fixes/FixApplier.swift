public import Source

/// Applies fixes to texts.
///
/// One fix is applied whole or not at all, and never over another: where two would change the same letters, the one that
/// starts first wins, and the other is left for the next round, when it is found again if it still holds.
public struct FixApplier: Sendable {
  /// Which fixes may be applied.
  public enum Reach: Sendable {
    /// Those whose meaning can only become what was meant: `--fix`.
    case safe
    /// All: `--unsafe-fixes`.
    case all
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// The new bytes of the files that changed, in the order of the sources.
    public var texts: [(file: SourceID, bytes: [UInt8])] = []
    /// Fixes that were applied.
    public var applied = 0
    /// Fixes that stood in the way of another; worth another round.
    public var deferred = 0
    /// Fixes that do not fit the text and were left out: edits outside of it, over one another or through a letter.
    public var unfit = 0
  }

  private let sources: SourceMap
  private var accepted: [SourceID: [Edit]] = [:]
  private var outcome = Outcome()

  private init(_ sources: SourceMap) { self.sources = sources }

  /// Applies the first fix of each finding that is within reach.
  public static func apply(_ diagnostics: [Diagnostic], to sources: SourceMap, reach: Reach) -> Outcome {
    var applier = FixApplier(sources)
    var candidates: [(first: Span, edits: [Edit])] = []
    for diagnostic in diagnostics {
      guard let fix = diagnostic.fixes.first(where: { $0.isSafe || reach == .all }), !fix.edits.isEmpty else {
        continue
      }
      let edits = fix.edits.sorted { $0.span < $1.span }
      if let first = edits.first, applier.fits(edits) {
        candidates.append((first.span, edits))
      } else {
        applier.outcome.unfit += 1
      }
    }
    // A stable order: of two at one place the finding reported first comes first.
    let ordered = candidates.enumerated().sorted { a, b in
      a.element.first != b.element.first ? a.element.first < b.element.first : a.offset < b.offset
    }
    for (_, candidate) in ordered { applier.take(candidate.edits) }
    return applier.finish()
  }

  /// Whether sorted edits lie in their files, start and end between letters, and leave one another alone.
  private func fits(_ edits: [Edit]) -> Bool {
    for edit in edits {
      guard let bytes = sources[edit.span.source]?.bytes, edit.span.start <= edit.span.end,
        Int(edit.span.end) <= bytes.count
      else { return false }
      for offset in [Int(edit.span.start), Int(edit.span.end)] where offset < bytes.count {
        // 10xxxxxx continues a letter (RFC 3629).
        if bytes[offset] & 0xC0 == 0x80 { return false }
      }
    }
    return !zip(edits, edits.dropFirst()).contains { $0.overlaps($1) }
  }

  private mutating func take(_ edits: [Edit]) {
    for edit in edits {
      let others = accepted[edit.span.source] ?? []
      let next = Self.position(of: edit, in: others)
      for index in [next - 1, next] where others.indices.contains(index) && others[index].overlaps(edit) {
        outcome.deferred += 1
        return
      }
    }
    for edit in edits {
      let position = Self.position(of: edit, in: accepted[edit.span.source] ?? [])
      accepted[edit.span.source, default: []].insert(edit, at: position)
    }
    outcome.applied += 1
  }

  /// Where an edit belongs among edits in order that do not overlap.
  private static func position(of edit: Edit, in edits: [Edit]) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].span < edit.span { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private consuming func finish() -> Outcome {
    for (index, file) in sources.files.enumerated() {
      let id = SourceID(UInt32(clamping: index))
      guard let edits = accepted[id] else { continue }
      var bytes: [UInt8] = []
      var position = 0
      let endsLinesByTwo = file.endsLinesByTwo
      for edit in edits {
        bytes += file.bytes[position..<Int(edit.span.start)]
        bytes += endsLinesByTwo ? edit.replacement.utf8.endingLinesByTwo : Array(edit.replacement.utf8)
        position = Int(edit.span.end)
      }
      bytes += file.bytes[position...]
      if bytes != file.bytes { outcome.texts.append((id, bytes)) }
    }
    return outcome
  }
}

extension SourceFile {
  /// Whether lines end in CR and LF, as the first one does.
  fileprivate var endsLinesByTwo: Bool {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), end > 0 else { return false }
    return bytes[end - 1] == UInt8(ascii: "\r")
  }
}

extension Sequence<UInt8> {
  /// The text with CR before each LF that lacks it.
  fileprivate var endingLinesByTwo: [UInt8] {
    var result: [UInt8] = []
    for byte in self {
      if byte == UInt8(ascii: "\n"), result.last != UInt8(ascii: "\r") { result.append(UInt8(ascii: "\r")) }
      result.append(byte)
    }
    return result
  }
}

extension Edit {
  /// Whether two edits change the same letters, or one inserts where the other begins or ends, so that their order would
  /// matter.
  fileprivate func overlaps(_ other: Edit) -> Bool {
    guard span.source == other.span.source else { return false }
    if span.length == 0 || other.span.length == 0 {
      return span.start <= other.span.end && other.span.start <= span.end
    }
    return span.start < other.span.end && other.span.start < span.end
  }
}
