import Source

/// The regions into which some patterns divide all texts: of each set of patterns that some text matches, and no other
/// pattern, the shortest such text.
///
/// Patterns with `*` and `?` are regular, so what two policies name can be compared exactly: the automata of all patterns run
/// side by side (Rabin and Scott, "Finite automata and their decision problems", 1959), and each state they can reach
/// together tells which of them accept.
struct PatternRegions {
  struct Region {
    /// A text of the region.
    let text: PartialText
    /// The patterns that its texts match, in order.
    let matches: [Int]
  }

  let regions: [Region]
  /// Whether all regions were found.
  let isComplete: Bool

  /// States beyond these are not looked at. Names written out need one a letter; only wildcards made to explode
  /// (`*a????????????`) need more.
  static let mostStates = 40_000
  /// Places of patterns in all states together: what a comparison may take of memory.
  static let mostPlaces = 4_000_000

  /// Divides the texts that `shape` matches.
  init(_ patterns: [PatternSteps], within shape: PatternSteps, _ shared: SharedSymbols) {
    let stepping = StateStepping(patterns + [shape])
    let other = Self.otherByte(than: patterns + [shape])
    var states: [[Int32]] = [stepping.start]
    var known: [[Int32]: Int] = [stepping.start: 0]
    var parents: [(state: Int, symbol: UInt32)] = [(-1, 0)]
    var found: [[Int]: Int] = [:]
    var order: [[Int]] = []
    var places = 0
    var isComplete = other != nil
    var index = 0
    while index < states.count {
      let state = states[index]
      var accepted = stepping.accepted(in: state)
      if accepted.last == patterns.count {
        accepted.removeLast()
        if found[accepted] == nil {
          found[accepted] = index
          order.append(accepted)
        }
      }
      for symbol in stepping.symbols(from: state, other: other) {
        let next = stepping.next(state, symbol)
        // Where the shape cannot be met any more, no text is left.
        guard let last = next.last, last >= stepping.firstPlace(of: patterns.count), known[next] == nil else {
          continue
        }
        places += next.count
        guard states.count < Self.mostStates, places < Self.mostPlaces else {
          isComplete = false
          continue
        }
        known[next] = states.count
        states.append(next)
        parents.append((index, symbol))
      }
      index += 1
    }
    self.isComplete = isComplete
    regions = order.map { matches in
      var symbols: [UInt32] = []
      var state = found[matches] ?? 0
      while state > 0 {
        symbols.append(parents[state].symbol)
        state = parents[state].state
      }
      return Region(text: shared.text(symbols.reversed()), matches: matches)
    }
  }

  /// A byte that no pattern names.
  private static func otherByte(than patterns: [PatternSteps]) -> UInt32? {
    var used: Set<UInt32> = [SymbolText.colon, UInt32(UInt8(ascii: "*")), UInt32(UInt8(ascii: "?"))]
    for pattern in patterns {
      for case .symbol(let symbol) in pattern.steps { used.insert(symbol) }
    }
    // Small letters first: actions are compared in them, and they are the easiest to read.
    return (Array("xyzqwvkjabcdefghilmnoprstu0123456789_".utf8) + Array(0x21...0x7E)).map { UInt32($0) }
      .first { !used.contains($0) && !(0x41...0x5A).contains($0) }
  }
}

/// Steps from state to state of several patterns at once. A state is the places of patterns that are reached, in order.
struct StateStepping {
  private let steps: [PatternSteps.Step?]
  private let starts: [Int32]

  init(_ patterns: [PatternSteps]) {
    var steps: [PatternSteps.Step?] = []
    var starts: [Int32] = []
    for pattern in patterns {
      starts.append(Int32(steps.count))
      steps += pattern.steps
      // The place behind the last step, where the pattern accepts.
      steps.append(nil)
    }
    self.steps = steps
    self.starts = starts
  }

  var start: [Int32] {
    var state: [Int32] = []
    for place in starts { add(place, to: &state) }
    return state
  }

  func firstPlace(of pattern: Int) -> Int32 { starts[pattern] }

  /// The patterns that accept in a state, in order.
  func accepted(in state: [Int32]) -> [Int] {
    state.filter { steps[Int($0)] == nil }.map(pattern)
  }

  private func pattern(at place: Int32) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle } else { high = middle }
    }
    return low
  }

  /// Adds a place, and those behind runs, which may be empty. Places are added in order.
  private func add(_ place: Int32, to state: inout [Int32]) {
    var place = place
    while true {
      if let last = state.last, last >= place {
        if last == place || state.contains(place) { return }
        state.append(place)
        state.sort()
      } else {
        state.append(place)
      }
      guard case .run = steps[Int(place)] else { return }
      place += 1
    }
  }

  func next(_ state: [Int32], _ symbol: UInt32) -> [Int32] {
    var next: [Int32] = []
    let isByte = symbol < 0x100
    let isContinuation = isByte && SymbolText.isContinuation(symbol)
    for place in state {
      // `?` takes a whole character, also one of several bytes.
      if isContinuation, place > 0, case .one = steps[Int(place) - 1] { add(place, to: &next) }
      switch steps[Int(place)] {
      case .symbol(let own): if own == symbol { add(place + 1, to: &next) }
      case .one(let isInside):
        if isByte, !isContinuation, !(isInside && symbol == SymbolText.colon) { add(place + 1, to: &next) }
      case .run(let isInside): if !(isInside && symbol == SymbolText.colon) { add(place, to: &next) }
      case nil: break
      }
    }
    return next
  }

  /// The symbols that lead on from a state, one for all that lead to the same.
  func symbols(from state: [Int32], other: UInt32?) -> [UInt32] {
    var symbols: Set<UInt32> = []
    var takesOthers = false
    for place in state {
      switch steps[Int(place)] {
      case .symbol(let symbol): symbols.insert(symbol)
      case .one, .run: takesOthers = true
      case nil: break
      }
    }
    if takesOthers { symbols.insert(SymbolText.colon) }
    // Sorted, so that the same patterns always give the same texts; the other byte first, for the plainest.
    let sorted = symbols.sorted()
    return takesOthers ? (other.map { [$0] } ?? []) + sorted : sorted
  }
}
