/// What authorising a PartiQL statement needs of it ("IAM security policies with PartiQL for DynamoDB", Developer Guide).
struct PartiQLStatement: Equatable {
  /// IAM's action: `PartiQLSelect`, `PartiQLInsert`, `PartiQLUpdate` or `PartiQLDelete`.
  let action: String
  /// Name or ARN of the table.
  let table: String
  /// The index of `FROM "table"."index"`.
  let index: String?

  private static let actions = [
    "SELECT": "PartiQLSelect", "INSERT": "PartiQLInsert", "UPDATE": "PartiQLUpdate", "DELETE": "PartiQLDelete",
    // `EXISTS(SELECT …)`, in transactions.
    "EXISTS": "PartiQLSelect",
  ]

  /// Reads a statement; nil if it is none of DynamoDB's.
  init?(_ text: String) {
    let words = Self.words(text)
    guard let first = words.first?.text, let action = Self.actions[first.uppercased()] else { return nil }
    let introducer = ["UPDATE": "UPDATE", "INSERT": "INTO"][first.uppercased()] ?? "FROM"
    guard let place = words.firstIndex(where: { !$0.isQuoted && $0.text.uppercased() == introducer }),
      place + 1 < words.count
    else { return nil }
    self.action = action
    table = words[place + 1].text
    let hasIndex = place + 3 < words.count && words[place + 2].text == "." && !words[place + 2].isQuoted
    index = hasIndex ? words[place + 3].text : nil
  }

  /// The words and marks of a statement; what stands in single quotes is a value, and left out.
  private static func words(_ text: String) -> [(text: String, isQuoted: Bool)] {
    var result: [(text: String, isQuoted: Bool)] = []
    var word = ""
    var quote: Character?
    func end(isQuoted: Bool) {
      if !word.isEmpty { result.append((word, isQuoted)) }
      word = ""
    }
    for character in text {
      if let open = quote {
        guard character == open else {
          word.append(character)
          continue
        }
        if open == "'" { word = "" } else { end(isQuoted: true) }
        quote = nil
      } else if character == "\"" || character == "'" {
        end(isQuoted: false)
        quote = character
      } else if character.isWhitespace || "(){}[],;=<>".contains(character) {
        end(isQuoted: false)
      } else if character == "." {
        end(isQuoted: false)
        result.append((".", false))
      } else {
        word.append(character)
      }
    }
    end(isQuoted: false)
    return result
  }
}
