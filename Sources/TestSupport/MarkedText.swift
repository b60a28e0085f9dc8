/// Source text with marks: each `↓` stands right before a place, and is no part of the text.
public struct MarkedText: Sendable {
  /// The text without marks.
  public let text: String
  /// UTF-8 offset of each mark, in order.
  public let offsets: [Int]

  /// Takes the marks out of a text.
  public init(_ marked: String) {
    var plain = String.UnicodeScalarView()
    var length = 0
    var offsets: [Int] = []
    for scalar in marked.unicodeScalars {
      if scalar == "↓" {
        offsets.append(length)
      } else {
        plain.append(scalar)
        length += UTF8.width(scalar)
      }
    }
    self.text = String(plain)
    self.offsets = offsets
  }

  /// The bytes between the marks `first` and `first + 1`; empty at mark `first` if it is the last one.
  public func range(_ first: Int) -> Range<Int> {
    guard offsets.indices.contains(first) else { return 0..<0 }
    let end = offsets.indices.contains(first + 1) ? offsets[first + 1] : offsets[first]
    return offsets[first]..<end
  }

  /// The bytes of the first occurrence of a text at or after a mark; empty at the mark if there is none.
  public func range(of text: String, afterMark mark: Int = 0) -> Range<Int> {
    let start = offsets.indices.contains(mark) ? offsets[mark] : 0
    let bytes = Array(self.text.utf8)
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return start..<start }
    for index in start..<max(start, bytes.count - wanted.count + 1) where bytes[index...].starts(with: wanted) {
      return index..<(index + wanted.count)
    }
    return start..<start
  }
}
