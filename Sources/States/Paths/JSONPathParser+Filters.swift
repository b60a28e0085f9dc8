// The condition between `?(` and `)`, from the outside in.
extension JSONPathParser {
  mutating func alternatives() throws(ExpressionFault) -> JSONPathFilter {
    var parts = [try conjunction()]
    cursor.skipSpace()
    while cursor.take("||") {
      parts.append(try conjunction())
      cursor.skipSpace()
    }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func conjunction() throws(ExpressionFault) -> JSONPathFilter {
    var parts = [try condition()]
    cursor.skipSpace()
    while cursor.take("&&") {
      parts.append(try condition())
      cursor.skipSpace()
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func condition() throws(ExpressionFault) -> JSONPathFilter {
    cursor.skipSpace()
    let start = cursor.position
    try enter(start)
    defer { depth -= 1 }
    if cursor.byte == UInt8(ascii: "!"), cursor.byte(after: 1) != UInt8(ascii: "=") {
      cursor.position += 1
      return .not(try condition())
    }
    if cursor.take("(") {
      let inner = try alternatives()
      cursor.skipSpace()
      guard cursor.take(")") else { throw cursor.fault("a `)` must stand here") }
      return inner
    }
    let left = try operand()
    cursor.skipSpace()
    guard let sign = comparison() else { return .exists(left) }
    cursor.skipSpace()
    return .comparison(left, sign, try operand())
  }

  /// Longer signs first.
  private static let signs: [StaticString] = ["==", "!=", "<=", ">=", "=~", "<", ">"]
  private static let words: Set = ["in", "nin", "subsetof", "anyof", "noneof", "contains", "size", "empty"]

  private mutating func comparison() -> String? {
    for sign in Self.signs where cursor.take(sign) { return sign.description }
    let start = cursor.position
    cursor.skip { $0.startsName }
    let word = cursor.text(from: start)
    if Self.words.contains(word.lowercased()) { return word.lowercased() }
    cursor.position = start
    return nil
  }

  mutating func operand() throws(ExpressionFault) -> JSONPathOperand {
    cursor.skipSpace()
    switch cursor.byte {
    case UInt8(ascii: "@"):
      cursor.position += 1
      return .path(JSONPath(root: .item, steps: try steps()))
    case UInt8(ascii: "$"): return .path(try path())
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .text(try quoted())
    case UInt8(ascii: "["): return .list(try operands())
    case UInt8(ascii: "/"): return try pattern()
    default: return try word()
    }
  }

  private mutating func operands() throws(ExpressionFault) -> [JSONPathOperand] {
    let start = cursor.position
    cursor.position += 1
    try enter(start)
    defer { depth -= 1 }
    var items: [JSONPathOperand] = []
    cursor.skipSpace()
    while !cursor.take("]") {
      if !items.isEmpty, !cursor.take(",") { throw cursor.fault("`,` or `]` must stand here") }
      items.append(try operand())
      cursor.skipSpace()
    }
    return items
  }

  private mutating func pattern() throws(ExpressionFault) -> JSONPathOperand {
    let start = cursor.position
    cursor.position += 1
    while let byte = cursor.byte, byte != UInt8(ascii: "/") {
      cursor.position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    cursor.position = min(cursor.position, cursor.bytes.count)
    let end = cursor.position
    guard cursor.take("/") else { throw cursor.fault("the pattern has no closing `/`", from: start) }
    let flags = cursor.position
    cursor.skip { $0.startsName }
    return .pattern(String(decoding: cursor.bytes[(start + 1)..<end], as: UTF8.self), flags: cursor.text(from: flags))
  }

  private mutating func word() throws(ExpressionFault) -> JSONPathOperand {
    let start = cursor.position
    cursor.skip { $0.continuesName || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "+") }
    let word = cursor.text(from: start)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "": throw cursor.fault("a path, a text in quotes, a number, `true`, `false` or `null` must stand here")
    // Step Functions takes a word without quotes for a text.
    default: return Double(word) != nil ? .number(word) : .text(word)
    }
  }
}
