/// A value on one line, as JSON or in YAML's flow style: a statement that is offered.
public indirect enum FlowText: Sendable {
  /// A text, quoted where it must be.
  case text(String)
  /// What is written as it is, such as `!GetAtt Jobs.Arn`.
  case raw(String)
  case list([FlowText])
  case map([(key: String, value: FlowText)])

  /// The texts, or the only one by itself.
  public static func oneOrMany(_ texts: [String]) -> FlowText {
    texts.count == 1 ? .text(texts[0]) : .list(texts.map(FlowText.text))
  }

  /// As JSON (RFC 8259) with spaces between.
  public var json: String { written(key: Self.quoted, Self.quoted) }

  /// In YAML's flow style (YAML 1.2, chapter 7), unquoted where that is the same.
  public var yaml: String {
    written(
      key: { Self.isPlain($0) ? $0 : Self.quoted($0) },
      { Self.isPlain($0) && !Self.words.contains($0.lowercased()) ? $0 : Self.quoted($0) })
  }

  /// In YAML, as an item of a block list: an object of one member needs no braces there.
  public var yamlItem: String {
    guard case .map(let members) = self, members.count == 1 else { return yaml }
    return String(yaml.dropFirst(2).dropLast(2))
  }

  private func written(key: (String) -> String, _ scalar: (String) -> String) -> String {
    switch self {
    case .text(let text): scalar(text)
    case .raw(let text): text
    case .list(let items): "[" + items.map { $0.written(key: key, scalar) }.joined(separator: ", ") + "]"
    case .map(let members):
      "{ " + members.map { "\(key($0.key)): \($0.value.written(key: key, scalar))" }.joined(separator: ", ") + " }"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "\u{0}"..<"\u{20}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Words that YAML 1.1, which some of AWS's tools read, takes for something else where a value stands.
  private static let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

  /// Whether a text may stand without quotes in a flow: a letter first, no mark that means something there.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isLetter, text.utf8.last != UInt8(ascii: ":") else { return false }
    return text.utf8.allSatisfy { $0.isLetter || ($0 >= 0x30 && $0 <= 0x39) || "_.:/*@+-$".utf8.contains($0) }
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
}
