/// A token of a handler's source.
struct Token {
  /// What it is.
  enum Kind: UInt8 {
    /// A name or keyword.
    case word
    /// A string whose whole text is known.
    case text
    /// A string that is put together when it is evaluated.
    case mixedText
    case number
    case symbol
    /// The end of a line of Python outside of brackets.
    case newline
  }

  let kind: Kind
  /// The word, the symbol, or what a string says.
  let text: String
  /// Where it begins and ends, in bytes.
  let start: Int
  let end: Int
  /// Columns before it, if it is the first of a line of Python outside of brackets; else nil.
  let indent: Int?
}

/// The tokens of one file, with its brackets paired.
struct TokenList {
  let tokens: [Token]
  /// For each opening bracket the place of the one that closes it, the count of tokens where none does; -1 elsewhere.
  let partner: [Int]
  /// The innermost bracket that is open at a token; -1 outside of all.
  let enclosing: [Int]

  init(_ tokens: [Token]) {
    var partner = [Int](repeating: -1, count: tokens.count)
    var enclosing = partner
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      let closer = token.kind == .symbol ? Self.closers[token.text] : nil
      if let closer, let last = open.last, tokens[last].text == closer {
        partner[last] = index
        open.removeLast()
      }
      enclosing[index] = open.last ?? -1
      if token.kind == .symbol, Self.openers.contains(token.text) { open.append(index) }
    }
    for index in open { partner[index] = tokens.count }
    self.tokens = tokens
    self.partner = partner
    self.enclosing = enclosing
  }

  var count: Int { tokens.count }

  /// The token at a place; nil outside.
  subscript(index: Int) -> Token? { tokens.indices.contains(index) ? tokens[index] : nil }

  /// Whether a symbol stands at a place.
  func isSymbol(_ text: String, at index: Int) -> Bool {
    guard let token = self[index] else { return false }
    return token.kind == .symbol && token.text == text
  }

  /// Whether a word stands at a place.
  func isWord(_ text: String, at index: Int) -> Bool {
    guard let token = self[index] else { return false }
    return token.kind == .word && token.text == text
  }

  /// The word at a place.
  func word(_ index: Int) -> String? {
    guard let token = self[index], token.kind == .word else { return nil }
    return token.text
  }

  /// The place behind what begins at one: behind the closing bracket if it opens one.
  func next(_ index: Int) -> Int {
    partner.indices.contains(index) && partner[index] >= 0 ? min(partner[index] + 1, count) : index + 1
  }

  /// The parts between the commas of a bracket, each as the places of its tokens.
  func parts(ofBracketAt open: Int) -> [Range<Int>] {
    guard partner.indices.contains(open), partner[open] >= 0 else { return [] }
    let end = min(partner[open], count)
    var parts: [Range<Int>] = []
    var start = open + 1
    var index = start
    while index < end {
      if isSymbol(",", at: index) {
        if start < index { parts.append(start..<index) }
        start = index + 1
      }
      index = next(index)
    }
    if start < end { parts.append(start..<end) }
    return parts
  }

  /// The first place of a part, brackets passed over, of which something holds; longer parts are not looked through.
  func first(in part: Range<Int>, where holds: (Int) -> Bool) -> Int? {
    var index = part.lowerBound
    for _ in 0..<Self.longestPart where index < part.upperBound {
      if holds(index) { return index }
      index = next(index)
    }
    return nil
  }

  /// Parameters, types and targets have fewer tokens than these.
  private static let longestPart = 64

  private static let openers: Set<String> = ["(", "[", "{"]
  private static let closers = [")": "(", "]": "[", "}": "{"]
}
