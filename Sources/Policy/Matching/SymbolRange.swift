import Source

/// A part of a prepared text: one component of an ARN, or the whole.
struct SymbolRange {
  let text: SymbolText
  var lower: Int
  var upper: Int

  init(_ text: SymbolText) {
    self.text = text
    lower = 0
    upper = text.symbols.count
  }

  init(_ text: SymbolText, _ range: Range<Int>) {
    self.text = text
    lower = range.lowerBound
    upper = range.upperBound
  }

  var count: Int { upper - lower }

  /// The holes in this part.
  var holes: [Hole] {
    text.holes.isEmpty ? [] : (lower..<upper).compactMap { text.hole(text.symbols[$0]) }
  }
}

extension SymbolRange {
  /// Whether a pattern matches a text. A hole equals itself and matches under `*`; against anything else that it might turn
  /// out to be, the answer depends on it. The pattern's policy variables have been replaced.
  static func match(
    _ pattern: SymbolRange, _ text: SymbolRange, foldingCase: Bool = false, _ unknowns: inout Unknowns
  ) -> Truth {
    if pattern.count == 1, pattern.text.symbols[pattern.lower] == SymbolText.anyRun { return .yes }
    switch isCertain(pattern, text, foldingCase) {
    case true: return .yes
    case nil:
      unknowns.note(Hole("a pattern of \(pattern.count) characters, too long to decide"))
      return .maybe
    case false: break
    }
    if pattern.text.holes.isEmpty && text.text.holes.isEmpty { return .no }
    return isPossible(pattern, text, foldingCase, &unknowns) ? .maybe : .no
  }

  /// Whether a whole pattern matches a whole text.
  static func match(
    _ pattern: SymbolText, _ text: SymbolText, foldingCase: Bool = false, _ unknowns: inout Unknowns
  ) -> Truth {
    if pattern.holes.isEmpty, text.holes.isEmpty, !foldingCase, let matches = matchKnown(pattern, text) {
      return Truth(matches)
    }
    return match(SymbolRange(pattern), SymbolRange(text), foldingCase: foldingCase, &unknowns)
  }

  /// Matches what has no holes, with no copy made; nil where another search is needed than trying.
  private static func matchKnown(_ pattern: SymbolText, _ text: SymbolText) -> Bool? {
    pattern.symbols.withUnsafeBufferPointer { wanted in
      text.symbols.withUnsafeBufferPointer { given in
        switch scan(wanted, wanted.indices, given, given.indices, same: { $0 < 0x100 && $0 == $1 }) {
        case .ended(let matches): matches
        case .retries: nil
        }
      }
    }
  }

  /// Whether both symbols stand for the same text, whatever the holes are.
  @inline(__always)
  static func same(_ a: UInt32, _ pattern: SymbolText, _ b: UInt32, _ text: SymbolText, _ foldingCase: Bool) -> Bool {
    if a < 0x100 { return a == b || (foldingCase && folded(a) == folded(b)) }
    guard SymbolText.isHole(a), SymbolText.isHole(b) else { return false }
    return pattern.hole(a) == text.hole(b)
  }

  @inline(__always)
  private static func folded(_ symbol: UInt32) -> UInt32 { symbol >= 0x41 && symbol <= 0x5A ? symbol | 0x20 : symbol }

  /// How many symbols may be looked at in vain for each symbol of the text, before the search changes to one that is slower
  /// at first and never tries twice.
  private static let mostRetries = 16

  /// Matches with each hole as a character of its own; nil if both are too long to tell.
  private static func isCertain(_ pattern: SymbolRange, _ text: SymbolRange, _ foldingCase: Bool) -> Bool? {
    let end = pattern.text.symbols.withUnsafeBufferPointer { wanted in
      text.text.symbols.withUnsafeBufferPointer { given in
        scan(wanted, pattern.lower..<pattern.upper, given, text.lower..<text.upper) {
          same($0, pattern.text, $1, text.text, foldingCase)
        }
      }
    }
    switch end {
    case .ended(let matches): return matches
    case .retries(let step, let start):
      return matchesBehindRun(pattern, from: step, text, from: start, foldingCase: foldingCase)
    }
  }

  /// How a scan ended.
  enum Scan {
    case ended(matches: Bool)
    /// It tries in vain too often: what is left are the pattern behind a `*` and the text from where that is to be found.
    case retries(step: Int, start: Int)
  }

  /// Two places and the last `*`, over bare memory: half of a decision's time went into counting references here.
  @inline(__always)
  static func scan(
    _ wanted: UnsafeBufferPointer<UInt32>, _ pattern: Range<Int>, _ given: UnsafeBufferPointer<UInt32>,
    _ text: Range<Int>, same: (UInt32, UInt32) -> Bool
  ) -> Scan {
    var step = pattern.lowerBound
    var at = text.lowerBound
    var star = -1
    var starAt = 0
    var retried = 0
    while at < text.upperBound {
      if step < pattern.upperBound, wanted[step] == SymbolText.anyRun {
        star = step
        starAt = at
        step += 1
      } else if step < pattern.upperBound, wanted[step] == SymbolText.anyOne, given[at] < 0x100,
        !SymbolText.isContinuation(given[at])
      {
        step += 1
        at += 1
        while at < text.upperBound, SymbolText.isContinuation(given[at]) { at += 1 }
      } else if step < pattern.upperBound, same(wanted[step], given[at]) {
        step += 1
        at += 1
      } else if star >= 0 {
        retried += at - starAt
        guard retried <= mostRetries * text.count else { return .retries(step: star + 1, start: starAt) }
        starAt += 1
        at = starAt
        step = star + 1
      } else {
        return .ended(matches: false)
      }
    }
    while step < pattern.upperBound, wanted[step] == SymbolText.anyRun { step += 1 }
    return .ended(matches: step == pattern.upperBound)
  }
}
