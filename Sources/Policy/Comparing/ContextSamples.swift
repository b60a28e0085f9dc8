import Source

/// Values of condition keys, one of each kind that some conditions tell apart.
///
/// A condition divides the values of its key: the texts of a list and all others, the numbers below and above a bound, the
/// addresses of a block. Samples of each part, and the key's absence, stand for every request.
struct ContextSamples {
  /// A key with the lists of values it is tried with; nil is its absence.
  struct Axis {
    let key: String
    var values: [[PartialText]?]
  }

  private(set) var axes: [Axis] = []
  private(set) var isComplete = true

  /// Single values of which all sets are tried; of more, sets of one, of two, and of all.
  private static let mostForAllSets = 4
  /// Values of one key.
  private static let mostValues = 512

  /// Makes samples for the conditions of statements, and for the policy variables in their resources.
  ///
  /// - Parameters:
  ///   - fixed: keys that AWS derives from who asks, in small letters.
  ///   - given: values that must be among those of a key.
  init(_ statements: [ComparedStatement], fixed: Set<String>, given: [String: [PartialText]] = [:]) {
    var keys = Keys()
    for statement in statements { keys.add(statement) }
    let linked = keys.texts(among: fixed)
    for key in keys.order where !fixed.contains(key) {
      var values = keys.typed(key) + (linked[key]?.values ?? []) + (given[key] ?? [])
      if linked[key]?.isComplete == false { isComplete = false }
      var seen: Set<PartialText> = []
      values.removeAll { !seen.insert($0).inserted }
      if values.isEmpty { values = ["present"] }
      if values.count > Self.mostValues {
        values = Array(values.prefix(Self.mostValues))
        isComplete = false
      }
      let lists = keys.takesSets.contains(key) ? Self.sets(values) : values.map { [$0] }
      axes.append(Axis(key: key, values: [nil] + lists.map { Optional($0) }))
      if keys.takesSets.contains(key), values.count > Self.mostForAllSets { isComplete = false }
    }
  }

  private static func sets(_ values: [PartialText]) -> [[PartialText]] {
    guard values.count > mostForAllSets else {
      return (1..<(1 << values.count)).map { bits in values.indices.filter { bits >> $0 & 1 == 1 }.map { values[$0] } }
    }
    var sets = values.map { [$0] }
    for (index, value) in values.enumerated() { sets += values[(index + 1)...].map { [value, $0] } }
    return sets + [values]
  }
}

/// The conditions of some statements, by key.
private struct Keys {
  private(set) var order: [String] = []
  private(set) var takesSets: Set<String> = []
  private var conditions: [String: [(operation: ConditionOperator, values: [PartialText], hasVariables: Bool)]] = [:]

  mutating func add(_ statement: ComparedStatement) {
    for condition in statement.statement.conditions {
      let key = condition.key.value.lowercased()
      note(key)
      guard let operation = ConditionOperator(condition.comparison.value) else { continue }
      if operation.quantifier != nil { takesSets.insert(key) }
      conditions[key, default: []].append((operation, condition.values.map(\.value), statement.hasVariables))
      guard statement.hasVariables, operation.comparison.takesVariables else { continue }
      for value in condition.values { note(variablesIn: value.value) }
    }
    guard statement.hasVariables else { return }
    for value in statement.statement.resources?.values ?? [] { note(variablesIn: value.value) }
  }

  private mutating func note(variablesIn text: PartialText) {
    for variable in SymbolText(text, SymbolText.Reading(hasVariables: true)).variables { note(variable.key) }
  }

  private mutating func note(_ key: String) {
    if conditions[key] == nil {
      conditions[key] = []
      order.append(key)
    }
  }

  /// Samples for operators that compare numbers, dates, addresses, truths and bytes.
  func typed(_ key: String) -> [PartialText] {
    var texts: [PartialText] = []
    var numbers: [Double] = []
    for (operation, values, _) in conditions[key] ?? [] {
      let literals = values.compactMap(\.literal)
      switch operation.comparison {
      case .number: numbers += literals.compactMap(ConditionNumber.number)
      case .date: numbers += literals.compactMap(ConditionNumber.date)
      case .address: texts += literals.compactMap { AddressBlock($0) }.flatMap(\.samples)
      case .bool: texts += ["true", "false"]
      case .binary: texts += values + ["", "AA=="]
      case .text, .textIgnoringCase, .pattern, .arn, .null: continue
      }
      texts += values.filter { $0.literal == nil }
    }
    return texts + Self.around(numbers)
  }

  /// Each number, one between each two, and one beyond each end.
  private static func around(_ numbers: [Double]) -> [PartialText] {
    let sorted = Set(numbers.filter { $0.isFinite && abs($0) < 1e15 }).sorted()
    guard let first = sorted.first, let last = sorted.last else { return [] }
    var samples = [first - 1]
    for (index, number) in sorted.enumerated() {
      samples.append(number)
      if index + 1 < sorted.count { samples.append((number + sorted[index + 1]) / 2) }
    }
    return (samples + [last + 1]).map { number in
      PartialText(number == number.rounded() ? String(Int(number)) : "\(number)")
    }
  }

  /// Samples for operators that compare texts, by key. Where a policy variable makes one key's value a pattern for another's,
  /// each has the other's samples too.
  func texts(among fixed: Set<String>) -> [String: (values: [PartialText], isComplete: Bool)] {
    var samples: [String: (values: [PartialText], isComplete: Bool)] = [:]
    // The first round learns what variables may hold, the next ones what follows from it.
    let rounds = order.contains { hasVariables($0) } ? 3 : 1
    for round in 0..<rounds {
      for key in order where !fixed.contains(key) {
        let own = texts(key, samples, widening: round > 0)
        samples[key] = own
      }
    }
    return samples
  }

  private func hasVariables(_ key: String) -> Bool {
    (conditions[key] ?? []).isEmpty
      || (conditions[key] ?? []).contains { use in
        use.hasVariables
          && use.values.contains { !SymbolText($0, SymbolText.Reading(hasVariables: true)).variables.isEmpty }
      }
  }

  private func texts(
    _ key: String, _ known: [String: (values: [PartialText], isComplete: Bool)], widening: Bool
  ) -> (values: [PartialText], isComplete: Bool) {
    var shared = SharedSymbols()
    var patterns: [PatternSteps] = []
    var cased: [PartialText] = []
    var isAsked = (conditions[key] ?? []).isEmpty
    for (operation, values, hasVariables) in conditions[key] ?? [] {
      guard operation.comparison.takesVariables else { continue }
      isAsked = true
      let reading = SymbolText.Reading(
        hasWildcards: operation.comparison.takesWildcards, hasVariables: hasVariables,
        foldsCase: operation.comparison == .textIgnoringCase)
      for value in values {
        for text in Self.expansions(of: SymbolText(value, reading), known) {
          if operation.comparison == .arn {
            if let steps = PatternSteps(arn: text, expandsShort: false, isStrict: true, &shared) {
              patterns.append(steps)
            }
          } else {
            patterns.append(PatternSteps(whole: text, &shared))
          }
          if operation.comparison == .textIgnoringCase {
            cased += value.literal.map { [PartialText($0.uppercased())] } ?? []
          }
        }
      }
    }
    guard isAsked else { return ([], true) }
    if widening { patterns += mirrored(key, known).map { PatternSteps.only($0, &shared) } }
    var seen: Set<PatternSteps> = []
    patterns.removeAll { !seen.insert($0).inserted }
    let regions = PatternRegions(patterns, within: .anything, shared)
    return (regions.regions.map(\.text) + cased, regions.isComplete)
  }

  /// The samples of keys whose conditions speak of this one by a variable.
  private func mirrored(
    _ key: String, _ known: [String: (values: [PartialText], isComplete: Bool)]
  ) -> [PartialText] {
    var found: [PartialText] = []
    for (other, uses) in conditions where other != key {
      let speaks = uses.contains { use in
        use.hasVariables
          && use.values.contains { value in
            SymbolText(value, SymbolText.Reading(hasVariables: true)).variables.contains { $0.key == key }
          }
      }
      if speaks { found += known[other]?.values ?? [] }
    }
    return Array(found.sorted { $0.description < $1.description }.prefix(64))
  }

  /// A pattern with the samples of its variables in their places.
  private static func expansions(
    of text: SymbolText, _ known: [String: (values: [PartialText], isComplete: Bool)]
  ) -> [SymbolText] {
    guard !text.variables.isEmpty else { return [text] }
    // Several variables take their samples in step: more would be a product.
    let count = text.variables.map { known[$0.key]?.values.count ?? 0 }.max() ?? 0
    return (0..<max(1, count)).compactMap { index in
      text.expanded { key in
        guard let values = known[key]?.values, !values.isEmpty else { return nil }
        return SymbolText(values[index % values.count])
      }
    }
  }
}

extension AddressBlock {
  /// The first and last address of the block, and the ones right before and behind it.
  var samples: [PartialText] { edges.map { PartialText($0) } }
}
