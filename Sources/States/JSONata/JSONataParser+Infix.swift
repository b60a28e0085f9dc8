extension JSONataParser {
  /// What follows an operand: an operator with its right side, a call, a predicate, a sort, a grouping.
  mutating func infix(_ sign: String, _ power: Int, _ left: JSONataNode) throws(ExpressionFault) -> JSONataNode {
    let start = left.range.lowerBound
    try advance()
    switch sign {
    case "[": return try predicate(left)
    case "(": return try call(left)
    case "^": return try sort(left)
    case "{":
      if case .group = left.kind { throw fault("a step can be grouped once only", left.range) }
      let pairs = try pairs()
      return try node(.group(left, pairs), from: start)
    case "?": return try conditional(left)
    case "@", "#": return try binding(sign, power, left)
    case ":=":
      guard case .variable(let name) = left.kind, !name.isEmpty else {
        throw fault("only a variable can be given a value: `$name := …`", left.range)
      }
      let value = try expression(power - 1)
      return try node(.binding(name, value), from: start)
    case ".": return try step(power, left)
    default:
      let right = try expression(power)
      return try node(.binary(sign, left, right), from: start)
    }
  }

  private mutating func step(_ power: Int, _ left: JSONataNode) throws(ExpressionFault) -> JSONataNode {
    let right = try expression(power)
    for side in [left, right] {
      switch side.kind {
      case .number, .bool, .null: throw fault("a number, boolean or null cannot be a step of a path", side.range)
      default: break
      }
    }
    return try node(.step(left, right), from: left.range.lowerBound)
  }

  private mutating func predicate(_ left: JSONataNode) throws(ExpressionFault) -> JSONataNode {
    if token.isSign("]") {
      try advance(afterOperand: true)
      return try node(.keptList(left), from: left.range.lowerBound)
    }
    if case .group = left.kind { throw fault("a predicate cannot follow a grouping", left.range) }
    let inner = try expression(0)
    try expect("]", afterOperand: true)
    return try node(.predicate(left, inner), from: left.range.lowerBound)
  }

  private mutating func binding(_ sign: String, _ power: Int, _ left: JSONataNode) throws(ExpressionFault)
    -> JSONataNode
  {
    let right = try expression(power)
    guard case .variable(let name) = right.kind, !name.isEmpty else {
      throw fault("a variable must follow `\(sign)`", right.range)
    }
    return try node(sign == "@" ? .focus(left, name) : .position(left, name), from: left.range.lowerBound)
  }

  private mutating func conditional(_ left: JSONataNode) throws(ExpressionFault) -> JSONataNode {
    let then = try expression(0)
    var otherwise: JSONataNode?
    if token.isSign(":") {
      try advance()
      otherwise = try expression(0)
    }
    return try node(.conditional(left, then, otherwise), from: left.range.lowerBound)
  }

  private mutating func sort(_ left: JSONataNode) throws(ExpressionFault) -> JSONataNode {
    try expect("(")
    var terms: [JSONataNode.SortTerm] = []
    while true {
      let isDescending = token.isSign(">")
      if isDescending || token.isSign("<") { try advance() }
      terms.append(JSONataNode.SortTerm(by: try expression(0), isDescending: isDescending))
      guard token.isSign(",") else { break }
      try advance()
    }
    try expect(")", afterOperand: true)
    return try node(.sort(left, terms), from: left.range.lowerBound)
  }

  private mutating func call(_ left: JSONataNode) throws(ExpressionFault) -> JSONataNode {
    var arguments: [JSONataNode?] = []
    if !token.isSign(")") {
      while true {
        if token.isSign("?") {
          try advance(afterOperand: true)
          arguments.append(nil)
        } else {
          arguments.append(try expression(0))
        }
        guard token.isSign(",") else { break }
        try advance()
      }
    }
    try expect(")", afterOperand: true)
    guard case .name(let name) = left.kind, name == "function" || name == "λ" else {
      return try node(.call(left, arguments), from: left.range.lowerBound)
    }
    return try lambda(left, arguments)
  }

  private mutating func lambda(_ left: JSONataNode, _ arguments: [JSONataNode?]) throws(ExpressionFault) -> JSONataNode
  {
    var parameters: [String] = []
    for argument in arguments {
      guard case .variable(let name)? = argument?.kind, !name.isEmpty else {
        throw fault("a parameter of a function is a variable: `$name`", argument?.range ?? left.range)
      }
      parameters.append(name)
    }
    let signature = token.isSign("<") ? try signature() : nil
    try expect("{")
    let body = try expression(0)
    try expect("}", afterOperand: true)
    return try node(.lambda(parameters: parameters, signature: signature, body: body), from: left.range.lowerBound)
  }

  /// `<s-n:b>`: the types of a function's parameters.
  private mutating func signature() throws(ExpressionFault) -> String {
    var depth = 0
    var text = ""
    repeat {
      if token.kind == .end || token.isSign("{") { throw fault("the signature has no closing `>`") }
      if token.isSign("<") { depth += 1 }
      if token.isSign(">") { depth -= 1 }
      text += token.text
      try advance(afterOperand: true)
    } while depth > 0
    return text
  }
}

extension JSONataToken {
  /// What was written, for a signature.
  fileprivate var text: String {
    switch kind {
    case .sign(let text), .name(let text), .string(let text), .number(let text): text
    case .variable(let name): "$\(name)"
    case .bool(let value): "\(value)"
    case .null: "null"
    case .regex, .end: ""
    }
  }
}
