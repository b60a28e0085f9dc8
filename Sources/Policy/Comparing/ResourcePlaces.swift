import Source

/// The regions of resources that some statements tell apart, with the resources that have policies of their own.
struct ResourcePlaces {
  /// One region, by a name in it.
  struct Place {
    let name: PartialText
    /// The patterns that match it.
    let matches: [Int]
    /// The resource that it is, or is a part of.
    let target: String?
  }

  private(set) var patterns: [ResourcePattern] = []
  private var steps: [PatternSteps] = []
  private var shared = SharedSymbols()
  private let regions: PatternRegions
  /// The values of policy variables in the patterns.
  let variables: ContextList.Variables
  /// Names that are no ARNs as they are written.
  private var others: [PartialText] = []

  var isComplete: Bool { regions.isComplete }

  init(_ statements: [ComparedStatement], targets: Set<String>, _ old: ComparedSide, _ new: ComparedSide) {
    variables = ContextList.variables(of: statements)
    var patterns: [ResourcePattern] = []
    var steps: [PatternSteps] = []
    var shared = SharedSymbols()
    var others: [PartialText] = ["*"]
    var seen: Set<String> = []
    for statement in statements {
      for value in statement.statement.resources?.values ?? [] {
        guard seen.insert("\(statement.compiled.kind) \(statement.hasVariables) \(value.value)").inserted else {
          continue
        }
        let reading = SymbolText.Reading(hasWildcards: true, hasVariables: statement.hasVariables)
        let written = SymbolText(value.value, reading)
        let hasWildcard = written.symbols.contains { SymbolText.isWildcard($0) }
        let isShort = statement.compiled.kind.expandsShortARN(hasWildcard: hasWildcard)
        for text in variables.expansions(of: written) {
          guard let own = PatternSteps(arn: text, expandsShort: isShort, &shared) else { continue }
          patterns.append(ResourcePattern(written: value.value, scope: nil))
          steps.append(own)
          if ResourceName(text).components.isEmpty, !text.isAnyRun { others.append(own.instance(shared)) }
        }
      }
    }
    for id in targets.sorted() {
      for arn in Set([old, new].compactMap { $0.resources[id]?.arn }).sorted(by: { $0.description < $1.description }) {
        let exact = PatternSteps.only(arn, &shared)
        for own in [exact, exact.followed(by: "/"), exact.followed(by: ":")] {
          patterns.append(ResourcePattern(written: arn, scope: id))
          steps.append(own)
        }
      }
    }
    self.patterns = patterns
    self.steps = steps
    self.shared = shared
    self.others = others
    regions = PatternRegions(steps, within: .anyARN, shared)
  }

  /// All places, those that no ARN names last.
  mutating func all() -> [Place] {
    var places = regions.regions.map { Place(name: $0.text, matches: $0.matches, target: target($0.matches)) }
    var seen: Set<PartialText> = []
    for name in others where seen.insert(name).inserted {
      let symbols = shared.symbols(of: name)
      let matches = steps.indices.filter { steps[$0].matches(symbols) }
      places.append(Place(name: name, matches: matches, target: target(matches)))
    }
    return places
  }

  /// The resource of a region: of several, one of which is a part of the other, the part.
  private func target(_ matches: [Int]) -> String? {
    matches.map { patterns[$0] }.filter { $0.scope != nil }
      .max { $0.written.description.utf8.count < $1.written.description.utf8.count }?.scope
  }
}

extension PatternSteps {
  /// The shortest text that it matches.
  fileprivate func instance(_ shared: SharedSymbols) -> PartialText {
    shared.text(
      steps.compactMap { step in
        switch step {
        case .symbol(let symbol): symbol
        case .one: UInt32(UInt8(ascii: "x"))
        case .run: nil
        }
      })
  }
}
