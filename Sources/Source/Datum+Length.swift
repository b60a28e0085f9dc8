extension Datum {
  /// The least number of characters of this as JSON without white space; what is not known counts nothing.
  public var jsonLength: Int {
    var count = 0
    var pending = [self]
    while let datum = pending.popLast() {
      switch datum.kind {
      case .null: count += "null".utf8.count
      case .bool(let value): count += value ? "true".utf8.count : "false".utf8.count
      case .number(let text): count += text.utf8.count
      case .string(let text):
        // Two quotes around the known parts.
        count += 2
        for case .literal(let part) in text.parts { count += part.unicodeScalars.count }
      case .list(let items):
        // Brackets, and commas between.
        count += 2 + max(0, items.count - 1)
        pending += items
      case .map(let members):
        // Braces, commas between, and quotes and a colon for each name.
        count += 2 + max(0, members.count - 1)
        for member in members {
          count += member.key.unicodeScalars.count + 3
          pending.append(member.value)
        }
      case .unknown: break
      }
    }
    return count
  }
}
