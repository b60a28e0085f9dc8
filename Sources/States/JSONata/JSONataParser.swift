extension JSONataExpression {
  /// Parses the text between `{%` and `%}`.
  init(parsing text: String) throws(ExpressionFault) {
    var parser = try JSONataParser(text)
    self.init(text: text, root: try parser.whole())
  }
}

/// Reads an expression by the binding powers of its operators (Pratt), which are those of the reference implementation.
struct JSONataParser {
  private var lexer: JSONataLexer
  private(set) var token: JSONataToken
  /// End of the token before.
  private var lastEnd = 0
  /// Expressions open around the position.
  private var depth = 0

  /// Deeper expressions are refused. Step Functions itself runs out of stack at a few hundred levels.
  static let deepest = 200

  init(_ text: String) throws(ExpressionFault) {
    lexer = JSONataLexer(text)
    token = try lexer.next(afterOperand: false)
  }

  mutating func whole() throws(ExpressionFault) -> JSONataNode {
    let node = try expression(0)
    guard token.kind == .end else { throw fault("an operator or the end of the expression must stand here") }
    return node
  }

  func fault(_ message: String, _ range: Range<Int>? = nil) -> ExpressionFault {
    ExpressionFault(
      message: token.kind == .end && range == nil ? "the expression ends too early" : message,
      range: range ?? token.range)
  }

  @discardableResult
  mutating func advance(afterOperand: Bool = false) throws(ExpressionFault) -> JSONataToken {
    let taken = token
    lastEnd = taken.range.upperBound
    token = try lexer.next(afterOperand: afterOperand)
    return taken
  }

  mutating func expect(_ sign: String, afterOperand: Bool = false) throws(ExpressionFault) {
    guard token.isSign(sign) else { throw fault("`\(sign)` must stand here") }
    try advance(afterOperand: afterOperand)
  }

  /// Makes a part that ends at the token before.
  func node(_ kind: JSONataNode.Kind, from start: Int) throws(ExpressionFault) -> JSONataNode {
    let node = JSONataNode(kind, start..<max(start, lastEnd))
    guard node.depth <= Self.deepest else {
      throw fault(
        "the expression is nested deeper than \(Self.deepest) levels", node.range.lowerBound..<node.range.lowerBound)
    }
    return node
  }

  mutating func expression(_ power: Int) throws(ExpressionFault) -> JSONataNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw fault("the expression is nested deeper than \(Self.deepest) levels", token.range)
    }
    var left = try operand()
    while case .sign(let sign) = token.kind, let binding = Self.powers[sign], power < binding {
      left = try infix(sign, binding, left)
    }
    return left
  }

  private static let powers: [String: Int] = [
    ".": 75, "[": 80, "{": 70, "(": 80, "@": 80, "#": 80, "?": 20, "+": 50, "-": 50, "*": 60, "/": 60, "%": 60, "=": 40,
    "<": 40, ">": 40, "^": 40, ":=": 10, "!=": 40, "<=": 40, ">=": 40, "~>": 40, "and": 30, "or": 25, "in": 40, "&": 50,
  ]

  private mutating func operand() throws(ExpressionFault) -> JSONataNode {
    let taken = try advance(afterOperand: true)
    let start = taken.range.lowerBound
    switch taken.kind {
    case .string(let text): return try node(.string(text), from: start)
    case .number(let text): return try node(.number(text), from: start)
    case .bool(let value): return try node(.bool(value), from: start)
    case .null: return try node(.null, from: start)
    case .regex(let pattern, let flags): return try node(.regex(pattern: pattern, flags: flags), from: start)
    case .name(let name): return try node(.name(name), from: start)
    case .variable(let name): return try node(.variable(name), from: start)
    case .end: throw ExpressionFault(message: "the expression ends too early", range: taken.range)
    case .sign(let sign): return try prefix(sign, taken)
    }
  }

  private mutating func prefix(_ sign: String, _ taken: JSONataToken) throws(ExpressionFault) -> JSONataNode {
    let start = taken.range.lowerBound
    switch sign {
    case "and", "or", "in": return try node(.name(sign), from: start)
    case "*": return try node(.wildcard, from: start)
    case "**": return try node(.descendants, from: start)
    case "%": return try node(.parent, from: start)
    case "-":
      let inner = try expression(70)
      return try node(.negation(inner), from: start)
    case "(": return try block(from: start)
    case "[": return try array(from: start)
    case "{":
      let pairs = try pairs()
      return try node(.object(pairs), from: start)
    case "|": return try transform(from: start)
    default: throw ExpressionFault(message: "`\(sign)` cannot stand before a value", range: taken.range)
    }
  }

  private mutating func block(from start: Int) throws(ExpressionFault) -> JSONataNode {
    var parts: [JSONataNode] = []
    while !token.isSign(")") {
      parts.append(try expression(0))
      guard token.isSign(";") else { break }
      try advance()
    }
    try expect(")", afterOperand: true)
    return try node(.block(parts), from: start)
  }

  private mutating func array(from start: Int) throws(ExpressionFault) -> JSONataNode {
    var items: [JSONataNode] = []
    if !token.isSign("]") {
      while true {
        var item = try expression(0)
        if token.isSign("..") {
          try advance()
          let end = try expression(0)
          item = try node(.range(item, end), from: item.range.lowerBound)
        }
        items.append(item)
        guard token.isSign(",") else { break }
        try advance()
      }
    }
    try expect("]", afterOperand: true)
    return try node(.array(items), from: start)
  }

  mutating func pairs() throws(ExpressionFault) -> [JSONataNode.Pair] {
    var pairs: [JSONataNode.Pair] = []
    if !token.isSign("}") {
      while true {
        let key = try expression(0)
        try expect(":")
        pairs.append(JSONataNode.Pair(key: key, value: try expression(0)))
        guard token.isSign(",") else { break }
        try advance()
      }
    }
    try expect("}", afterOperand: true)
    return pairs
  }

  private mutating func transform(from start: Int) throws(ExpressionFault) -> JSONataNode {
    let pattern = try expression(0)
    try expect("|")
    let update = try expression(0)
    var delete: JSONataNode?
    if token.isSign(",") {
      try advance()
      delete = try expression(0)
    }
    try expect("|", afterOperand: true)
    return try node(.transform(pattern, update: update, delete: delete), from: start)
  }
}
