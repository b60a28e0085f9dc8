import Spec

/// Finds the functions, assignments and imports of Python (The Python Language Reference, Simple and Compound statements).
struct PythonOutline {
  private var outline: SourceOutline
  /// The names that a unit takes from its file's level.
  private var globals: Set<SourceOutline.Key> = []
  private var list: TokenList { outline.list }

  private init(_ outline: SourceOutline) { self.outline = outline }

  /// The outline of a file.
  static func of(_ bytes: [UInt8]) -> SourceOutline {
    var reader = PythonOutline(SourceOutline(TokenList(PythonLexer.tokens(bytes)), .python))
    reader.findUnits()
    reader.outline.placeTokens()
    reader.findStatements()
    return reader.outline
  }

  /// Functions end where a line begins that is indented no deeper than their `def`.
  private mutating func findUnits() {
    var open: [(column: Int, unit: Int?, className: String?)] = []
    var isRegistered = false
    for index in 0..<list.count {
      let token = list.tokens[index]
      if let column = token.indent {
        while let last = open.last, last.column >= column {
          if let unit = last.unit { outline.units[unit].range = outline.units[unit].range.lowerBound..<index }
          open.removeLast()
        }
        if token.text == "@" { isRegistered = isRegistered || isRoute(index) }
      }
      guard token.kind == .word, token.text == "def" || token.text == "class", let name = list.word(index + 1) else {
        continue
      }
      // `async def` begins its line with `async`.
      let column = token.indent ?? list[index - 1]?.indent ?? .max
      outline.silence(index..<index + 2)
      guard token.text == "def" else {
        open.append((column, nil, name))
        continue
      }
      let isSpecial = name.hasPrefix("__") && name.hasSuffix("__")
      let className = open.last?.className
      var unit = CodeUnit(name: isSpecial ? className ?? name : name, parent: 0, range: (index + 2)..<list.count)
      unit.isRegistered = isRegistered
      unit.parameters = parameters(at: index + 2)
      isRegistered = false
      outline.units.append(unit)
      open.append((column, outline.units.count - 1, nil))
    }
  }

  /// Whether a decorator hands the function to a router: `@app.post("/orders")`.
  private func isRoute(_ at: Int) -> Bool {
    guard list.isSymbol(".", at: at + 2), list.isSymbol("(", at: at + 4), let path = list[at + 5] else { return false }
    return path.kind == .text && path.text.hasPrefix("/")
  }

  private func parameters(at open: Int) -> [String: Int?] {
    guard list.isSymbol("(", at: open) else { return [:] }
    var found: [String: Int?] = [:]
    for part in list.parts(ofBracketAt: open) {
      guard let word = list.first(in: part, where: { list.word($0) != nil }), let name = list.word(word) else {
        continue
      }
      let equals = list.first(in: part) { list.isSymbol("=", at: $0) }
      found[name] = .some(equals.map { $0 + 1 })
    }
    return found
  }

  private mutating func findStatements() {
    var index = 0
    while index < list.count {
      let token = list.tokens[index]
      switch (token.kind, token.text) {
      case (.word, "import") where isFirst(index): index = importStatement(index)
      case (.word, "from") where isFirst(index): index = fromStatement(index)
      case (.word, "return"):
        outline.units[outline.unitOfToken[index]].results.append(index + 1)
        index += 1
      case (.word, "for"), (.word, "as"):
        for place in targets(index + 1) { outline.assign(place, in: outline.unitOfToken[index], nil) }
        index += 1
      case (.word, "global") where isFirst(index):
        for name in targets(index + 1) { globals.insert(.init(unit: outline.unitOfToken[index], name: name)) }
        index += 1
      case (.symbol, ":="):
        if let name = list.word(index - 1) { outline.assign(name, in: outline.unitOfToken[index], index + 1) }
        index += 1
      case (.symbol, "=") where list.enclosing[index] < 0:
        assignment(index)
        index += 1
      default: index += 1
      }
    }
  }

  /// Whether a statement begins at a token.
  private func isFirst(_ index: Int) -> Bool {
    guard list.tokens[index].indent == nil, index > 0 else { return true }
    return list.isSymbol(";", at: index - 1) || list.isSymbol(":", at: index - 1)
      || list.tokens[index - 1].kind == .newline
  }

  /// The names behind `for` or `as`.
  private func targets(_ start: Int) -> [String] {
    var names: [String] = []
    var index = start
    while let name = list.word(index), name != "in" {
      names.append(name)
      guard list.isSymbol(",", at: index + 1) else { break }
      index += 2
    }
    return names
  }

  /// `a = value`, `a: Type = value`, `a.b = value`, `a = b = value`, `a, b = value`.
  private mutating func assignment(_ equals: Int) {
    var start = equals
    while start > 0, !isStatementStart(start) {
      guard equals - start < Self.longestTarget else { return }
      start -= 1
    }
    let unit = outline.unitOfToken[equals]
    guard let name = list.word(start) else { return }
    if equals == start + 1 || list.isSymbol(":", at: start + 1) {
      outline.assign(name, in: isGlobal(name, unit) ? 0 : unit, equals + 1)
    } else if equals == start + 3, list.isSymbol(".", at: start + 1), let attribute = list.word(start + 2) {
      if name == "self" || name == "cls" { outline.attributes[attribute, default: []].append(equals + 1) }
    } else {
      for place in start..<equals where list.enclosing[place] < 0 {
        if let name = list.word(place), !list.isSymbol(".", at: place - 1) { outline.assign(name, in: unit, nil) }
      }
    }
  }

  /// Whether a target of an assignment may begin here.
  private func isStatementStart(_ index: Int) -> Bool {
    list.tokens[index].indent != nil || list.tokens[index - 1].kind == .newline || list.isSymbol(";", at: index - 1)
      || list.isSymbol("=", at: index - 1)
  }

  /// More tokens than these before a `=` assign nothing that is a client.
  private static let longestTarget = 32

  private func isGlobal(_ name: String, _ unit: Int) -> Bool {
    unit != 0 && globals.contains(SourceOutline.Key(unit: unit, name: name))
  }

  /// `import a.b as c, d`.
  private mutating func importStatement(_ start: Int) -> Int {
    var index = start + 1
    while index < list.count, let first = list.word(index) {
      let (module, behind) = dotted(index)
      outline.modules.append(module)
      let unit = outline.unitOfToken[index]
      if list.isWord("as", at: behind), let alias = list.word(behind + 1) {
        outline.imports[.init(unit: unit, name: alias)] = .module(module)
        index = behind + 2
      } else {
        outline.imports[.init(unit: unit, name: first)] = .module(first)
        index = behind
      }
      guard list.isSymbol(",", at: index) else { break }
      index += 1
    }
    outline.silence(start..<index)
    return max(index, start + 1)
  }

  /// `from .a.b import (c as d, e)`.
  private mutating func fromStatement(_ start: Int) -> Int {
    var index = start + 1
    var dots = ""
    while list.isSymbol(".", at: index) || list.isSymbol("...", at: index) {
      dots += list.tokens[index].text
      index += 1
    }
    var module = dots
    if !list.isWord("import", at: index), list.word(index) != nil {
      let (name, behind) = dotted(index)
      module += name
      index = behind
    }
    guard list.isWord("import", at: index) else { return start + 1 }
    outline.modules.append(module)
    index += 1
    if list.isSymbol("(", at: index) { index += 1 }
    let unit = outline.unitOfToken[start]
    while let name = list.word(index) {
      var alias = name
      if list.isWord("as", at: index + 1), let word = list.word(index + 2) {
        alias = word
        index += 2
      }
      outline.imports[.init(unit: unit, name: alias)] = .member(name, module: module)
      index += 1
      guard list.isSymbol(",", at: index) else { break }
      index += 1
    }
    outline.silence(start..<index)
    return index
  }

  /// A dotted name, and the place behind it.
  private func dotted(_ start: Int) -> (String, Int) {
    var text = list.word(start) ?? ""
    var index = start + 1
    while list.isSymbol(".", at: index), let word = list.word(index + 1) {
      text += "." + word
      index += 2
    }
    return (text, index)
  }
}
