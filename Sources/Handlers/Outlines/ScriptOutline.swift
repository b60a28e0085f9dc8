import Spec

/// Finds the functions, assignments and imports of JavaScript and TypeScript (ECMAScript Language Specification).
struct ScriptOutline {
  var outline: SourceOutline
  /// Where the values of arrow functions without braces begin.
  private var arrowResults: [Int] = []
  var list: TokenList { outline.list }

  private init(_ outline: SourceOutline) { self.outline = outline }

  /// The outline of a file.
  static func of(_ bytes: [UInt8]) -> SourceOutline {
    var reader = ScriptOutline(SourceOutline(TokenList(ScriptLexer.tokens(bytes)), .javascript))
    reader.findUnits()
    reader.outline.placeTokens()
    reader.findStatements()
    return reader.outline
  }

  /// More tokens than these are no head of a function, no type and no target.
  static let longestHead = 64
  /// An arrow function without braces is followed this far.
  private static let longestArrow = 4096

  private mutating func findUnits() {
    var classOfBrace: [Int: String] = [:]
    for index in 0..<list.count {
      guard let word = list.word(index), !list.isSymbol(".", at: index - 1) else { continue }
      if word == "class" {
        if let name = list.word(index + 1), let brace = brace(after: index + 1) {
          outline.silence(index..<index + 2)
          classOfBrace[brace] = name
        }
      } else if word == "function" {
        function(index)
      } else if list.isSymbol("(", at: index + 1), !Self.statements.contains(word),
        let brace = brace(afterHead: list.next(index + 1)), !list.isWord("function", at: index - 1),
        !list.isWord("new", at: index - 1)
      {
        // A method: a name, parameters and a body.
        outline.silence(index..<index + 1)
        let name = word == "constructor" ? classOfBrace[list.enclosing[index]] ?? word : word
        add(name, parametersAt: index + 1, body: (index + 1)..<list.next(brace))
      } else if isTarget(index) {
        namedFunction(word, at: index)
      }
    }
  }

  private static let statements: Set<String> = [
    "if", "for", "while", "switch", "catch", "with", "function", "return", "await", "super", "typeof",
  ]

  /// Whether a value follows that gets this name: `name =`, `name: Type =`, `name:`.
  private func isTarget(_ index: Int) -> Bool { list.isSymbol("=", at: index + 1) || list.isSymbol(":", at: index + 1) }

  /// `function name(a, b) { … }`.
  private mutating func function(_ index: Int) {
    var at = index + 1
    if list.isSymbol("*", at: at) { at += 1 }
    guard let name = list.word(at), let open = parenthesis(after: at + 1),
      let brace = brace(afterHead: list.next(open))
    else { return }
    outline.silence(at..<at + 1)
    add(name, parametersAt: open, body: open..<list.next(brace))
  }

  /// `name = async (a) => …`, `name: function (a) { … }`, `name: Type = (a) => …`.
  private mutating func namedFunction(_ name: String, at index: Int) {
    guard var at = value(of: index) else { return }
    if list.isWord("async", at: at) { at += 1 }
    if list.isWord("function", at: at) {
      guard let open = parenthesis(after: at + 1), let brace = brace(afterHead: list.next(open)) else { return }
      outline.silence(index..<index + 1)
      return add(name, parametersAt: open, body: open..<list.next(brace))
    }
    guard list.isSymbol("(", at: at) || list.word(at) != nil else { return }
    let head = list.isSymbol("(", at: at) ? list.next(at) : at + 1
    guard let arrow = arrow(afterHead: head) else { return }
    let end = list.isSymbol("{", at: arrow + 1) ? list.next(arrow + 1) : endOfExpression(arrow + 1)
    outline.silence(index..<index + 1)
    add(name, parametersAt: at, body: at..<end)
    if !list.isSymbol("{", at: arrow + 1) { arrowResults.append(arrow + 1) }
  }

  /// Where the value begins that a name gets, behind its type; nil if it gets none.
  private func value(of name: Int) -> Int? {
    if list.isSymbol("=", at: name + 1) { return name + 2 }
    guard list.isSymbol(":", at: name + 1) else { return nil }
    // In an object the value follows the colon, in a declaration a type does.
    let isDeclared = ["const", "let", "var", "readonly", "private", "public", "protected", "static"]
      .contains { list.isWord($0, at: name - 1) }
    guard isDeclared else { return name + 2 }
    var index = name + 2
    while index < list.count, index - name < Self.longestHead {
      if list.isSymbol("=", at: index) { return index + 1 }
      if list.isSymbol(";", at: index) || list.isSymbol(")", at: index) || list.isSymbol("}", at: index) { return nil }
      index = list.next(index)
    }
    return nil
  }

  private func endOfExpression(_ start: Int) -> Int {
    var index = start
    while index < list.count, index - start < Self.longestArrow {
      if list.tokens[index].kind == .symbol, [";", ",", ")", "]", "}"].contains(list.tokens[index].text) {
        return index
      }
      index = list.next(index)
    }
    return min(index, list.count)
  }

  /// The bracket of parameters, behind type parameters.
  private func parenthesis(after start: Int) -> Int? {
    first("(", from: start)
  }

  /// The brace of a body behind parameters, and behind a type of the result.
  private func brace(afterHead start: Int) -> Int? {
    if list.isSymbol("{", at: start) { return start }
    guard list.isSymbol(":", at: start) else { return nil }
    // Behind `:` and `=>` stands a type in braces, or the body of an arrow function: `async (a): Promise<void> => {`.
    return endOfType(start + 1) { list.isSymbol("{", at: $0) && ![":", "=>"].contains(list.tokens[$0 - 1].text) }
  }

  /// The arrow behind parameters, and behind a type of the result.
  private func arrow(afterHead start: Int) -> Int? {
    if list.isSymbol("=>", at: start) { return start }
    guard list.isSymbol(":", at: start) else { return nil }
    return endOfType(start + 1) { list.isSymbol("=>", at: $0) }
  }

  private func endOfType(_ start: Int, _ isEnd: (Int) -> Bool) -> Int? {
    var index = start
    while index < list.count, index - start < Self.longestHead {
      if isEnd(index) { return index }
      if [";", ",", "=", ")", "}"].contains(where: { list.isSymbol($0, at: index) }) { return nil }
      index = list.next(index)
    }
    return nil
  }

  private func brace(after start: Int) -> Int? {
    first("{", from: start)
  }

  private func first(_ symbol: String, from start: Int) -> Int? {
    (start..<max(start, min(start + Self.longestName, list.count))).first { list.isSymbol(symbol, at: $0) }
  }

  /// Between a name and what begins behind it stand fewer tokens than these: type parameters, a base class.
  private static let longestName = 32

  private mutating func add(_ name: String, parametersAt open: Int, body: Range<Int>) {
    var unit = CodeUnit(
      name: name, parent: 0, range: body.lowerBound..<max(body.lowerBound, min(body.upperBound, list.count)))
    if list.isSymbol("(", at: open) {
      for part in list.parts(ofBracketAt: open) {
        // `private readonly sqs = …` is a parameter and an attribute.
        let first = list.first(in: part) { list.word($0).map { !Self.modifiers.contains($0) } ?? false }
        guard let name = first else { continue }
        let equals = list.first(in: part) { list.isSymbol("=", at: $0) }
        if let word = list.word(name) { unit.parameters[word] = .some(equals.map { $0 + 1 }) }
      }
    } else if let word = list.word(open) {
      unit.parameters[word] = .some(nil)
    }
    outline.units.append(unit)
  }

  private static let modifiers: Set<String> = ["private", "public", "protected", "readonly"]

  private mutating func findStatements() {
    for start in arrowResults where outline.unitOfToken.indices.contains(start) {
      outline.units[outline.unitOfToken[start]].results.append(start)
    }
    var index = 0
    while index < list.count {
      switch (list.tokens[index].kind, list.tokens[index].text) {
      case (.word, "import") where !list.isSymbol("(", at: index + 1) && !list.isSymbol(".", at: index + 1):
        index = importStatement(index)
      case (.word, "export") where list.isSymbol("{", at: index + 1): index = exportStatement(index)
      case (.word, "export") where list.isWord("default", at: index + 1) && list.isSymbol("{", at: index + 2):
        silenceNames(ofObjectAt: index + 2)
        index += 2
      case (.word, "exports") where list.enclosing[index] < 0: index = exported(index)
      case (.word, "return"):
        outline.units[outline.unitOfToken[index]].results.append(index + 1)
        index += 1
      case (.word, "require"), (.word, "import"):
        if list.isSymbol("(", at: index + 1), let path = list[index + 2], path.kind == .text {
          outline.modules.append(path.text)
        }
        index += 1
      case (.symbol, "="):
        assignment(index)
        index += 1
      default: index += 1
      }
    }
  }

  /// `name = …`, `name: Type = …`, `{ a, b: c } = …`, `this.name = …`, and fields of classes.
  private mutating func assignment(_ equals: Int) {
    let unit = outline.unitOfToken[equals]
    if list.isSymbol("}", at: equals - 1) { return pattern(equals) }
    guard let name = list.word(equals - 1) else { return typedAssignment(equals) }
    if list.isSymbol(".", at: equals - 2) {
      if list.isWord("this", at: equals - 3) { outline.attributes[name, default: []].append(equals + 1) }
    } else if list.isSymbol(":", at: equals - 2) || list.isSymbol("|", at: equals - 2)
      || list.isSymbol("<", at: equals - 2)
    {
      typedAssignment(equals)
    } else {
      outline.assign(name, in: unit, equals + 1)
    }
  }

  /// The name before a type: looked for backwards, over few tokens.
  private mutating func typedAssignment(_ equals: Int) {
    var index = equals - 1
    while index > 0, equals - index < Self.longestName, list.enclosing[index] == list.enclosing[equals] {
      if list.isSymbol(":", at: index), let name = list.word(index - 1) {
        return outline.assign(name, in: outline.unitOfToken[equals], equals + 1)
      }
      if list.isSymbol(";", at: index) { return }
      index -= 1
    }
  }

  /// `const { a, b: c } = value`: of a module or of the environment, named below as imports are.
  private mutating func pattern(_ equals: Int) {
    var open = equals - 1
    guard equals >= 2 else { return }
    let inner = list.enclosing[equals - 2]
    guard inner >= 0, list.partner[inner] == open else { return }
    open = inner
    let unit = outline.unitOfToken[equals]
    for part in list.parts(ofBracketAt: open) {
      guard let name = list.word(part.lowerBound) else { continue }
      let hasAlias = list.isSymbol(":", at: part.lowerBound + 1)
      guard let alias = hasAlias ? list.word(part.lowerBound + 2) : name else { continue }
      if let module = required(equals + 1) {
        outline.imports[.init(unit: unit, name: alias)] = .member(name, module: module)
      } else if list.isWord("process", at: equals + 1), list.isWord("env", at: equals + 3) {
        outline.imports[.init(unit: unit, name: alias)] = .member(name, module: Self.environment)
      } else {
        outline.assign(alias, in: unit, nil)
      }
    }
    outline.silence(open..<equals)
  }

  /// What stands for the module of `const { NAME } = process.env`.
  static let environment = "process.env"

  /// The module of `require("…")`.
  private func required(_ index: Int) -> String? {
    guard list.isWord("require", at: index), list.isSymbol("(", at: index + 1), let path = list[index + 2],
      path.kind == .text, !list.isSymbol(".", at: index + 4)
    else { return nil }
    return path.text
  }
}
