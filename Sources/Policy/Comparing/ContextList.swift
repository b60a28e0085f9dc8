import Source

/// The classes of condition values that some statements tell apart, each as a request's context.
struct ContextList {
  private(set) var contexts: [[String: [PartialText]]] = []
  private(set) var isComplete: Bool

  /// Contexts for one class of actions and resources. Real statements have one to three keys.
  private static let most = 4_096

  init(
    _ statements: [ComparedStatement], fixed: Set<String>, _ variables: Variables,
    notOfAccount account: PartialText? = nil
  ) {
    let samples = ContextSamples(statements, fixed: fixed, given: variables.values)
    isComplete = samples.isComplete
    let axes = samples.axes.map { axis in
      guard let account, axis.key == "aws:principalaccount" else { return axis }
      return ContextSamples.Axis(key: axis.key, values: axis.values.filter { $0 != [account] })
    }
    let count = axes.reduce(1) {
      $0.multipliedReportingOverflow(by: $1.values.count).overflow ? Int.max : $0 * $1.values.count
    }
    if count <= Self.most {
      contexts = Self.product(axes)
      return
    }
    // Too many: around each statement's own conditions, one and two keys at a time.
    isComplete = false
    for statement in statements {
      let base = Self.base(statement, axes)
      contexts.append(Self.context(base, axes))
      for (first, axis) in axes.enumerated() {
        for value in axis.values.indices {
          guard contexts.count < Self.most else { return }
          var changed = base
          changed[first] = value
          contexts.append(Self.context(changed, axes))
        }
      }
    }
  }

  private static func product(_ axes: [ContextSamples.Axis]) -> [[String: [PartialText]]] {
    var choices: [[Int]] = [[]]
    for axis in axes { choices = choices.flatMap { choice in axis.values.indices.map { choice + [$0] } } }
    return choices.map { context($0, axes) }
  }

  private static func context(_ choice: [Int], _ axes: [ContextSamples.Axis]) -> [String: [PartialText]] {
    var context: [String: [PartialText]] = [:]
    for (axis, value) in zip(axes, choice) { context[axis.key] = axis.values[value] }
    return context
  }

  /// For each key a value with which the conditions of a statement hold, as far as each by itself shows it.
  private static func base(_ statement: ComparedStatement, _ axes: [ContextSamples.Axis]) -> [Int] {
    axes.map { axis in
      let own = statement.statement.conditions.filter { $0.key.value.lowercased() == axis.key }
        .map { CompiledCondition($0, hasVariables: statement.hasVariables) }
      guard !own.isEmpty else { return 0 }
      return axis.values.indices.first { index in
        let context = axis.values[index].map { [axis.key: $0] } ?? [:]
        let request = AccessRequest(action: "x:x", resource: "*", principal: .anonymous, context: context)
        var unknowns = Unknowns()
        return own.allSatisfy { $0.matches(request, &unknowns) == .yes }
      } ?? 0
    }
  }
}

extension ContextList {
  /// The values that policy variables may take.
  struct Variables {
    fileprivate let values: [String: [PartialText]]

    /// A pattern with its variables replaced by each of their values.
    func expansions(of text: SymbolText) -> [SymbolText] {
      guard !text.variables.isEmpty else { return [text] }
      let counts = text.variables.map { max(1, values[$0.key]?.count ?? 0) }
      // Each variable takes each of its values while the others keep their first, and all take them in step.
      let most = counts.max() ?? 1
      var picks: [[Int]] = (0..<most).map { index in counts.map { index % $0 } }
      for (place, count) in counts.enumerated() {
        for value in 0..<count {
          var pick = [Int](repeating: 0, count: counts.count)
          pick[place] = value
          picks.append(pick)
        }
      }
      var expanded: [SymbolText] = []
      for pick in picks {
        let byKey = Dictionary(zip(text.variables.map(\.key), pick), uniquingKeysWith: { first, _ in first })
        let one = text.expanded { key in
          guard let values = values[key], let index = byKey[key], values.indices.contains(index) else { return nil }
          return SymbolText(values[index])
        }
        if let one, !expanded.contains(one) { expanded.append(one) }
      }
      return expanded
    }
  }

  /// The values that the policy variables in resources may take, as the contexts will have them.
  static func variables(of statements: [ComparedStatement]) -> Variables {
    guard statements.contains(where: \.hasResourceVariables) else { return Variables(values: [:]) }
    var values: [String: [PartialText]] = [:]
    for axis in ContextSamples(statements, fixed: []).axes {
      values[axis.key] = axis.values.compactMap { $0 }.filter { $0.count == 1 }.flatMap { $0 }
    }
    return Variables(values: values)
  }
}
