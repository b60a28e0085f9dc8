import Synchronization

/// A regular expression of CloudFormation's resource schemas or AWS's service models (ECMA-262, without back references),
/// run in time linear in text times program, whatever the expression.
///
/// Swift's own `Regex` backtracks without bound, and takes milliseconds to start; a linter has neither to give.
public struct Pattern: Sendable {
  let program: [Instruction]
  /// What of each step most texts need.
  let steps: [Step]
  private let isAtStart: Bool
  /// Nil for one that is only run step by step.
  let automaton: PatternAutomaton?

  init(program: [Instruction]) {
    self.program = program
    let isJoint = Self.joints(of: program)
    var known: (set: ScalarSet, ascii: ASCIISet)?
    steps = zip(program, isJoint).map { instruction, isJoint in
      var ascii = ASCIISet.none
      if case .take(let set) = instruction {
        // What is repeated takes the same set over and over.
        if let known, known.set == set {
          ascii = known.ascii
        } else {
          ascii = ASCIISet(set)
          known = (set, ascii)
        }
      }
      return Step(instruction, ascii: ascii, isJoint: isJoint)
    }
    isAtStart = if case .atStart? = program.first { true } else { false }
    automaton = PatternAutomaton(program, steps, isAtStart: isAtStart)
  }

  /// What can be told of a step without a look at its instruction: nearly every text is ASCII, and most steps take a scalar.
  struct Step: Sendable {
    /// Whether several ways lead to it.
    let isJoint: Bool
    /// Whether it takes a scalar.
    let takesScalar: Bool
    /// Which of ASCII it takes.
    let ascii: ASCIISet
    /// Whether it passes at the end of the text alone.
    let isAtEnd: Bool

    init(_ instruction: Instruction, ascii: ASCIISet, isJoint: Bool) {
      self.isJoint = isJoint
      self.ascii = ascii
      takesScalar = if case .take = instruction { true } else { false }
      isAtEnd = if case .atEnd = instruction { true } else { false }
    }

    /// Whether it may pass before a scalar; if not, no way leads over it there.
    @inline(__always)
    func mayPass(before scalar: UInt32) -> Bool {
      if isAtEnd { return false }
      return !takesScalar || scalar >= 0x80 || ascii.contains(scalar)
    }
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

  /// Loops and branches, and where they go on together.
  private static func joints(of program: [Instruction]) -> [Bool] {
    var isJoint = [Bool](repeating: false, count: program.count + 1)
    for (step, instruction) in program.enumerated() {
      switch instruction {
      case .split(_, let second): (isJoint[step], isJoint[second]) = (true, true)
      case .jump(let target): isJoint[target] = true
      case .look(_, let end): (isJoint[step], isJoint[end]) = (true, true)
      case .take, .atStart, .atEnd, .wordBoundary, .accept: break
      }
    }
    return isJoint
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
    var text = text
    if let automaton, let matches = text.withUTF8({ automaton.matches($0) }) { return matches }
    return matchesStepByStep(text)
  }

  /// The same without an automaton.
  func matchesStepByStep(_ text: String) -> Bool {
    let scalars = Self.scalars(text)
    var run = PatternRun(pattern: self, text: scalars)
    // An expression that begins with `^` matches at the start or nowhere.
    let starts = isAtStart ? 0...0 : 0...scalars.count
    for start in starts where run.accepts(from: 0, at: start, end: program.count) { return true }
    return false
  }

  private static func scalars(_ text: String) -> [UInt32] {
    var text = text
    let ascii = text.withUTF8 { bytes -> [UInt32]? in
      guard bytes.reduce(0, |) < 0x80 else { return nil }
      return [UInt32](unsafeUninitializedCapacity: bytes.count) { scalars, count in
        for index in bytes.indices { scalars.initializeElement(at: index, to: UInt32(bytes[index])) }
        count = bytes.count
      }
    }
    return ascii ?? text.unicodeScalars.map(\.value)
  }
}

/// A set of Unicode scalars.
struct ScalarSet: Sendable, Equatable {
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
struct ASCIISet: Sendable, Equatable {
  /// Those below 64, and the others.
  private let low, high: UInt64

  /// The set without any.
  static let none = ASCIISet(ScalarSet(ranges: []))

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

/// One search: a step that several ways lead to is tried at most once at each place of the text, so the time stays linear in
/// text times program.
struct PatternRun {
  let pattern: Pattern
  let text: [UInt32]
  /// A bit for each step at each place.
  private var visited: [UInt64]
  /// Where to go on, should the way that was taken end.
  private var pending: [(step: Int, place: Int)] = []

  init(pattern: Pattern, text: [UInt32]) {
    self.pattern = pattern
    self.text = text
    visited = [UInt64](repeating: 0, count: (pattern.program.count + 1) * (text.count + 1) / 64 + 1)
    pending.reserveCapacity(8)
  }

  /// Whether the program from `start` reaches `accept`, or `end`, from a place of the text.
  mutating func accepts(from start: Int, at position: Int, end: Int) -> Bool {
    pending.removeAll(keepingCapacity: true)
    pending.append((start, position))
    while let (step, place) = pending.popLast() {
      if follows(step, place, end) { return true }
    }
    return false
  }

  /// Follows one way until it is accepted or ends; the others are left in `pending`.
  private mutating func follows(_ start: Int, _ position: Int, _ end: Int) -> Bool {
    var (step, place) = (start, position)
    while step < end {
      let known = pattern.steps[step]
      if known.isJoint {
        guard isFirstVisit(step, place) else { return false }
      }
      if known.takesScalar, place < text.count, text[place] < 0x80 {
        guard known.ascii.contains(text[place]) else { return false }
        step += 1
        place += 1
        continue
      }
      switch pattern.program[step] {
      case .accept: return true
      case .take(let set):
        guard place < text.count, set.contains(text[place]) else { return false }
        step += 1
        place += 1
      case .split(let first, let second):
        if mayPass(second, at: place, end) { pending.append((second, place)) }
        step = first
      case .jump(let target): step = target
      case .atStart:
        guard place == 0 else { return false }
        step += 1
      case .atEnd:
        guard place == text.count else { return false }
        step += 1
      case .wordBoundary(let wanted):
        guard isBoundary(place) == wanted else { return false }
        step += 1
      case .look(let ahead, let lookEnd):
        var inner = PatternRun(pattern: pattern, text: text)
        guard inner.accepts(from: step + 1, at: place, end: lookEnd) == ahead else { return false }
        step = lookEnd
      }
    }
    return true
  }

  /// Whether a way over a step is worth to be kept.
  @inline(__always)
  private func mayPass(_ step: Int, at place: Int, _ end: Int) -> Bool {
    step >= end || place >= text.count || pattern.steps[step].mayPass(before: text[place])
  }

  /// Marks a step at a place, and tells whether it was not marked before.
  private mutating func isFirstVisit(_ step: Int, _ place: Int) -> Bool {
    let key = step * (text.count + 1) + place
    let bit: UInt64 = 1 << UInt64(key & 63)
    guard visited[key >> 6] & bit == 0 else { return false }
    visited[key >> 6] |= bit
    return true
  }

  private func isBoundary(_ place: Int) -> Bool {
    let before = place > 0 && ScalarSet.word.contains(text[place - 1])
    let after = place < text.count && ScalarSet.word.contains(text[place])
    return before != after
  }
}
