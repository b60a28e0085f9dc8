import Source

/// Looks for a run of a pattern that holds no `*`, in time that no pattern can make worse: every place of the run that may
/// be reached is one bit, and all bits move at once (Shift-And; Baeza-Yates and Gonnet, "A new approach to text searching",
/// 1992).
///
/// It costs more than trying place by place where the first character already differs, as it nearly always does; so it is
/// only for patterns that were found to make trying slow.
struct SegmentSearch {
  /// Words of state that may be moved for one pattern. AWS's longest policy has 10,240 characters (IAM quotas) and its
  /// longest ARNs have 2,048: those need a fiftieth of it.
  static let mostWork = 1 << 24

  private let words: Int
  /// Of each symbol that the run holds: where.
  private let places: [UInt32: [UInt64]]
  /// Where `?` stands, which takes a whole character, also one of several bytes.
  private let anyOne: [UInt64]
  private let last: UInt64

  /// Prepares a run of symbols, `*` excluded.
  init(_ segment: ArraySlice<UInt32>, reading: (UInt32) -> UInt32) {
    words = (segment.count + 63) / 64
    var places: [UInt32: [UInt64]] = [:]
    var anyOne = [UInt64](repeating: 0, count: words)
    for (index, symbol) in segment.enumerated() {
      if symbol == SymbolText.anyOne {
        anyOne[index / 64] |= 1 << UInt64(index % 64)
      } else {
        places[reading(symbol), default: [UInt64](repeating: 0, count: words)][index / 64] |= 1 << UInt64(index % 64)
      }
    }
    self.places = places
    self.anyOne = anyOne
    last = segment.isEmpty ? 0 : 1 << UInt64((segment.count - 1) % 64)
  }

  /// Where the first occurrence ends, as an index of the text; with `isAnchored` only one that ends with the text counts.
  /// Adds to `work`, and ends without a find when that passes `mostWork`.
  func end(
    in text: ArraySlice<UInt32>, isAnchored: Bool, work: inout Int, reading: (UInt32) -> UInt32?
  ) -> Int? {
    guard words > 0 else { return text.startIndex }
    var state = [UInt64](repeating: 0, count: words)
    let none = state
    for index in text.indices {
      work += words
      guard work <= Self.mostWork else { return nil }
      let symbol = text[index]
      let own = reading(symbol).flatMap { places[$0] } ?? none
      let isByte = symbol < 0x100
      let goesOn = isByte && SymbolText.isContinuation(symbol)
      var carry: UInt64 = 1
      for word in 0..<words {
        let moved = state[word] << 1 | carry
        carry = state[word] >> 63
        // `?` keeps what it has while its character goes on.
        let taken = goesOn ? state[word] : isByte ? moved : 0
        state[word] = moved & own[word] | taken & anyOne[word]
      }
      if !isAnchored, state[words - 1] & last != 0 { return index + 1 }
    }
    return isAnchored && state[words - 1] & last != 0 ? text.endIndex : nil
  }
}

extension SymbolRange {
  /// Whether the part of a pattern behind a `*` matches the rest of a text; nil if both are too long to tell.
  static func matchesBehindRun(
    _ pattern: SymbolRange, from step: Int, _ text: SymbolRange, from start: Int, foldingCase: Bool
  ) -> Bool? {
    func folded(_ symbol: UInt32) -> UInt32 {
      foldingCase && symbol >= 0x41 && symbol <= 0x5A ? symbol | 0x20 : symbol
    }
    // A hole of the text is the symbol that the pattern has for the same hole.
    var holes: [UInt32: UInt32] = [:]
    for (index, hole) in text.text.holes.enumerated() {
      holes[SymbolText.symbol(ofHole: index)] = pattern.text.holes.firstIndex(of: hole).map(SymbolText.symbol(ofHole:))
    }
    var at = start
    var begin = step
    var work = 0
    while begin < pattern.upper {
      let rest = pattern.text.symbols[begin..<pattern.upper]
      let run = rest.firstIndex(of: SymbolText.anyRun)
      let search = SegmentSearch(rest[..<(run ?? rest.endIndex)], reading: folded)
      let found = search.end(in: text.text.symbols[at..<text.upper], isAnchored: run == nil, work: &work) {
        SymbolText.isHole($0) ? holes[$0] : folded($0)
      }
      guard work <= SegmentSearch.mostWork else { return nil }
      guard let found else { return false }
      at = found
      begin = run.map { $0 + 1 } ?? pattern.upper
    }
    return true
  }
}
