import Source
import Template

/// Whether values say the same to CloudFormation and AWS: names in any order, numbers and truth values also in quotes, JSON
/// in any layout, and of policies statements in any order and one action or resource alone or in a list.
struct ValueComparison {
  /// Whether a logical id of the first value stands for one of the second.
  let isSameID: (String, String) -> Bool

  /// Properties that hold policy documents.
  private static let policies: Set<String> = ["PolicyDocument", "AssumeRolePolicyDocument", "KeyPolicy"]
  /// Lists whose order says nothing.
  private static let unordered: Set<String> = ["AttributeDefinitions", "Tags"]

  func isSame(_ mine: Value, _ theirs: Value) -> Bool {
    switch (mine.kind, theirs.kind) {
    case (.map(let a), .map(let b)): isSame(a, b)
    case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1) }
    case (.intrinsic(let a), .intrinsic(let b)): isSame(a, b)
    case (.null, .null): true
    // `{Condition: name}` is a call among conditions, and is read as a map elsewhere.
    case (.map, .intrinsic), (.intrinsic, .map):
      mine.namedCondition != nil && mine.namedCondition == theirs.namedCondition
    default: isSameScalar(mine, theirs)
    }
  }

  private func isSame(_ mine: ValueMap, _ theirs: ValueMap) -> Bool {
    mine.entries.count == theirs.entries.count
      && mine.entries.allSatisfy { entry in theirs[entry.key].map { isSame(entry.value, $0, as: entry.key) } ?? false }
  }

  /// Whether two values of a property say the same.
  func isSame(_ mine: Value, _ theirs: Value, as property: String) -> Bool {
    if Self.policies.contains(property) { return isSamePolicy(mine, theirs) }
    if Self.unordered.contains(property), let a = mine.list, let b = theirs.list { return isSameSet(a, b, isSame) }
    return isSame(mine, theirs)
  }

  private func isSameScalar(_ mine: Value, _ theirs: Value) -> Bool {
    guard let a = mine.scalarText, let b = theirs.scalarText else { return false }
    if a == b { return true }
    guard a.hasPrefix("{"), b.hasPrefix("{"), let first = mine.parsedJSON, let second = theirs.parsedJSON else {
      return false
    }
    return isSame(first, second)
  }

  private func isSame(_ mine: Intrinsic, _ theirs: Intrinsic) -> Bool {
    guard mine.function == theirs.function else { return false }
    switch mine.function {
    case .ref:
      guard let a = mine.argument.string, let b = theirs.argument.string else { return false }
      return isSameID(a, b)
    case .getAtt:
      guard let a = mine.argument(0)?.string, let b = theirs.argument(0)?.string, let attribute = mine.argument(1),
        let other = theirs.argument(1)
      else { return isSame(mine.argument, theirs.argument) }
      return isSameID(a, b) && isSame(attribute, other)
    case .sub: return isSameText(mine, theirs)
    default: return isSame(mine.argument, theirs.argument)
    }
  }

  private func isSameText(_ mine: Intrinsic, _ theirs: Intrinsic) -> Bool {
    guard let a = mine.substitution, let b = theirs.substitution else { return isSame(mine.argument, theirs.argument) }
    guard a.parts.count == b.parts.count, isSame(a.variables, b.variables) else { return false }
    return zip(a.parts, b.parts).allSatisfy { first, second in
      switch (first, second) {
      case (.literal(let x), .literal(let y)): return x == y
      case (.reference(let x), .reference(let y)):
        let (head, other) = (x.text.prefix { $0 != "." }, y.text.prefix { $0 != "." })
        let isRest = x.text.dropFirst(head.count) == y.text.dropFirst(other.count)
        return isRest && (head == other || isSameID(String(head), String(other)))
      case (.literal, .reference), (.reference, .literal): return false
      }
    }
  }

  // MARK: Policies

  func isSamePolicy(_ mine: Value, _ theirs: Value) -> Bool {
    guard let a = mine.map, let b = theirs.map, a.entries.count == b.entries.count else { return isSame(mine, theirs) }
    return a.entries.allSatisfy { entry in
      guard let other = b[entry.key] else { return false }
      guard entry.key == "Statement" else { return isSame(entry.value, other) }
      return isSameSet(entry.value.listOrSelf, other.listOrSelf, isSameStatement)
    }
  }

  func isSameStatement(_ mine: Value, _ theirs: Value) -> Bool {
    guard let a = mine.map, let b = theirs.map, a.entries.count == b.entries.count else { return isSame(mine, theirs) }
    return a.entries.allSatisfy { entry in
      guard let other = b[entry.key] else { return false }
      switch entry.key {
      case "Action", "NotAction", "Resource", "NotResource":
        return isSameSet(entry.value.listOrSelf, other.listOrSelf, isSame)
      case "Principal", "NotPrincipal":
        guard let first = entry.value.map, let second = other.map, first.entries.count == second.entries.count else {
          return isSame(entry.value, other)
        }
        return first.entries.allSatisfy { kind in
          second[kind.key].map { isSameSet(kind.value.listOrSelf, $0.listOrSelf, isSame) } ?? false
        }
      default: return isSame(entry.value, other)
      }
    }
  }

  private func isSameSet(_ mine: [Value], _ theirs: [Value], _ isSame: (Value, Value) -> Bool) -> Bool {
    guard mine.count == theirs.count else { return false }
    var rest = theirs
    for value in mine {
      guard let index = rest.firstIndex(where: { isSame(value, $0) }) else { return false }
      rest.remove(at: index)
    }
    return true
  }
}

extension ValueComparison {
  /// Compares values whose logical ids must be the same.
  static var exact: ValueComparison { ValueComparison { $0 == $1 } }

  /// Properties that differ; those that only one has, too.
  func differing(_ mine: Resource, _ theirs: Resource) -> [String] {
    let names = mine.properties.entries.map(\.key) + theirs.properties.entries.map(\.key).filter { mine[$0] == nil }
    return names.filter { name in
      guard let a = mine[name], let b = theirs[name] else { return true }
      return !isSame(a, b, as: name)
    }
  }

  func isSameMap(_ mine: ValueMap, _ theirs: ValueMap) -> Bool { isSame(mine, theirs) }
}

extension Value {
  /// The text of a scalar, as AWS takes it.
  fileprivate var scalarText: String? {
    switch kind {
    case .bool(let truth): truth ? "true" : "false"
    case .number(let text), .string(let text): text
    case .null, .list, .map, .intrinsic: nil
    }
  }
}

extension Value {
  /// The condition that a condition asks for by name.
  fileprivate var namedCondition: String? {
    if let call = intrinsic { return call.function == .condition ? call.argument.string : nil }
    return map.flatMap { $0.entries.count == 1 ? $0["Condition"]?.string : nil }
  }
}

/// What a template says to CloudFormation, for comparing two of them.
struct TemplateMeaning {
  private let template: StackTemplate

  init(_ template: StackTemplate) { self.template = template }

  /// Where two differ first; nil if they do not.
  func difference(from other: TemplateMeaning) -> String? {
    let compare = ValueComparison.exact
    let (mine, theirs) = (template, other.template)
    func parameters(_ template: StackTemplate) -> ValueMap {
      ValueMap(
        template.parameters.map { .init($0.name.text, at: $0.name.span, Value(.map($0.attributes), $0.name.span)) })
    }
    func outputs(_ template: StackTemplate) -> ValueMap {
      ValueMap(template.outputs.map { .init($0.name.text, at: $0.name.span, Value(.map($0.attributes), $0.name.span)) })
    }
    let sections = [
      ("Parameters", parameters(mine), parameters(theirs)), ("Mappings", mine.mappings, theirs.mappings),
      ("Conditions", mine.conditions, theirs.conditions), ("Outputs", outputs(mine), outputs(theirs)),
    ]
    for (name, a, b) in sections {
      if let key = Self.differing(a, b, compare).min() { return "\(name)/\(key)" }
    }
    return differingResources(from: other).min().map { "Resources/\($0)" }
  }

  /// Logical ids of resources that one has not, or that are others.
  func differingResources(from other: TemplateMeaning) -> Set<String> {
    var found = Set(template.resources.map(\.logicalID)).symmetricDifference(other.template.resources.map(\.logicalID))
    for resource in template.resources {
      guard let theirs = other.template[resource.logicalID] else { continue }
      if !Self.isSame(resource, theirs) { found.insert(resource.logicalID) }
    }
    return found
  }

  private static func isSame(_ mine: Resource, _ theirs: Resource) -> Bool {
    let compare = ValueComparison.exact
    return mine.type == theirs.type && mine.condition?.text == theirs.condition?.text
      && Set(mine.dependsOn.map(\.text)) == Set(theirs.dependsOn.map(\.text))
      && compare.isSameMap(mine.attributes, theirs.attributes) && compare.differing(mine, theirs).isEmpty
  }

  private static func differing(_ mine: ValueMap, _ theirs: ValueMap, _ compare: ValueComparison) -> [String] {
    let keys = Set(mine.entries.map(\.key)).union(theirs.entries.map(\.key))
    return keys.filter { key in
      guard let a = mine[key], let b = theirs[key] else { return true }
      return !compare.isSame(a, b)
    }
  }
}
