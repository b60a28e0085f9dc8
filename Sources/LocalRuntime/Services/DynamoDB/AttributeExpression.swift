/// What expressions of DynamoDB name ("Using expressions in DynamoDB", Developer Guide): enough of them to know which attributes
/// a request touches and which partition it asks for.
struct AttributeExpression {
  private enum Token: Equatable {
    case name(String)
    case value(String)
    case mark(Character)
  }

  private let tokens: [Token]
  private let names: [String: String]

  /// Reads an expression; `names` are the `ExpressionAttributeNames`.
  init(_ text: String, names: [String: String]) {
    self.names = names
    var tokens: [Token] = []
    var word = ""
    func end() {
      if word.isEmpty { return }
      tokens.append(word.hasPrefix(":") ? .value(word) : .name(word))
      word = ""
    }
    for character in text {
      if character.isLetter || character.isNumber || "_#:-".contains(character) {
        word.append(character)
      } else {
        end()
        if !character.isWhitespace { tokens.append(.mark(character)) }
      }
    }
    end()
    self.tokens = tokens
  }

  /// Words of the grammar; a reserved word cannot name an attribute.
  private static let keywords: Set<String> = ["AND", "OR", "NOT", "IN", "BETWEEN", "SET", "ADD", "REMOVE", "DELETE"]

  /// Names of the top-level attributes that it names.
  var attributes: [String] {
    var result: [String] = []
    for (index, token) in tokens.enumerated() {
      guard case .name(let name) = token, !Self.keywords.contains(name.uppercased()) else { continue }
      let isFunction = index + 1 < tokens.count && tokens[index + 1] == .mark("(")
      let isNested = index > 0 && tokens[index - 1] == .mark(".")
      let isPosition = index > 0 && tokens[index - 1] == .mark("[")
      guard !isFunction, !isNested, !isPosition, Int(name) == nil else { continue }
      result.append(names[name] ?? name)
    }
    return result
  }

  /// The placeholder that an attribute must equal, as in `id = :id`.
  func value(equalTo attribute: String) -> String? {
    for index in tokens.indices.dropLast(2) where tokens[index + 1] == .mark("=") {
      switch (tokens[index], tokens[index + 2]) {
      case (.name(let name), .value(let value)) where (names[name] ?? name) == attribute: return value
      case (.value(let value), .name(let name)) where (names[name] ?? name) == attribute: return value
      default: continue
      }
    }
    return nil
  }
}
