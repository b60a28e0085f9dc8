/// One question to a ``ConditionSolver``: truths that follow from each other, and choices that can be taken back.
struct ConditionSearch {
  /// A choice: which formula was given which truth first, and what was known before.
  private struct Choice {
    let place: Int
    let truth: Bool
    let known: Int
  }

  private let formulas: ConditionFormulas
  private let parents: [[Int]]
  private var truths: [Bool?]
  /// The formulas whose truth is known, in the order in which it became known.
  private var trail: [Int] = []
  /// How much of the trail has been followed up.
  private var followed = 0
  /// How many formulas were looked at.
  private(set) var steps = 0

  init(_ formulas: ConditionFormulas, _ parents: [[Int]]) {
    self.formulas = formulas
    self.parents = parents
    truths = [Bool?](repeating: nil, count: formulas.nodes.count)
  }

  /// Whether the formulas can have these truths; nil if that takes too long.
  mutating func run(_ wanted: [(Int, Bool)]) -> Bool? {
    for (place, truth) in wanted where !set(place, truth) { return false }
    guard followUp() else { return false }
    var choices: [Choice] = []
    while let (place, truth) = openChoice() {
      choices.append(Choice(place: place, truth: truth, known: trail.count))
      var isConsistent = set(place, truth) && followUp()
      while !isConsistent {
        guard let last = choices.popLast() else { return false }
        takeBack(to: last.known)
        isConsistent = set(last.place, !last.truth) && followUp()
        if steps > ConditionSolver.mostSteps { return nil }
      }
      if steps > ConditionSolver.mostSteps { return nil }
    }
    return true
  }

  /// Notes a truth; false if the opposite is known.
  private mutating func set(_ place: Int, _ truth: Bool) -> Bool {
    if let known = truths[place] { return known == truth }
    truths[place] = truth
    trail.append(place)
    return true
  }

  private mutating func takeBack(to count: Int) {
    while trail.count > count { truths[trail.removeLast()] = nil }
    followed = count
  }

  /// Works out what follows from the truths; false if they contradict each other.
  private mutating func followUp() -> Bool {
    while followed < trail.count {
      let place = trail[followed]
      followed += 1
      guard follow(place) else { return false }
      for parent in parents[place] where !judge(parent) { return false }
    }
    return true
  }

  /// What follows from the truth of a formula for its operands.
  private mutating func follow(_ place: Int) -> Bool {
    steps += 1
    guard let truth = truths[place] else { return true }
    switch formulas.nodes[place] {
    case .constant(let value): return value == truth
    case .atom: return followAtom(place, truth)
    case .not(let operand): return set(operand, !truth)
    case .all(let operands):
      guard truth else { return judge(place) }
      for operand in operands where !set(operand, true) { return false }
      return true
    case .any(let operands):
      guard !truth else { return judge(place) }
      for operand in operands where !set(operand, false) { return false }
      return true
    }
  }

  /// A thing is one text, and one of those that it may be.
  private mutating func followAtom(_ place: Int, _ truth: Bool) -> Bool {
    guard let thing = formulas.thingOfAtom[place] else { return true }
    let atoms = formulas.things[thing]
    steps += atoms.count
    if truth {
      for atom in atoms.values where atom != place { guard set(atom, false) else { return false } }
      return true
    }
    guard let allowed = formulas.allowed[thing] else { return true }
    var last: Int?
    for text in Set(allowed) {
      // A text that nothing compares it with is always left.
      guard let atom = atoms[text] else { return true }
      if truths[atom] == false { continue }
      if last != nil { return true }
      last = atom
    }
    return last.map { set($0, true) } ?? false
  }

  /// What follows from the truths of a formula's operands, and from those of some with its own for the others.
  private mutating func judge(_ place: Int) -> Bool {
    switch formulas.nodes[place] {
    case .constant, .atom: return true
    case .not(let operand): return truths[operand].map { set(place, !$0) } ?? true
    case .all(let operands): return judge(place, operands, deciding: false)
    case .any(let operands): return judge(place, operands, deciding: true)
    }
  }

  /// `deciding` is the truth of one operand that decides the whole.
  private mutating func judge(_ place: Int, _ operands: [Int], deciding: Bool) -> Bool {
    steps += operands.count
    var open: Int?
    var several = false
    for operand in operands {
      guard let truth = truths[operand] else {
        several = open != nil
        open = open ?? operand
        if several { break }
        continue
      }
      if truth == deciding { return set(place, deciding) }
    }
    guard let open else { return set(place, !deciding) }
    // A later operand may decide what those that are open do not.
    if several {
      return operands.contains { truths[$0] == deciding } ? set(place, deciding) : true
    }
    return truths[place] == deciding ? set(open, deciding) : true
  }

  /// An operand that would decide a formula whose truth is known and not yet given by its operands.
  private mutating func openChoice() -> (Int, Bool)? {
    for place in trail {
      let operands: [Int]
      let deciding: Bool
      switch (formulas.nodes[place], truths[place]) {
      case (.all(let list), false?): (operands, deciding) = (list, false)
      case (.any(let list), true?): (operands, deciding) = (list, true)
      default: continue
      }
      steps += operands.count
      guard !operands.contains(where: { truths[$0] == deciding }),
        let open = operands.first(where: { truths[$0] == nil })
      else { continue }
      return (open, deciding)
    }
    return nil
  }
}
