extension JSONPath {
  /// Parses a whole text.
  init(parsing text: String) throws(ExpressionFault) {
    var parser = JSONPathParser(cursor: ByteCursor(text))
    self = try parser.path()
    guard parser.cursor.isAtEnd else { throw parser.cursor.fault("the path ends before this") }
  }
}

/// Reads a path from a place of a text, up to what cannot be part of it.
struct JSONPathParser {
  var cursor: ByteCursor
  /// Filters and functions open around the position.
  var depth = 0

  /// Filters nested deeper are refused: no path that people write comes near.
  private static let deepest = 40

  init(cursor: ByteCursor) { self.cursor = cursor }

  mutating func path() throws(ExpressionFault) -> JSONPath {
    guard cursor.take("$") else { throw cursor.fault("a path starts with `$`") }
    if cursor.take("$") { return JSONPath(root: .context, steps: try steps()) }
    guard let byte = cursor.byte, byte.startsName else { return JSONPath(root: .input, steps: try steps()) }
    let start = cursor.position
    cursor.skip { $0.continuesName }
    return JSONPath(root: .variable(cursor.text(from: start)), steps: try steps())
  }

  mutating func steps() throws(ExpressionFault) -> [JSONPath.Step] {
    var steps: [JSONPath.Step] = []
    while true {
      if cursor.take("..") {
        steps.append(.anywhere(cursor.byte == UInt8(ascii: "[") ? try bracket() : try member()))
      } else if cursor.take(".") {
        // Jayway's compiler takes `$.[0]` for `$[0]`.
        steps.append(cursor.byte == UInt8(ascii: "[") ? try bracket() : try member())
      } else if cursor.byte == UInt8(ascii: "[") {
        steps.append(try bracket())
      } else {
        return steps
      }
    }
  }

  /// `name`, `*` or `function(…)` after a dot.
  private mutating func member() throws(ExpressionFault) -> JSONPath.Step {
    if cursor.take("*") { return .all }
    let start = cursor.position
    cursor.skip { !Self.delimiters.contains($0) }
    guard cursor.position > start else { throw cursor.fault("a name must follow the dot") }
    let name = cursor.text(from: start)
    guard cursor.byte == UInt8(ascii: "(") else { return .members([name]) }
    guard Self.functions.contains(name) else { throw cursor.fault("a path has no function `\(name)`", from: start) }
    return .function(name, try arguments())
  }

  /// End a name after a dot, as in Jayway's compiler; `,` and `)` end an argument of an intrinsic function.
  private static let delimiters = Set(" .[](),*?'\"\t\n\r=<>!&|".utf8)

  private static let functions: Set = [
    "min", "max", "avg", "stddev", "length", "size", "sum", "keys", "concat", "append", "first", "last", "index",
  ]

  mutating func arguments() throws(ExpressionFault) -> [JSONPathOperand] {
    let open = cursor.position
    cursor.position += 1
    try enter(open)
    defer { depth -= 1 }
    var operands: [JSONPathOperand] = []
    cursor.skipSpace()
    while !cursor.take(")") {
      if !operands.isEmpty, !cursor.take(",") { throw cursor.fault("`,` or `)` must stand here") }
      operands.append(try operand())
      cursor.skipSpace()
    }
    return operands
  }

  mutating func enter(_ start: Int) throws(ExpressionFault) {
    depth += 1
    guard depth <= Self.deepest else {
      throw cursor.fault("the path is nested deeper than \(Self.deepest) levels", from: start)
    }
  }

  private mutating func bracket() throws(ExpressionFault) -> JSONPath.Step {
    let start = cursor.position
    cursor.position += 1
    cursor.skipSpace()
    let step: JSONPath.Step
    switch cursor.byte {
    case UInt8(ascii: "*"):
      cursor.position += 1
      step = .all
    case UInt8(ascii: "'"), UInt8(ascii: "\""): step = .members(try names())
    case UInt8(ascii: "?"): step = .filter(try filterStep(start))
    default: step = try numbers(start)
    }
    cursor.skipSpace()
    guard cursor.take("]") else { throw cursor.fault("a `]` must stand here") }
    return step
  }

  private mutating func names() throws(ExpressionFault) -> [String] {
    var names = [try quoted()]
    cursor.skipSpace()
    while cursor.take(",") {
      cursor.skipSpace()
      names.append(try quoted())
      cursor.skipSpace()
    }
    return names
  }

  /// A text in single or double quotes.
  mutating func quoted() throws(ExpressionFault) -> String {
    let start = cursor.position
    guard let quote = cursor.byte, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw cursor.fault("a name in quotes must stand here")
    }
    cursor.position += 1
    var bytes: [UInt8] = []
    while let byte = cursor.byte {
      cursor.position += 1
      if byte == quote { return String(decoding: bytes, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), let next = cursor.byte {
        cursor.position += 1
        bytes.append(next)
      } else {
        bytes.append(byte)
      }
    }
    throw cursor.fault("the quote is not closed", from: start)
  }

  /// `[0]`, `[0,1]`, `[1:2]`.
  private mutating func numbers(_ start: Int) throws(ExpressionFault) -> JSONPath.Step {
    var parts: [Int?] = [try number()]
    cursor.skipSpace()
    let separator = cursor.byte
    guard separator == UInt8(ascii: ",") || separator == UInt8(ascii: ":") else {
      guard let index = parts[0] else {
        throw cursor.fault("a number, `*`, a name in quotes or `?(…)` must stand here")
      }
      return .indices([index])
    }
    while cursor.byte == separator {
      cursor.position += 1
      cursor.skipSpace()
      parts.append(try number())
      cursor.skipSpace()
    }
    if separator == UInt8(ascii: ",") {
      let indices = parts.compactMap(\.self)
      guard indices.count == parts.count else { throw cursor.fault("a number must stand here") }
      return .indices(indices)
    }
    guard parts.count <= 3 else { throw cursor.fault("a slice has at most three numbers", from: start) }
    return .slice(from: parts[0], to: parts[1], by: parts.count > 2 ? parts[2] : nil)
  }

  private mutating func number() throws(ExpressionFault) -> Int? {
    let start = cursor.position
    if cursor.byte == UInt8(ascii: "-") { cursor.position += 1 }
    cursor.skip { $0.isDigit }
    guard cursor.position > start else { return nil }
    guard let value = Int(cursor.text(from: start)) else {
      throw cursor.fault("`\(cursor.text(from: start))` is no index", from: start)
    }
    return value
  }

  private mutating func filterStep(_ start: Int) throws(ExpressionFault) -> JSONPathFilter {
    cursor.position += 1
    cursor.skipSpace()
    guard cursor.take("(") else { throw cursor.fault("`(` must follow `?`") }
    try enter(start)
    defer { depth -= 1 }
    let filter = try alternatives()
    cursor.skipSpace()
    guard cursor.take(")") else { throw cursor.fault("a `)` must stand here") }
    return filter
  }
}
