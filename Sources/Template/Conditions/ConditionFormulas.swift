/// The conditions of a template as formulas over comparisons ("Condition functions", AWS CloudFormation Template Reference).
///
/// Each comparison of something with a text is an atom. Two atoms over the same thing exclude each other if their texts
/// differ; the values that a parameter allows are all that there are. What cannot be compared here is an atom by itself,
/// which may hold or not.
struct ConditionFormulas: Sendable {
  /// A formula; numbers are positions of other ones.
  enum Node: Sendable {
    case constant(Bool)
    case atom
    case not(Int)
    case all([Int])
    case any([Int])
  }

  /// Formulas of one condition that stand within each other beyond this are taken as unknown.
  private static let deepest = 64

  /// The formulas.
  private(set) var nodes: [Node] = []
  /// Where the formula of each condition is.
  private(set) var byName: [String: Int] = [:]
  /// What always holds: the assertions of `Rules`, without which nothing is deployed.
  private(set) var asserted: [Int] = []
  /// The atoms of each thing that is compared, by text.
  private(set) var things: [[String: Int]] = []
  /// The thing of each atom, if it has one.
  private(set) var thingOfAtom: [Int: Int] = [:]
  /// The texts that a thing may be, if they are known.
  private(set) var allowed: [Int: [String]] = [:]

  private var thingByKey: [String: Int] = [:]
  private var atomByKey: [String: Int] = [:]

  init(_ template: StackTemplate) {
    // The places are given first: conditions may name each other in any order, and in circles.
    for entry in template.conditions.entries where byName[entry.key] == nil {
      byName[entry.key] = add(.atom)
    }
    for entry in template.conditions.entries {
      guard let place = byName[entry.key], case .atom = nodes[place] else { continue }
      nodes[place] = .all([formula(entry.value, template, 0)])
    }
    for rule in template.rules.entries { assert(rule.value, template) }
  }

  private mutating func add(_ node: Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  /// A rule: if its condition holds, or if it has none, each of its assertions does ("Rules", AWS CloudFormation User Guide).
  private mutating func assert(_ rule: Value, _ template: StackTemplate) {
    let condition = rule["RuleCondition"].map { formula($0, template, 0) }
    for assertion in rule["Assertions"]?.list ?? [] {
      guard let written = assertion["Assert"] else { continue }
      let formula = formula(written, template, 0)
      if let condition {
        let refusal = add(.not(condition))
        asserted.append(add(.any([refusal, formula])))
      } else {
        asserted.append(formula)
      }
    }
  }

  private mutating func formula(_ value: Value, _ template: StackTemplate, _ depth: Int) -> Int {
    guard depth < Self.deepest else { return add(.atom) }
    if let map = value.map, map.entries.count == 1, let name = map["Condition"]?.string { return named(name) }
    guard let call = value.intrinsic else { return add(.atom) }
    switch call.function {
    case .condition: return call.argument.string.map { named($0) } ?? add(.atom)
    case .not: return call.argument(0).map { operand in add(.not(formula(operand, template, depth + 1))) } ?? add(.atom)
    case .and: return add(.all((call.argument.list ?? []).map { formula($0, template, depth + 1) }))
    case .or: return add(.any((call.argument.list ?? []).map { formula($0, template, depth + 1) }))
    case .equals:
      guard let left = call.argument(0), let right = call.argument(1) else { return add(.atom) }
      return comparison(left, right, template)
    case .contains:
      guard let items = call.argument(0)?.list, let wanted = call.argument(1) else { return add(.atom) }
      return add(.any(items.map { comparison(wanted, $0, template) }))
    default: return add(.atom)
    }
  }

  private mutating func named(_ name: String) -> Int { byName[name] ?? add(.atom) }

  private mutating func comparison(_ left: Value, _ right: Value, _ template: StackTemplate) -> Int {
    switch (left.scalarText, right.scalarText) {
    case (let left?, let right?): return add(.constant(left == right))
    case (nil, let text?): return atom(of: left, being: text, template)
    case (let text?, nil): return atom(of: right, being: text, template)
    case (nil, nil):
      guard let first = left.comparisonKey, let second = right.comparisonKey else { return add(.atom) }
      if first == second { return add(.constant(true)) }
      let key = first < second ? "\(first)=\(second)" : "\(second)=\(first)"
      if let known = atomByKey[key] { return known }
      let atom = add(.atom)
      atomByKey[key] = atom
      return atom
    }
  }

  /// Whether a thing is a text.
  private mutating func atom(of value: Value, being text: String, _ template: StackTemplate) -> Int {
    guard let key = value.comparisonKey else { return add(.atom) }
    let thing: Int
    if let known = thingByKey[key] {
      thing = known
    } else {
      thing = things.count
      things.append([:])
      thingByKey[key] = thing
      allowed[thing] = value.allowedTexts(template)
    }
    if let allowed = allowed[thing], !allowed.contains(text) { return add(.constant(false)) }
    if value.parameter(in: template)?.refuses(text) == true { return add(.constant(false)) }
    if let known = things[thing][text] { return known }
    let atom = add(.atom)
    things[thing][text] = atom
    thingOfAtom[atom] = thing
    return atom
  }
}

extension Value {
  /// Values within each other beyond this are not compared.
  private static let deepestKey = 16

  /// A text that two values share only if they always give the same; nil where that cannot be said.
  fileprivate var comparisonKey: String? { key(0) }

  private func key(_ depth: Int) -> String? {
    guard depth < Self.deepestKey else { return nil }
    switch kind {
    case .null: return nil
    case .bool, .number, .string: return scalarText.map { "'\($0)'" }
    case .list(let items):
      let keys = items.compactMap { $0.key(depth + 1) }
      return keys.count == items.count ? "[\(keys.joined(separator: ","))]" : nil
    case .map(let map):
      let keys = map.entries.compactMap { entry in entry.value.key(depth + 1).map { "\(entry.key):\($0)" } }
      return keys.count == map.entries.count ? "{\(keys.sorted().joined(separator: ","))}" : nil
    case .intrinsic(let call): return call.argument.key(depth + 1).map { "\(call.function.rawValue)(\($0))" }
    }
  }

  /// The parameter that the value refers to.
  fileprivate func parameter(in template: StackTemplate) -> Parameter? {
    guard let call = intrinsic, call.function == .ref else { return nil }
    return call.argument.string.flatMap(template.parameter)
  }

  /// All texts that the value may be, if it refers to a parameter that says so.
  fileprivate func allowedTexts(_ template: StackTemplate) -> [String]? {
    guard let items = parameter(in: template)?.attributes["AllowedValues"]?.list else { return nil }
    let texts = items.compactMap(\.scalarText)
    return texts.count == items.count ? texts : nil
  }
}

extension Parameter {
  /// Whether its bounds keep a text out ("Parameters", AWS CloudFormation User Guide): a template that asks whether a parameter is
  /// empty may have said that it is not.
  fileprivate func refuses(_ text: String) -> Bool {
    func bound(_ name: String) -> Double? { attributes[name]?.scalarText.flatMap { Double($0) } }
    let measure = type == "Number" ? Double(text) : Double(text.unicodeScalars.count)
    let names = type == "Number" ? (least: "MinValue", most: "MaxValue") : (least: "MinLength", most: "MaxLength")
    guard let measure else { return true }
    return bound(names.least).map { measure < $0 } ?? false || bound(names.most).map { measure > $0 } ?? false
  }
}
