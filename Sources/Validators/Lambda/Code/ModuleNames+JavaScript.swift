extension ModuleNames {
  /// The names a JavaScript file exports, as a CommonJS module (`exports.name`, `module.exports = { … }`) or as an
  /// ECMAScript module (`export …`). What is exported in any other way leaves the list open.
  init(javaScript bytes: [UInt8]) {
    let tokens = JavaScriptTokens(bytes).tokens
    var depth = 0
    for index in tokens.indices {
      switch tokens[index] {
      case .mark(let byte):
        if "([{".utf8.contains(byte) { depth += 1 }
        if ")]}".utf8.contains(byte) { depth -= 1 }
      case .word("exports") where tokens[safe: index - 1] != .mark(UInt8(ascii: ".")):
        readExports(tokens, index + 1)
      case .word("module") where tokens[safe: index - 1] != .mark(UInt8(ascii: ".")):
        if tokens[safe: index + 1] == .mark(UInt8(ascii: ".")), tokens[safe: index + 2] == .word("exports") {
          readModuleExports(tokens, index + 3)
        } else if tokens[safe: index + 1] == .mark(UInt8(ascii: "[")) {
          isOpen = true
        }
      case .word("export") where depth == 0 && tokens[safe: index - 1] != .mark(UInt8(ascii: ".")):
        readExport(tokens, index + 1)
      case .word, .string: break
      }
    }
  }

  /// After `exports`: a member that is set. A mere reading of it exports nothing.
  private mutating func readExports(_ tokens: [JavaScriptTokens.Token], _ start: Int) {
    switch (tokens[safe: start], tokens[safe: start + 1]) {
    case (.mark(UInt8(ascii: ".")), .word(let name)): bind(name)
    case (.mark(UInt8(ascii: "[")), .string(let name)): bind(name)
    case (.mark(UInt8(ascii: ",")), .string(let name)) where tokens[safe: start - 3] == .word("defineProperty"):
      bind(name)
    // `exports = module.exports = …`: what follows is read by itself.
    case (.mark(UInt8(ascii: "=")), .word("module")): break
    default: isOpen = true
    }
  }

  /// After `module.exports`.
  private mutating func readModuleExports(_ tokens: [JavaScriptTokens.Token], _ start: Int) {
    guard tokens[safe: start] == .mark(UInt8(ascii: "=")), tokens[safe: start + 1] != .mark(UInt8(ascii: "=")) else {
      return readExports(tokens, start)
    }
    switch tokens[safe: start + 1] {
    case .mark(UInt8(ascii: "{")): readObject(tokens, start + 2)
    // `module.exports = exports = { … }`, a call, a class or another name: what it has is not read.
    default: isOpen = true
    }
  }

  /// The keys of an object literal whose brace is open.
  private mutating func readObject(_ tokens: [JavaScriptTokens.Token], _ start: Int) {
    var depth = 0
    var isKey = true
    var index = start
    while index < tokens.count {
      switch tokens[index] {
      case .mark(UInt8(ascii: "}")) where depth == 0: return
      case .mark(let byte) where "([{".utf8.contains(byte):
        if depth == 0, isKey, byte == UInt8(ascii: "[") { isOpen = true }
        depth += 1
      case .mark(let byte) where ")]}".utf8.contains(byte): depth -= 1
      case .mark(UInt8(ascii: ",")) where depth == 0: isKey = true
      case .mark(UInt8(ascii: ".")) where depth == 0 && isKey: isOpen = true
      case .mark(UInt8(ascii: ":")) where depth == 0: isKey = false
      case .word(let name) where depth == 0 && isKey:
        // `async f() {}`, `get f() {}`: the word before a name is none itself.
        let isModifier = tokens[safe: index + 1]?.word != nil || tokens[safe: index + 1] == .mark(UInt8(ascii: "*"))
        if !isModifier { bind(name) }
      case .string(let name) where depth == 0 && isKey: bind(name)
      default: break
      }
      index += 1
    }
  }

  /// After `export`.
  private mutating func readExport(_ tokens: [JavaScriptTokens.Token], _ start: Int) {
    switch tokens[safe: start] {
    case .word("default"): bind("default")
    case .word("const"), .word("let"), .word("var"):
      if let name = tokens[safe: start + 1]?.word {
        bindVariables(tokens, start + 1, first: name)
      } else {
        isOpen = true
      }
    case .word("async"), .word("function"), .word("class"):
      let rest = tokens[start...].prefix(4).drop {
        [.word("async"), .word("function"), .word("class"), .mark(UInt8(ascii: "*"))].contains($0)
      }
      if let name = rest.first?.word { bind(name) }
    case .mark(UInt8(ascii: "{")): readList(tokens, start + 1)
    case .mark(UInt8(ascii: "*")) where tokens[safe: start + 1] == .word("as"):
      if let name = tokens[safe: start + 2]?.word { bind(name) }
    default: isOpen = true
    }
  }

  /// `a = 1, b = 2`: further variables follow commas outside of brackets, up to the statement's end.
  private mutating func bindVariables(_ tokens: [JavaScriptTokens.Token], _ start: Int, first: String) {
    bind(first)
    var depth = 0
    for index in start..<tokens.count {
      guard case .mark(let byte) = tokens[index] else { continue }
      if "([{".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) { depth -= 1 }
      if depth < 0 || (depth == 0 && byte == UInt8(ascii: ";")) { return }
      guard depth == 0, byte == UInt8(ascii: ",") else { continue }
      if let name = tokens[safe: index + 1]?.word { bind(name) }
    }
  }

  /// `a, b as c }`: what each is exported as.
  private mutating func readList(_ tokens: [JavaScriptTokens.Token], _ start: Int) {
    let items = tokens[min(start, tokens.count)...].prefix { $0 != .mark(UInt8(ascii: "}")) }.split(
      separator: .mark(UInt8(ascii: ",")))
    for item in items {
      switch item.last {
      case .word(let name), .string(let name): bind(name)
      case .mark, nil: break
      }
    }
  }
}

extension Array {
  /// The element at a position, if there is one.
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
