import YAML

extension KeyType {
  /// What it takes, in words: `a time such as \`30s\``.
  var phrase: String {
    switch self {
    case .text, .identifier: "a text"
    case .boolean: "`true` or `false`"
    case .integer: "a whole number"
    case .duration(let unit): "a time such as `\(unit == .days ? "14d" : "30s")`"
    case .size: "a size such as `512 MB`"
    case .choice(let choices): choices.map(\.word).list
    case .reference(let kinds):
      kinds.isEmpty ? "a reference" : "a reference such as `\(kinds[0].rawValue).name`"
    case .list(let item): "a list, each item \(item.phrase)"
    case .map: "a map"
    case .object(let shape): shape.shorthand == nil ? "a map" : "a map, or just its `\(shape.shorthand ?? "")`"
    case .either(let simple, _): "\(simple.phrase), or a map"
    case .anything: "any value"
    }
  }

  /// What its unit measures.
  var dimension: String { if case .size = self { "data" } else { "time" } }
}

extension Node {
  /// What it is, in words, for a message that says what was found.
  var phrase: String {
    switch kind {
    case .sequence: "a list"
    case .mapping: "a map"
    case .scalar: scalar == .null ? "nothing" : "`\(text.count > 40 ? text.prefix(40) + "…" : text)`"
    }
  }
}
