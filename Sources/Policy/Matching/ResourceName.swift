import Source

/// An ARN, or the pattern of one, with the places of its six components: `arn:partition:service:region:account:resource`
/// (AWS General Reference, Amazon Resource Names). The last may hold colons.
struct ResourceName: Sendable, Equatable {
  let text: SymbolText
  /// The components; none if this is no ARN. A short pattern has fewer than six.
  let components: [Range<Int>]
  private let isShortAllowed: Bool

  /// How many components an ARN has.
  static let arity = 6
  /// The components from the one that tells most ARNs apart to the one that tells fewest.
  private static let order = [5, 2, 3, 4, 1, 0]

  /// Prepares a text; `expandsShort` tells whether components left out at the end stand for any.
  init(_ text: SymbolText, expandsShort: Bool = false) {
    self.text = text
    isShortAllowed = expandsShort
    components = Self.split(text)
  }

  private static func split(_ text: SymbolText) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(arity)
    var start = 0
    for (index, symbol) in text.symbols.enumerated() where symbol == SymbolText.colon {
      ranges.append(start..<index)
      start = index + 1
      if ranges.count == arity - 1 { break }
    }
    ranges.append(start..<text.symbols.count)
    guard ranges.count > 1, let first = ranges.first, beginsARN(text.symbols[first]) else { return [] }
    return ranges
  }

  private static func beginsARN(_ symbols: ArraySlice<UInt32>) -> Bool {
    symbols.elementsEqual("arn".utf8.lazy.map(UInt32.init)) || symbols.contains { SymbolText.isWildcard($0) }
  }

  /// The same pattern with its policy variables replaced.
  func replacingText(with text: SymbolText) -> ResourceName {
    ResourceName(text, expandsShort: isShortAllowed)
  }

  /// One component, if it is there.
  func component(_ index: Int) -> SymbolRange? {
    components.indices.contains(index) ? SymbolRange(text, components[index]) : nil
  }

  /// Whether a pattern matches a name, component by component: a wildcard never reaches over one of the first five colons
  /// (IAM User Guide, Resource; ARN condition operators).
  static func match(_ pattern: ResourceName, _ name: ResourceName, _ unknowns: inout Unknowns) -> Truth {
    if pattern.text.isAnyRun { return .yes }
    let isShort = pattern.components.count < arity
    if isShort, !pattern.isShortAllowed, !pattern.components.isEmpty, pattern.text.holes.isEmpty,
      name.components.count == arity
    {
      return .no
    }
    guard name.components.count == arity, !pattern.components.isEmpty, !isShort || pattern.isShortAllowed else {
      return SymbolRange.match(SymbolRange(pattern.text), SymbolRange(name.text), &unknowns)
    }
    if pattern.text.holes.isEmpty, name.text.holes.isEmpty, let matches = matchKnown(pattern, name) {
      return Truth(matches)
    }
    let mark = unknowns.mark
    var result = Truth.yes
    for index in order {
      guard let wanted = pattern.component(index), let given = name.component(index) else { continue }
      result = result & SymbolRange.match(wanted, given, &unknowns)
      if result == .no { break }
    }
    if result != .maybe { unknowns.forget(since: mark) }
    return result
  }
}

extension ResourceName {
  /// Matches what has no holes; nil where a component needs another search than trying.
  private static func matchKnown(_ pattern: ResourceName, _ name: ResourceName) -> Bool? {
    pattern.text.symbols.withUnsafeBufferPointer { wanted in
      name.text.symbols.withUnsafeBufferPointer { given in
        for index in order where index < pattern.components.count {
          switch SymbolRange.scan(
            wanted, pattern.components[index], given, name.components[index], same: { $0 < 0x100 && $0 == $1 })
          {
          case .ended(let matches): if !matches { return false }
          case .retries: return nil
          }
        }
        return true
      }
    }
  }

  /// Matches as the ARN operators do: what is no ARN matches nothing, unless a hole may make it one.
  static func matchStrictly(_ pattern: ResourceName, _ name: ResourceName, _ unknowns: inout Unknowns) -> Truth {
    let isOpen = !pattern.text.holes.isEmpty || !name.text.holes.isEmpty
    let areNames = pattern.components.count == arity && name.components.count == arity
    return areNames || isOpen || pattern.text.isAnyRun ? match(pattern, name, &unknowns) : .no
  }
}
