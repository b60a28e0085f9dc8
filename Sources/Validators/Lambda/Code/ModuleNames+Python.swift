extension ModuleNames {
  /// The names a Python module binds at its top level: definitions, assignments and imports, also below `if` and `try`
  /// ("Naming and binding", The Python Language Reference).
  init(python bytes: [UInt8]) {
    // Lines further in than this belong to a function or a class, whose names are its own.
    var hidden: Int?
    for line in PythonLines(bytes).lines {
      if let indent = hidden {
        if line.indent > indent { continue }
        hidden = nil
      }
      if isDefinition(line.tokens) { hidden = line.indent }
      for statement in line.tokens.split(separator: ";") { bind(statement: statement[...]) }
    }
  }

  private func isDefinition(_ tokens: [String]) -> Bool {
    let first = tokens.first == "async" ? tokens.dropFirst().first : tokens.first
    return first == "def" || first == "class"
  }

  private mutating func bind(statement: ArraySlice<String>) {
    var rest = statement
    // Each turn takes one word off, so a line of many `else: if:` ends too.
    while let first = rest.first {
      let tail = rest.dropFirst()
      switch first {
      case "async": rest = tail
      case "def", "class":
        if let name = tail.first { bind(definition: name) }
        return
      case "import": return bind(imports: tail)
      case "from": return bind(imports: tail.drop { $0 != "import" }.dropFirst(), areNames: true)
      case "type" where tail.count > 1 && tail.dropFirst().first == "=":
        if let name = tail.first { bind(name) }
        return
      case "if", "elif", "else", "while", "try", "except", "finally", "with", "for", "match", "case":
        bind(header: tail, isLoop: first == "for")
        rest = body(of: tail)
      default: return bind(assignment: rest)
      }
    }
  }

  private mutating func bind(definition name: String) {
    if name == "__getattr__" { isOpen = true } else { bind(name) }
  }

  /// `a.b`, `a as b`; after `from … import` each name stands for itself, and `*` for what cannot be known.
  private mutating func bind(imports: ArraySlice<String>, areNames: Bool = false) {
    for item in imports.filter({ $0 != "(" && $0 != ")" }).split(separator: ",") {
      if item.first == "*" { isOpen = true }
      if let name = item.firstIndex(of: "as").map({ item[$0...].dropFirst().first }) ?? item.first { bind(name) }
    }
  }

  /// The names after `as`, and those of a loop.
  private mutating func bind(header: ArraySlice<String>, isLoop: Bool) {
    for (word, next) in zip(header, header.dropFirst()) where word == "as" { bind(next) }
    if isLoop { bind(target: header.prefix { $0 != "in" }) }
  }

  /// What follows the colon of a compound statement on its own line.
  private func body(of header: ArraySlice<String>) -> ArraySlice<String> {
    var depth = 0
    for (index, token) in zip(header.indices, header) {
      if ["(", "[", "{"].contains(token) { depth += 1 }
      if [")", "]", "}"].contains(token) { depth -= 1 }
      if token == ":", depth == 0 { return header[(index + 1)...] }
    }
    return []
  }

  private mutating func bind(assignment: ArraySlice<String>) {
    if let first = assignment.first, ["globals", "exec", "setattr", "vars"].contains(first) { isOpen = true }
    var depth = 0
    var start = assignment.startIndex
    for (index, token) in zip(assignment.indices, assignment) {
      if ["(", "[", "{"].contains(token) { depth += 1 }
      if [")", "]", "}"].contains(token) { depth -= 1 }
      guard token == "=", depth == 0 else { continue }
      bind(target: assignment[start..<index].prefix { $0 != ":" })
      start = index + 1
    }
  }

  /// Each name of a target that is not part of an attribute, a subscript or a call.
  private mutating func bind(target: ArraySlice<String>) {
    var previous = ""
    for (index, token) in zip(target.indices, target) {
      let next = target.indices.contains(index + 1) ? target[index + 1] : ""
      defer { previous = token }
      guard let letter = token.unicodeScalars.first, letter == "_" || letter.properties.isAlphabetic, previous != ".",
        ![".", "[", "("].contains(next)
      else { continue }
      bind(token)
    }
  }
}
