/// Compiles a regular expression (ECMA-262, "Patterns") to a program; gives nil for what is not supported: back
/// references, look-behind and named properties other than the letters, digits and marks.
struct PatternParser {
  private let source: [UInt32]
  private var index = 0
  private var program: [Pattern.Instruction] = []
  private var isSupported = true

  /// Groups nested deeper than this are not supported; it bounds the recursion.
  private static let deepestGroup = 50

  init(_ text: String) { source = text.unicodeScalars.map(\.value) }

  mutating func parse() -> [Pattern.Instruction]? {
    alternatives(depth: 0)
    guard isSupported, index == source.count else { return nil }
    program.append(.accept)
    return program
  }

  private var next: UInt32? { index < source.count ? source[index] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == character.value else { return false }
    index += 1
    return true
  }

  private mutating func fail() {
    isSupported = false
    index = source.count
  }

  private mutating func emit(_ instruction: Pattern.Instruction) {
    guard program.count < Pattern.longestProgram else { return fail() }
    program.append(instruction)
  }

  private mutating func alternatives(depth: Int) {
    guard depth < Self.deepestGroup else { return fail() }
    let start = program.count
    sequence(depth: depth)
    guard next == UInt32(ascii: "|") else { return }
    var branches = [Array(program[start...])]
    program.removeSubrange(start...)
    while take("|") {
      sequence(depth: depth)
      branches.append(Array(program[start...]))
      program.removeSubrange(start...)
    }
    // split L1, L2; L1: branch; jump end; L2: …
    let total = branches.map(\.count).reduce(0, +) + 2 * (branches.count - 1)
    let end = start + total
    for (number, branch) in branches.enumerated() {
      let isLast = number == branches.count - 1
      let base = program.count + (isLast ? 0 : 1)
      if !isLast { emit(.split(base, base + branch.count + 1)) }
      for instruction in branch { emit(instruction.moved(by: base - start)) }
      if !isLast { emit(.jump(end)) }
    }
  }

  private mutating func sequence(depth: Int) {
    while let character = next, character != UInt32(ascii: "|"), character != UInt32(ascii: ")"), isSupported {
      let start = program.count
      atom(depth: depth)
      quantifier(from: start)
    }
  }

  private mutating func atom(depth: Int) {
    guard let character = next else { return }
    index += 1
    switch Unicode.Scalar(character) {
    case "^": emit(.atStart)
    case "$": emit(.atEnd)
    case ".": emit(.take(.any))
    case "[": characterClass()
    case "(": group(depth: depth)
    case "\\": escape()
    case "*", "+", "?": fail()
    default: emit(.take(ScalarSet(ranges: [character...character])))
    }
  }

  private mutating func group(depth: Int) {
    var lookAhead: Bool?
    if take("?") {
      if take(":") {
        lookAhead = nil
      } else if take("=") {
        lookAhead = true
      } else if take("!") {
        lookAhead = false
      } else {
        return fail()
      }
    }
    let start = program.count
    if let lookAhead {
      emit(.look(ahead: lookAhead, end: 0))
      alternatives(depth: depth + 1)
      if start < program.count { program[start] = .look(ahead: lookAhead, end: program.count) }
    } else {
      alternatives(depth: depth + 1)
    }
    if !take(")") { fail() }
  }

  private mutating func escape() {
    guard let character = next, let scalar = Unicode.Scalar(character) else { return fail() }
    // Not of ECMA-262, but some schemas are written for Python or Java.
    if scalar == "Z" || scalar == "z" || scalar == "A" {
      index += 1
      return emit(scalar == "A" ? .atStart : .atEnd)
    }
    if scalar == "b" || scalar == "B" {
      index += 1
      return emit(.wordBoundary(scalar == "b"))
    }
    guard let set = escapedSet() else { return fail() }
    emit(.take(set))
  }

  /// The set that the escape at `index` stands for.
  private mutating func escapedSet() -> ScalarSet? {
    guard let character = next, let scalar = Unicode.Scalar(character) else { return nil }
    index += 1
    switch scalar {
    case "d": return .digits
    case "D": return ScalarSet(ranges: ScalarSet.digits.ranges, isNegated: true)
    case "w": return .word
    case "W": return ScalarSet(ranges: ScalarSet.word.ranges, isNegated: true)
    case "s": return .space
    case "S": return ScalarSet(ranges: ScalarSet.space.ranges, isNegated: true)
    case "n": return ScalarSet(ranges: [10...10])
    case "r": return ScalarSet(ranges: [13...13])
    case "t": return ScalarSet(ranges: [9...9])
    case "f": return ScalarSet(ranges: [12...12])
    case "v": return ScalarSet(ranges: [11...11])
    case "u": return escapedUnit().map { ScalarSet(ranges: [$0...$0]) }
    case "x": return hexadecimal(digits: 2).map { ScalarSet(ranges: [$0...$0]) }
    case "1"..."9", "k", "p", "P": return nil
    case "0": return ScalarSet(ranges: [0...0])
    default: return ScalarSet(ranges: [character...character])
    }
  }

  /// The scalar of `XXXX` behind `\u`, of two such escapes if they are a surrogate pair.
  private mutating func escapedUnit() -> UInt32? {
    guard let high = hexadecimal(digits: 4) else { return nil }
    guard (0xD800..<0xDC00).contains(high), next == UInt32(ascii: "\\"), index + 1 < source.count,
      source[index + 1] == UInt32(ascii: "u")
    else { return high }
    index += 2
    guard let low = hexadecimal(digits: 4), (0xDC00..<0xE000).contains(low) else { return nil }
    return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
  }

  private mutating func hexadecimal(digits: Int) -> UInt32? {
    guard index + digits <= source.count else { return nil }
    let text = String(String.UnicodeScalarView(source[index..<(index + digits)].compactMap(Unicode.Scalar.init)))
    index += digits
    return UInt32(text, radix: 16)
  }

  private mutating func characterClass() {
    var set = ScalarSet(ranges: [])
    let isNegated = take("^")
    while let character = next, isSupported {
      if character == UInt32(ascii: "]") { break }
      guard let low = classMember() else { return fail() }
      guard low.ranges.count == 1, !low.isNegated, low.ranges[0].count == 1, next == UInt32(ascii: "-"),
        index + 1 < source.count, source[index + 1] != UInt32(ascii: "]")
      else {
        guard !low.isNegated else { return fail() }
        set.ranges += low.ranges
        continue
      }
      index += 1
      guard let high = classMember(), high.ranges.count == 1, let first = low.ranges.first?.lowerBound,
        let last = high.ranges.first?.lowerBound, high.ranges[0].count == 1, first <= last
      else { return fail() }
      set.ranges.append(first...last)
    }
    guard take("]") else { return fail() }
    set.isNegated = isNegated
    emit(.take(set))
  }

  private mutating func classMember() -> ScalarSet? {
    guard let character = next else { return nil }
    index += 1
    if character == UInt32(ascii: "\\") {
      if next == UInt32(ascii: "b") {
        index += 1
        return ScalarSet(ranges: [8...8])
      }
      return escapedSet()
    }
    return ScalarSet(ranges: [character...character])
  }

  private mutating func quantifier(from start: Int) {
    var bounds: (least: Int, most: Int?)
    if take("*") {
      bounds = (0, nil)
    } else if take("+") {
      bounds = (1, nil)
    } else if take("?") {
      bounds = (0, 1)
    } else if next == UInt32(ascii: "{"), let counted = countedBounds() {
      bounds = counted
    } else {
      return
    }
    // Lazy or greedy makes no difference to whether there is a match.
    _ = take("?")
    repeatBody(from: start, bounds)
  }

  /// Reads `{m}`, `{m,}` or `{m,n}`; a brace that is none of these stands for itself.
  private mutating func countedBounds() -> (least: Int, most: Int?)? {
    guard let close = source[index...].firstIndex(of: UInt32(ascii: "}")) else { return nil }
    let text = String(String.UnicodeScalarView(source[(index + 1)..<close].compactMap(Unicode.Scalar.init)))
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard let least = parts.first.flatMap({ Int($0) }), parts.count <= 2 else { return nil }
    if parts.count == 2, parts[1].isEmpty {
      index = close + 1
      return (least, nil)
    }
    guard let most = parts.count == 2 ? Int(parts[1]) : least, most >= least else { return nil }
    index = close + 1
    return (least, most)
  }

  /// Appends a copy of steps that stood at `start`.
  private mutating func append(_ body: [Pattern.Instruction], from start: Int) {
    let base = program.count
    for instruction in body { emit(instruction.moved(by: base - start)) }
  }

  private mutating func repeatBody(from start: Int, _ bounds: (least: Int, most: Int?)) {
    let body = Array(program[start...])
    program.removeSubrange(start...)
    for _ in 0..<bounds.least { append(body, from: start) }
    guard let most = bounds.most else {
      // L: split body, out; body; jump L
      let loop = program.count
      emit(.split(loop + 1, loop + body.count + 2))
      append(body, from: start)
      emit(.jump(loop))
      return
    }
    for number in 0..<(most - bounds.least) {
      let left = most - bounds.least - number
      let here = program.count
      emit(.split(here + 1, here + left * (body.count + 1)))
      append(body, from: start)
      if !isSupported { return }
    }
  }
}

extension UInt32 {
  fileprivate init(ascii scalar: Unicode.Scalar) { self = scalar.value }
}

extension Pattern.Instruction {
  /// The same step when the program is moved.
  func moved(by distance: Int) -> Pattern.Instruction {
    switch self {
    case .split(let first, let second): .split(first + distance, second + distance)
    case .jump(let target): .jump(target + distance)
    case .look(let ahead, let end): .look(ahead: ahead, end: end + distance)
    case .take, .atStart, .atEnd, .wordBoundary, .accept: self
    }
  }
}
