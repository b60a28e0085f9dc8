import Source

/// The text of an input transformer, cut at its placeholders.
struct InputTemplate: Sendable {
  /// A run of the template.
  enum Part: Sendable {
    case text(String)
    /// `<name>`, whether it stands inside a JSON string, and its bytes in the template.
    case placeholder(String, isQuoted: Bool, range: Range<Int>)
  }

  private(set) var parts: [Part] = []

  /// Cuts a template. A `<` that no name and `>` follow is text.
  init(_ template: String) {
    let bytes = Array(template.utf8)
    var textStart = 0
    var index = 0
    var isQuoted = false
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isQuoted: index += 2
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        index += 1
      case UInt8(ascii: "<"):
        let end = bytes[(index + 1)...].firstIndex { !Self.isName($0) } ?? bytes.count
        guard end > index + 1, end < bytes.count, bytes[end] == UInt8(ascii: ">") else {
          index = max(index + 1, end)
          continue
        }
        append(bytes[textStart..<index])
        let name = String(decoding: bytes[index + 1..<end], as: UTF8.self)
        parts.append(.placeholder(name, isQuoted: isQuoted, range: index..<end + 1))
        index = end + 1
        textStart = index
      default: index += 1
      }
    }
    append(bytes[min(textStart, bytes.count)...])
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    if !bytes.isEmpty { parts.append(.text(String(decoding: bytes, as: UTF8.self))) }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Whether the template is JSON, or lines of JSON, once its placeholders hold something.
  var isJSON: Bool {
    let text = parts.map { part in
      switch part {
      case .text(let text): text
      case .placeholder(_, let isQuoted, _): isQuoted ? "x" : "0"
      }
    }.joined()
    return Self.isJSON(text)
      || text.split(whereSeparator: \.isNewline).allSatisfy { $0.allSatisfy(\.isWhitespace) || Self.isJSON(String($0)) }
  }

  private static func isJSON(_ text: String) -> Bool {
    (try? Datum(json: SourceFile(path: "", text: text), id: SourceID(0))) != nil
  }
}
