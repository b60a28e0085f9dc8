import Spec

extension CallFinder {
  /// Expressions that refer to one another are followed this far.
  private static let deepest = 16

  /// What the expression means that begins at a token, and where it ends.
  mutating func evaluate(at start: Int, in file: Int, depth: Int = 0) -> (meaning: Meaning, end: Int) {
    let outline = program.files[file].outline
    let list = outline.list
    guard depth < Self.deepest, let first = list[start] else { return (.unknown, start) }
    var index = start
    var isNew = list.isWord("new", at: start - 1)
    while list.isWord("await", at: index) || list.isWord("new", at: index) {
      isNew = list.isWord("new", at: index)
      index += 1
    }
    var meaning: Meaning
    if list.isSymbol("(", at: index) {
      meaning = evaluate(at: index + 1, in: file, depth: depth + 1).meaning
      index = list.next(index)
    } else if let word = list.word(index) {
      meaning = self.meaning(of: word, unit: outline.unitOfToken[index], in: file, depth: depth)
      index += 1
    } else {
      meaning = first.kind == .text && list[start + 1]?.kind != .text ? .text(first.text) : .unknown
      index = start + 1
    }
    (meaning, index) = trailers(of: meaning, at: index, isNew: isNew, in: file, depth: depth)
    if meaning == .unknown || meaning == .nothing, ["or", "||", "??"].contains(list[index]?.text ?? "") {
      return evaluate(at: index + 1, in: file, depth: depth + 1)
    }
    return (meaning, index)
  }

  /// What follows an operand: members, calls, subscripts.
  private mutating func trailers(
    of operand: Meaning, at start: Int, isNew: Bool, in file: Int, depth: Int
  ) -> (Meaning, Int) {
    let list = program.files[file].outline.list
    var meaning = operand
    var index = start
    var isNew = isNew
    while let token = list[index], token.kind == .symbol {
      if token.text == "." || token.text == "?.", let name = list.word(index + 1) {
        meaning = member(name, of: meaning, at: index + 1, in: file, depth: depth)
        index += 2
      } else if token.text == "?.", list.isSymbol("(", at: index + 1) {
        index += 1
      } else if token.text == "(" {
        meaning = call(meaning, openedAt: index, isNew: isNew, in: file, depth: depth)
        isNew = false
        index = list.next(index)
      } else if token.text == "[" {
        let key = list[index + 1]
        let isName = key?.kind == .text && list.partner[index] == index + 2
        meaning = meaning == .environment && isName ? .variable(key?.text ?? "") : .unknown
        index = list.next(index)
      } else if token.text == "!", program.language == .javascript {
        index += 1
      } else {
        break
      }
    }
    return (meaning, index)
  }

  // MARK: Names

  private mutating func meaning(of name: String, unit: Int, in file: Int, depth: Int) -> Meaning {
    let key = NameKey(file: file, unit: unit, name: name)
    if let known = meanings[key] { return known }
    meanings[key] = .unknown
    let wasRecording = isRecording
    isRecording = false
    let found = lookUp(name, unit: unit, in: file, depth: depth + 1)
    isRecording = wasRecording
    meanings[key] = found
    return found
  }

  private mutating func lookUp(_ name: String, unit: Int, in file: Int, depth: Int) -> Meaning {
    let outline = program.files[file].outline
    if let imported = outline.imports[.init(unit: unit, name: name)] {
      return meaning(of: imported, in: file, depth: depth)
    }
    if let values = outline.assignments[.init(unit: unit, name: name)] { return agreed(values, in: file, depth: depth) }
    if let parameter = outline.units[unit].parameters[name] {
      return parameter.map { evaluate(at: $0, in: file, depth: depth).meaning } ?? .unknown
    }
    if let index = outline.functions[.init(unit: unit, name: name)] { return .function(file: file, unit: index) }
    guard unit != 0 else { return builtIn(name) }
    return meaning(of: name, unit: outline.units[unit].parent, in: file, depth: depth)
  }

  private func builtIn(_ name: String) -> Meaning {
    switch name {
    case "None", "null", "undefined": .nothing
    case "process": .library("process")
    case "require": .library("require")
    default: .unknown
    }
  }

  /// What several values agree on, apart from those that are nothing.
  mutating func agreed(_ values: [Int?], in file: Int, depth: Int) -> Meaning {
    // More assignments than these make a name of which nothing is known.
    guard values.count <= 8 else { return .unknown }
    var agreed = Meaning.nothing
    for value in values {
      guard let value else { return .unknown }
      let meaning = evaluate(at: value, in: file, depth: depth).meaning
      if meaning == .nothing { continue }
      guard agreed == .nothing || agreed == meaning else { return .unknown }
      agreed = meaning
    }
    return agreed
  }

  private mutating func meaning(of imported: ImportedName, in file: Int, depth: Int) -> Meaning {
    let modules = program.files[file].modules
    switch imported {
    case .module(let module): return modules[module].map { .file($0) } ?? .library(module)
    case .member(let name, ScriptOutline.environment): return .variable(name)
    case .member(let name, let module):
      let inner = module.hasSuffix(".") ? module + name : "\(module).\(name)"
      if let file = modules[inner] { return .file(file) }
      if let file = modules[module] { return exported(name, by: file, depth: depth) }
      return library(name, of: module)
    }
  }

  /// What a file beside the handler gives by a name.
  mutating func exported(_ name: String, by file: Int, depth: Int) -> Meaning {
    guard depth < Self.deepest else { return .unknown }
    return meaning(of: name, unit: 0, in: file, depth: depth)
  }

  /// What a module elsewhere gives by a name.
  func library(_ name: String, of module: String) -> Meaning {
    let path = module.hasPrefix("node:") ? String(module.dropFirst(5)) : module
    switch (path, name) {
    case ("os", "environ"), ("process", "env"): return .environment
    case (let path, _) where path.hasPrefix("@aws-sdk/") && !path.contains("#"): return .library("\(path)#\(name)")
    case (let path, "default"): return .library(path)
    default: return .library("\(path).\(name)")
    }
  }
}
