import Source

extension SymbolRange {
  /// Beyond so many pairs of symbols a text with holes is taken to match possibly: names and ARNs have at most 2048
  /// characters, so that only a text made to be slow gets here.
  static let mostPairs = 1 << 23

  /// Whether some values of the holes make the pattern match; notes the holes that decide it.
  static func isPossible(
    _ pattern: SymbolRange, _ text: SymbolRange, _ foldingCase: Bool, _ unknowns: inout Unknowns
  ) -> Bool {
    var pattern = pattern
    var text = text
    // What both begin or end with decides nothing, even where it is a hole: `${A}x` is not `${A}y`.
    while pattern.lower < pattern.upper, text.lower < text.upper,
      same(pattern.text.symbols[pattern.lower], pattern.text, text.text.symbols[text.lower], text.text, foldingCase)
    {
      pattern.lower += 1
      text.lower += 1
    }
    while pattern.lower < pattern.upper, text.lower < text.upper,
      same(
        pattern.text.symbols[pattern.upper - 1], pattern.text, text.text.symbols[text.upper - 1], text.text, foldingCase
      )
    {
      pattern.upper -= 1
      text.upper -= 1
    }
    let holes = pattern.holes + text.holes
    guard !holes.isEmpty else { return false }
    let isTooLong = pattern.count > 0 && text.count > mostPairs / pattern.count
    guard isTooLong || overlap(pattern, text, foldingCase) else { return false }
    unknowns.note(holes)
    return true
  }

  /// Whether two patterns have a text in common, holes being runs of any characters. One row of states for each step of
  /// the pattern: `reached[j]` tells that the first `j` symbols of the text may be used up.
  private static func overlap(_ pattern: SymbolRange, _ text: SymbolRange, _ foldingCase: Bool) -> Bool {
    let given = text.text.symbols[text.lower..<text.upper]
    var reached = [Bool](repeating: false, count: given.count + 1)
    reached[0] = true
    spread(&reached, over: given)
    for symbol in pattern.text.symbols[pattern.lower..<pattern.upper] {
      let isRun = symbol == SymbolText.anyRun || SymbolText.isHole(symbol)
      var next = [Bool](repeating: false, count: given.count + 1)
      var wasReached = false
      for (index, other) in given.enumerated() {
        if isRun {
          wasReached = wasReached || reached[index]
          if wasReached { next[index] = true }
        } else if reached[index] {
          // A run of the text takes the symbol of the pattern and stays.
          if SymbolText.isHole(other) { next[index] = true }
          let isOne = symbol == SymbolText.anyOne && other < 0x100
          if isOne || same(symbol, pattern.text, other, text.text, foldingCase) { next[index + 1] = true }
          if isOne { passCharacter(from: index + 1, in: given, &next) }
        }
      }
      if isRun { next[given.count] = wasReached || reached[given.count] }
      spread(&next, over: given)
      reached = next
    }
    return reached[given.count]
  }

  /// `?` takes a whole character, also one of several bytes.
  private static func passCharacter(from start: Int, in given: ArraySlice<UInt32>, _ reached: inout [Bool]) {
    var offset = start
    while offset < given.count, SymbolText.isContinuation(given[given.startIndex + offset]) {
      offset += 1
      reached[offset] = true
    }
  }

  /// A hole of the text may be empty: whoever stands before it also stands behind it.
  private static func spread(_ reached: inout [Bool], over given: ArraySlice<UInt32>) {
    for (index, symbol) in given.enumerated() where reached[index] && SymbolText.isHole(symbol) {
      reached[index + 1] = true
    }
  }
}
