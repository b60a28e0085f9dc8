import Source

/// A pattern as the steps of an automaton, with symbols that several patterns share.
struct PatternSteps: Hashable {
  /// What takes the next symbol of a text.
  enum Step: Hashable {
    /// Exactly this one: a byte, or a hole of ``SharedSymbols``.
    case symbol(UInt32)
    /// `?`; `isInside` tells that it stands in one of the first five components of an ARN, where it takes no colon.
    case one(isInside: Bool)
    /// `*`, likewise.
    case run(isInside: Bool)
  }

  var steps: [Step]

  /// Any text.
  static let anything = PatternSteps(steps: [.run(isInside: false)])
  /// Every ARN, as far as a request can name one.
  static let anyARN = PatternSteps(
    steps: "arn:".utf8.map { .symbol(UInt32($0)) }
      + (0..<4).flatMap { _ in [.run(isInside: true), .symbol(SymbolText.colon)] } + [.run(isInside: false)])
  /// Every action.
  static let anyAction = PatternSteps(
    steps: [.run(isInside: true), .symbol(SymbolText.colon), .run(isInside: false)])

  /// Only this text.
  static func only(_ text: PartialText, _ shared: inout SharedSymbols) -> PatternSteps {
    PatternSteps(whole: SymbolText(text), &shared)
  }

  /// This text with something behind it.
  func followed(by text: String) -> PatternSteps {
    PatternSteps(steps: steps + text.utf8.map { .symbol(UInt32($0)) } + [.run(isInside: false)])
  }
}

extension PatternSteps {
  /// A pattern that is compared with a whole text.
  init(whole text: SymbolText, _ shared: inout SharedSymbols) {
    steps = text.symbols.map { Self.step($0, of: text, isInside: false, &shared) }
  }

  /// A pattern that is compared with an ARN, component by component, as ``ResourceName`` does; nil if no ARN matches it.
  ///
  /// - Parameter isStrict: whether it is of an ARN operator, for which a shorter pattern matches nothing.
  init?(arn text: SymbolText, expandsShort: Bool, isStrict: Bool = false, _ shared: inout SharedSymbols) {
    let components = ResourceName(text).components.count
    let isShort = components < ResourceName.arity
    if text.isAnyRun || components == 0 || (isShort && !expandsShort && !text.holes.isEmpty) {
      if isStrict, !text.isAnyRun, text.holes.isEmpty { return nil }
      self.init(whole: text, &shared)
      return
    }
    if isShort, !expandsShort || isStrict { return nil }
    var colons = 0
    var steps = text.symbols.map { symbol in
      if symbol == SymbolText.colon { colons += 1 }
      return Self.step(symbol, of: text, isInside: colons < ResourceName.arity - 1, &shared)
    }
    for missing in components..<max(components, ResourceName.arity) {
      steps += [.symbol(SymbolText.colon), .run(isInside: missing < ResourceName.arity - 1)]
    }
    self.init(steps: steps)
  }

  private static func step(
    _ symbol: UInt32, of text: SymbolText, isInside: Bool, _ shared: inout SharedSymbols
  ) -> Step {
    if symbol == SymbolText.anyRun { return .run(isInside: isInside) }
    if symbol == SymbolText.anyOne { return .one(isInside: isInside) }
    return .symbol(text.hole(symbol).map { shared.symbol(of: $0) } ?? symbol)
  }

  /// Whether the pattern matches a text, holes being symbols of their own.
  func matches(_ symbols: [UInt32]) -> Bool {
    let search = StateStepping([self])
    var state = search.start
    for symbol in symbols {
      state = search.next(state, symbol)
      if state.isEmpty { return false }
    }
    return !search.accepted(in: state).isEmpty
  }
}

/// The holes of several texts, each with one symbol wherever it occurs.
struct SharedSymbols {
  private var indices: [Hole: Int] = [:]
  private var holes: [Hole] = []

  mutating func symbol(of hole: Hole) -> UInt32 {
    if let index = indices[hole] { return SymbolText.symbol(ofHole: index) }
    indices[hole] = holes.count
    holes.append(hole)
    return SymbolText.symbol(ofHole: holes.count - 1)
  }

  /// The symbols of a text.
  mutating func symbols(of text: PartialText) -> [UInt32] {
    let prepared = SymbolText(text)
    return prepared.symbols.map { symbol in prepared.hole(symbol).map { self.symbol(of: $0) } ?? symbol }
  }

  /// The text of symbols.
  func text(_ symbols: [UInt32]) -> PartialText {
    var text = PartialText("")
    var bytes: [UInt8] = []
    for symbol in symbols {
      if symbol < 0x100 {
        bytes.append(UInt8(truncatingIfNeeded: symbol))
      } else if let hole = hole(symbol) {
        text.append(.literal(String(decoding: bytes, as: UTF8.self)))
        bytes = []
        text.append(.hole(hole))
      }
    }
    text.append(.literal(String(decoding: bytes, as: UTF8.self)))
    return text
  }

  private func hole(_ symbol: UInt32) -> Hole? {
    holes.indices.first { SymbolText.symbol(ofHole: $0) == symbol }.map { holes[$0] }
  }
}
