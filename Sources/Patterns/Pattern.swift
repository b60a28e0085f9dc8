import Synchronization

/// A regular expression of CloudFormation's resource schemas or AWS's service models (ECMA-262, without back references),
/// run in time linear in text times program, whatever the expression.
///
/// Swift's own `Regex` backtracks without bound, and takes milliseconds to start; a linter has neither to give.
public struct Pattern: Sendable {
  let program: [Instruction]
  /// For each step that takes a scalar, which of ASCII it takes: nearly every text has no others.
  let ascii: [ASCIISet?]

  init(program: [Instruction]) {
    self.program = program
    ascii = program.map { if case .take(let set) = $0 { ASCIISet(set) } else { nil } }
  }

  /// One step of the program.
  enum Instruction: Sendable {
    /// Takes one scalar of a set.
    case take(ScalarSet)
    /// Goes on at both places.
    case split(Int, Int)
    case jump(Int)
    case atStart
    case atEnd
    case wordBoundary(Bool)
    /// Asks whether the program from the next step to `end` matches here, without taking anything.
    case look(ahead: Bool, end: Int)
    case accept
  }

  /// Longer programs are not built: counted repetitions of large groups. No schema comes near.
  static let longestProgram = 50_000

  private static let cache = Mutex<[String: Pattern?]>([:])

  /// The expression, compiled once a process; nil if it uses what is not supported here.
  public static func compiled(_ source: String) -> Pattern? {
    if let known = cache.withLock({ $0[source] }) { return known }
    var parser = PatternParser(source)
    let pattern = parser.parse().map { Pattern(program: $0) }
    cache.withLock { $0[source] = .some(pattern) }
    return pattern
  }

  /// Whether the expression matches somewhere in the text.
  public func matches(_ text: String) -> Bool {
    let scalars = text.unicodeScalars.map(\.value)
    var run = PatternRun(pattern: self, text: scalars)
    for start in 0...scalars.count where run.accepts(from: 0, at: start, end: program.count) { return true }
    return false
  }
}

/// A set of Unicode scalars.
struct ScalarSet: Sendable {
  var ranges: [ClosedRange<UInt32>]
  var isNegated = false

  func contains(_ scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }

  static let digits = ScalarSet(ranges: [48...57])
  static let word = ScalarSet(ranges: [48...57, 65...90, 95...95, 97...122])
  static let space = ScalarSet(ranges: [
    9...13, 32...32, 160...160, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F,
    0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  static let any = ScalarSet(ranges: [10...10, 13...13, 0x2028...0x2029], isNegated: true)
}

/// The scalars of ASCII that a set has, a bit each.
struct ASCIISet: Sendable {
  /// Those below 64, and the others.
  private let low, high: UInt64

  init(_ set: ScalarSet) {
    /// The bits of the scalars from `first` on that stand in one of the set's ranges.
    func bits(from first: UInt32) -> UInt64 {
      set.ranges.reduce(0) { bits, range in
        let least = max(range.lowerBound, first)
        let greatest = min(range.upperBound, first + 63)
        guard least <= greatest else { return bits }
        return bits | (UInt64.max >> UInt64(63 - (greatest - least))) << UInt64(least - first)
      }
    }
    low = set.isNegated ? ~bits(from: 0) : bits(from: 0)
    high = set.isNegated ? ~bits(from: 64) : bits(from: 64)
  }

  /// Whether it has a scalar below 128.
  @inline(__always)
  func contains(_ scalar: UInt32) -> Bool { (scalar < 64 ? low : high) >> UInt64(scalar & 63) & 1 == 1 }
}

/// One search: a step of the program is tried at most once at each place of the text.
struct PatternRun {
  let pattern: Pattern
  let text: [UInt32]
  private var visited: [Bool]

  init(pattern: Pattern, text: [UInt32]) {
    self.pattern = pattern
    self.text = text
    visited = [Bool](repeating: false, count: (pattern.program.count + 1) * (text.count + 1))
  }

  /// Whether the program from `start` reaches `accept`, or `end`, from a place of the text.
  mutating func accepts(from start: Int, at position: Int, end: Int) -> Bool {
    var pending = [(start, position)]
    while let (step, place) = pending.popLast() {
      if step >= end { return true }
      let key = step * (text.count + 1) + place
      if visited[key] { continue }
      visited[key] = true
      if place < text.count, text[place] < 0x80, let ascii = pattern.ascii[step] {
        if ascii.contains(text[place]) { pending.append((step + 1, place + 1)) }
        continue
      }
      switch pattern.program[step] {
      case .accept: return true
      case .take(let set): if place < text.count, set.contains(text[place]) { pending.append((step + 1, place + 1)) }
      case .split(let first, let second):
        pending.append((second, place))
        pending.append((first, place))
      case .jump(let target): pending.append((target, place))
      case .atStart: if place == 0 { pending.append((step + 1, place)) }
      case .atEnd: if place == text.count { pending.append((step + 1, place)) }
      case .wordBoundary(let wanted): if isBoundary(place) == wanted { pending.append((step + 1, place)) }
      case .look(let ahead, let lookEnd):
        var inner = PatternRun(pattern: pattern, text: text)
        if inner.accepts(from: step + 1, at: place, end: lookEnd) == ahead { pending.append((lookEnd, place)) }
      }
    }
    return false
  }

  private func isBoundary(_ place: Int) -> Bool {
    let before = place > 0 && ScalarSet.word.contains(text[place - 1])
    let after = place < text.count && ScalarSet.word.contains(text[place])
    return before != after
  }
}
