import Diagnostics
import Source

extension DefinitionReader {
  /// Most states of a scope whose names are compared with one that is not there.
  private static let mostCompared = 500

  /// Whether every transition leads to a state of the same scope, every state is reached, and some state ends.
  mutating func checkGraph(of scope: StateScope, _ object: StateObject) {
    let names = scope.states.map(\.name.text)
    let known = Set(names)
    // Of so many names no one looks for the nearest.
    let candidates = names.count <= Self.mostCompared ? names : []
    var meant: [String: String] = [:]
    func checked(_ target: StateName?, _ field: String, _ subject: String) {
      guard let target, !known.contains(target.text) else { return }
      findings.report(.unknownNextState(target, field, of: subject, among: candidates))
      meant[target.text] = Spelling.nearest(to: target.text, in: candidates) ?? ""
    }
    checked(scope.startAt, "StartAt", object.subject)
    for state in scope.states {
      for target in state.targets { checked(target.name, target.field, "`\(state.name.text)`") }
    }
    // Where a target is missing, the state that ends may be the one that is not there.
    if meant.isEmpty, !scope.states.contains(where: \.mayEnd) { return findings.report(.noEndState(of: object, scope)) }
    guard !meant.values.contains("") else { return }
    guard let start = scope.startAt else { return }
    let byName = Dictionary(scope.states.map { ($0.name.text, $0) }) { first, _ in first }
    var reached: Set<String> = []
    var queue = [meant[start.text] ?? start.text]
    while let name = queue.popLast() {
      guard reached.insert(name).inserted, let state = byName[name] else { continue }
      guard state.isKnown else { return }
      queue += state.targets.map { meant[$0.name.text] ?? $0.name.text }
    }
    // A name that is given twice stands for one state, and a start that does not exist reaches nothing.
    guard known.contains(meant[start.text] ?? start.text) else { return }
    for state in scope.states where !reached.contains(state.name.text) {
      findings.report(.unreachableState(state.name))
    }
  }
}

extension State {
  /// The states that may come next, with the field that names each.
  fileprivate var targets: [(name: StateName, field: String)] {
    var targets: [(StateName, String)] = []
    if case .next(let name) = transition { targets.append((name, "Next")) }
    if case .choice(let choice) = action {
      targets += choice.branches.compactMap(\.next).map { ($0, "Next") }
      if let otherwise = choice.otherwise { targets.append((otherwise, "Default")) }
    }
    targets += catchers.compactMap(\.next).map { ($0, "Next") }
    return targets
  }

  /// Whether an execution may end here; also if what comes next is not known.
  fileprivate var mayEnd: Bool {
    switch action {
    case .succeed, .fail, .unknown: return true
    case .choice(let choice): return choice.branches.isEmpty && choice.otherwise == nil
    case .task, .pass, .wait, .parallel, .map:
      if case .next = transition { return false }
      return true
    }
  }

  /// Whether everything that may come next is known.
  fileprivate var isKnown: Bool {
    guard catchers.allSatisfy({ $0.next != nil }) else { return false }
    switch action {
    case .unknown: return false
    case .choice(let choice): return choice.branches.allSatisfy { $0.next != nil }
    case .task, .pass, .wait, .parallel, .map: return transition != nil
    case .succeed, .fail: return true
    }
  }
}
