import Synchronization

/// A deterministic automaton for texts of ASCII, whose states are sets of a program's steps and are made when a text first leads
/// to them (Thompson, "Regular Expression Search Algorithm", 1968): then each letter of a text costs one look into a table.
final class PatternAutomaton: Sendable {
  /// With more states than these a pattern is run step by step: it counts so much that texts hardly meet the same state again.
  private static let mostStates = 1024
  /// So many steps are kept for all states together, 4 bytes each: a pattern of a hostile file must not eat memory.
  private static let mostSteps = 1 << 16
  private static let unknown: Int32 = -1
  /// The state from which nothing is accepted.
  private static let dead: Int32 = 0

  private let program: [Pattern.Instruction]
  private let sets: [ASCIISet]
  private let isAtStart: Bool
  /// By letter of ASCII, which class it is of: all of one lead to the same states.
  private let classes: [UInt8]
  /// A letter of each class.
  private let letters: [UInt32]
  private let table: Mutex<Table>

  /// The states that texts have led to.
  private struct Table: Sendable {
    /// The steps of each state that take a letter or ask for the end, in order.
    var steps: [[Int32]] = []
    var indexes: [[Int32]: Int32] = [:]
    /// Whether the pattern matches once a state is met, and whether it does where the text ends.
    var accepts: [Bool] = []
    var acceptsAtEnd: [Bool] = []
    /// Where each class of letters leads from each state.
    var next: [Int32] = []
    var start: Int32 = 0
    /// How many steps all states have together.
    var countOfSteps = 0
    /// By step, the last search that met it.
    var met: [Int32] = []
    var search: Int32 = 0
  }

  /// Nil for a program that looks around, since a state would have to know what stands there, and for one of very many sets.
  init?(_ program: [Pattern.Instruction], _ steps: [Pattern.Step], isAtStart: Bool) {
    var distinct: [ASCIISet] = []
    for (instruction, step) in zip(program, steps) {
      switch instruction {
      case .look, .wordBoundary: return nil
      case .take: if !distinct.contains(step.ascii) { distinct.append(step.ascii) }
      case .split, .jump, .atStart, .atEnd, .accept: break
      }
    }
    guard distinct.count <= UInt64.bitWidth else { return nil }
    self.program = program
    sets = steps.map(\.ascii)
    self.isAtStart = isAtStart
    (classes, letters) = Self.classes(by: distinct)
    table = Mutex(Table())
    table.withLock { table in
      table.met = [Int32](repeating: 0, count: program.count)
      _ = add([], to: &table)
      table.start = add(closure(of: [0], atStart: true, in: &table), to: &table)
    }
  }

  /// Whether the pattern matches somewhere in the text; nil for one that is not ASCII, or leads to too many states.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    table.withLock { table in
      var state = table.start
      if table.accepts[Int(state)] { return true }
      for byte in text {
        guard byte < 0x80 else { return nil }
        let edge = Int(state) * letters.count + Int(classes[Int(byte)])
        if table.next[edge] == Self.unknown {
          guard table.steps.count < Self.mostStates, table.countOfSteps < Self.mostSteps else { return nil }
          table.next[edge] = follow(state, letters[Int(classes[Int(byte)])], in: &table)
        }
        state = table.next[edge]
        if state == Self.dead { return false }
        if table.accepts[Int(state)] { return true }
      }
      return table.acceptsAtEnd[Int(state)]
    }
  }

  /// The state behind a letter.
  private func follow(_ state: Int32, _ letter: UInt32, in table: inout Table) -> Int32 {
    var reached: [Int32] = []
    for step in table.steps[Int(state)] where sets[Int(step)].contains(letter) { reached.append(step + 1) }
    // A pattern that may begin anywhere begins at each letter.
    if !isAtStart { reached.append(0) }
    return add(closure(of: reached, in: &table), to: &table)
  }

  /// The state of some steps, of nil for one in which the pattern matches.
  private func add(_ steps: [Int32]?, to table: inout Table) -> Int32 {
    let key = steps ?? [-1]
    if let known = table.indexes[key] { return known }
    let index = Int32(table.steps.count)
    table.indexes[key] = index
    table.steps.append(steps ?? [])
    table.countOfSteps += key.count
    table.accepts.append(steps == nil)
    let ends = key.filter { $0 >= 0 && isEnd($0) }
    table.acceptsAtEnd.append(!ends.isEmpty && closure(of: ends, atEnd: true, in: &table) == nil)
    table.next.append(contentsOf: repeatElement(Self.unknown, count: letters.count))
    return index
  }

  private func isEnd(_ step: Int32) -> Bool { if case .atEnd = program[Int(step)] { true } else { false } }

  /// The steps that take a letter, or ask for the end, to which some steps lead without a letter; nil where the pattern matches
  /// on the way.
  private func closure(
    of starts: [Int32], atStart: Bool = false, atEnd: Bool = false, in table: inout Table
  ) -> [Int32]? {
    table.search += 1
    var pending = starts
    var steps: [Int32] = []
    while let step = pending.popLast() {
      guard step < program.count else { return nil }
      guard table.met[Int(step)] != table.search else { continue }
      table.met[Int(step)] = table.search
      switch program[Int(step)] {
      case .accept: return nil
      case .take: steps.append(step)
      case .split(let first, let second):
        pending.append(Int32(second))
        pending.append(Int32(first))
      case .jump(let target): pending.append(Int32(target))
      case .atStart: if atStart { pending.append(step + 1) }
      case .atEnd: if atEnd { pending.append(step + 1) } else { steps.append(step) }
      case .look, .wordBoundary: break
      }
    }
    if steps.count > 1 { steps.sort() }
    return steps
  }

  /// The classes of letters that no set tells apart, with a letter of each.
  private static func classes(by sets: [ASCIISet]) -> (classes: [UInt8], letters: [UInt32]) {
    var signatures: [UInt64] = []
    var letters: [UInt32] = []
    let classes = (0..<128 as Range<UInt32>).map { letter -> UInt8 in
      var signature: UInt64 = 0
      for (index, set) in sets.enumerated() where set.contains(letter) { signature |= 1 << UInt64(index) }
      if let known = signatures.firstIndex(of: signature) { return UInt8(known) }
      signatures.append(signature)
      letters.append(letter)
      return UInt8(letters.count - 1)
    }
    return (classes, letters)
  }
}
