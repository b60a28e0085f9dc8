import Synchronization

/// A regular expression of CloudFormation's resource schemas or AWS's service models (ECMA-262, without back references),
/// run in time linear in text times program, whatever the expression.
///
/// Swift's own `Regex` backtracks without bound, and takes milliseconds to start; a linter has neither to give.
public struct Pattern: Sendable {
  let program: [Instruction]

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
    var run = PatternRun(program: program, text: scalars)
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

/// One search: a step of the program is tried at most once at each place of the text.
struct PatternRun {
  let program: [Pattern.Instruction]
  let text: [UInt32]
  private var visited: [Bool]

  init(program: [Pattern.Instruction], text: [UInt32]) {
    self.program = program
    self.text = text
    visited = [Bool](repeating: false, count: (program.count + 1) * (text.count + 1))
  }

  /// Whether the program from `start` reaches `accept`, or `end`, from a place of the text.
  mutating func accepts(from start: Int, at position: Int, end: Int) -> Bool {
    var pending = [(start, position)]
    while let (step, place) = pending.popLast() {
      if step >= end { return true }
      let key = step * (text.count + 1) + place
      if visited[key] { continue }
      visited[key] = true
      switch program[step] {
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
        var inner = PatternRun(program: program, text: text)
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
