extension Datum {
  /// The least number of characters of this as JSON without white space; what is not known counts nothing.
  public var jsonLength: Int {
    switch kind {
    case .null: "null".utf8.count
    case .bool(let value): value ? "true".utf8.count : "false".utf8.count
    case .number(let text): text.utf8.count
    // Two quotes around the known parts.
    case .string(let text):
      text.parts.reduce(2) { count, part in
        if case .literal(let literal) = part { count + literal.scalarCount } else { count }
      }
    // Brackets, and commas between.
    case .list(let items): items.reduce(2 + max(0, items.count - 1)) { $0 + $1.jsonLength }
    // Braces, commas between, and quotes and a colon for each name.
    case .map(let members):
      members.reduce(2 + max(0, members.count - 1)) { $0 + $1.key.scalarCount + 3 + $1.value.jsonLength }
    case .unknown: 0
    }
  }
}
