import Source

/// A text prepared for matching: one symbol a byte, and symbols of their own for wildcards, holes and policy variables.
///
/// One flat array makes the scan a comparison of integers, and puts what is unknown on an equal footing with what is known.
struct SymbolText: Sendable, Equatable {
  /// The symbols.
  private(set) var symbols: [UInt32] = []
  /// What the hole symbols stand for.
  private(set) var holes: [Hole] = []
  /// What the variable symbols stand for.
  private(set) var variables: [PolicyVariable] = []

  /// A run of any characters.
  static let anyRun: UInt32 = 0x100
  /// Any one character.
  static let anyOne: UInt32 = 0x101
  static let colon = UInt32(UInt8(ascii: ":"))
  private static let firstHole: UInt32 = 0x1000_0000
  private static let firstVariable: UInt32 = 0x2000_0000

  /// How the characters of a text are to be read.
  struct Reading {
    /// Whether `*` and `?` stand for others.
    var hasWildcards = false
    /// Whether `${…}` is a policy variable: version 2012-10-17 (IAM User Guide, Policy variables).
    var hasVariables = false
    /// Whether ASCII capitals are read as small letters.
    var foldsCase = false

    /// A text of a request: every character stands for itself.
    static let literal = Reading()
  }

  init() {}

  init(_ text: PartialText, _ reading: Reading = .literal) {
    if let literal = text.literal {
      symbols.reserveCapacity(literal.utf8.count)
      append(literal, reading)
      return
    }
    let parts = text.parts
    symbols.reserveCapacity(
      parts.reduce(0) { count, part in
        if case .literal(let literal) = part { count + literal.utf8.count } else { count + 1 }
      })
    holes.reserveCapacity(parts.count / 2 + 1)
    for part in parts {
      switch part {
      case .hole(let hole): append(hole: hole)
      case .literal(let literal): append(literal, reading)
      }
    }
  }

  /// Whether anything in it is unknown until the request or the deployment.
  var isKnown: Bool { holes.isEmpty && variables.isEmpty }

  /// Whether a pattern and a text differ in what both begin with, before anything that stands for others: then they cannot
  /// match, and most patterns are told from most texts so.
  @inline(__always)
  func beginsOtherwise(than text: SymbolText) -> Bool {
    symbols.withUnsafeBufferPointer { mine in
      text.symbols.withUnsafeBufferPointer { theirs in
        var index = 0
        while index < mine.count, index < theirs.count, mine[index] < 0x100, theirs[index] < 0x100 {
          if mine[index] != theirs[index] { return true }
          index += 1
        }
        return false
      }
    }
  }

  var isAnyRun: Bool { symbols.count == 1 && symbols[0] == Self.anyRun }

  @inline(__always) static func isHole(_ symbol: UInt32) -> Bool { symbol >= firstHole && symbol < firstVariable }
  @inline(__always) static func isWildcard(_ symbol: UInt32) -> Bool { symbol == anyRun || symbol == anyOne }
  /// Whether a symbol is a byte that goes on with a character begun before (UTF-8, RFC 3629).
  @inline(__always) static func isContinuation(_ symbol: UInt32) -> Bool { symbol & 0xFFFF_FFC0 == 0x80 }

  func hole(_ symbol: UInt32) -> Hole? {
    guard Self.isHole(symbol) else { return nil }
    let index = Int(symbol - Self.firstHole)
    return holes.indices.contains(index) ? holes[index] : nil
  }

  /// The symbol of the hole of an index.
  static func symbol(ofHole index: Int) -> UInt32 { firstHole + UInt32(clamping: index) }

  private func variable(_ symbol: UInt32) -> PolicyVariable? {
    guard symbol >= Self.firstVariable else { return nil }
    let index = Int(symbol - Self.firstVariable)
    return variables.indices.contains(index) ? variables[index] : nil
  }

  mutating func append(hole: Hole) {
    if let known = holes.firstIndex(of: hole) {
      symbols.append(Self.symbol(ofHole: known))
    } else {
      symbols.append(Self.symbol(ofHole: holes.count))
      holes.append(hole)
    }
  }

  /// Adds a symbol that is no hole and no variable.
  mutating func append(symbol: UInt32) { symbols.append(symbol) }

  private mutating func append(variable: PolicyVariable) {
    symbols.append(Self.firstVariable + UInt32(clamping: variables.count))
    variables.append(variable)
  }

  private mutating func append(_ text: String, _ reading: Reading) {
    if reading.hasVariables, text.utf8.contains(UInt8(ascii: "$")) { return append(Array(text.utf8), reading) }
    var text = text
    text.withUTF8 { bytes in
      let start = symbols.count
      symbols.append(contentsOf: repeatElement(0, count: bytes.count))
      symbols.withUnsafeMutableBufferPointer { symbols in
        for (index, byte) in bytes.enumerated() { symbols[start + index] = reading.symbol(byte) }
      }
    }
  }

  private mutating func append(_ bytes: [UInt8], _ reading: Reading) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if reading.hasVariables, byte == UInt8(ascii: "$"), let found = PolicyVariable.scan(bytes, at: index) {
        switch found.content {
        case .literal(let literal): symbols.append(UInt32(literal))
        case .variable(let variable): append(variable: variable)
        }
        index = found.end
        continue
      }
      symbols.append(reading.symbol(byte))
      index += 1
    }
  }
}

extension SymbolText.Reading {
  @inline(__always)
  fileprivate func symbol(_ byte: UInt8) -> UInt32 {
    if hasWildcards, byte == UInt8(ascii: "*") { return SymbolText.anyRun }
    if hasWildcards, byte == UInt8(ascii: "?") { return SymbolText.anyOne }
    if foldsCase, byte >= 0x41, byte <= 0x5A { return UInt32(byte | 0x20) }
    return UInt32(byte)
  }
}

extension SymbolText {
  /// The text with its policy variables replaced by the request's values, whose characters stand for themselves; nil
  /// when a variable has no value, in which case the statement does not match (IAM User Guide, Policy variables).
  func expanded(_ value: (String) -> SymbolText?) -> SymbolText? {
    guard !variables.isEmpty else { return self }
    var result = SymbolText()
    for symbol in symbols {
      if let hole = hole(symbol) {
        result.append(hole: hole)
      } else if let variable = variable(symbol) {
        guard let text = value(variable.key) ?? variable.fallback.map({ SymbolText(PartialText($0)) }) else {
          return nil
        }
        for symbol in text.symbols {
          if let hole = text.hole(symbol) { result.append(hole: hole) } else { result.symbols.append(symbol) }
        }
      } else {
        result.symbols.append(symbol)
      }
    }
    return result
  }
}
