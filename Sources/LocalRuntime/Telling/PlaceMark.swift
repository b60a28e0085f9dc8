import Source
import Wiring

/// What of a line a place of the plan means: places say where something starts, and people see better where it also ends.
struct PlaceMark {
  /// The bytes of the file.
  let range: Range<Int>

  /// Finds a place in its file; nil if the file has no such place.
  init?(_ place: Place, in file: SourceFile) {
    guard place.line >= 1, place.column >= 1, place.line <= file.lineStarts.count else { return nil }
    let line = file.lineRange(place.line - 1)
    var start = line.lowerBound
    for _ in 1..<place.column {
      guard start < line.upperBound else { return nil }
      start += 1
      while start < line.upperBound, file.bytes[start] & 0xC0 == 0x80 { start += 1 }
    }
    guard start < line.upperBound else { return nil }
    range = start..<Self.end(of: file.bytes[start..<line.upperBound])
  }

  /// Where in the rest of a line the value ends that starts it: a key takes its value along if that is short, so
  /// `send: queues.orders` is marked whole and of `orders: { … }` the name.
  private static func end(of rest: ArraySlice<UInt8>) -> Int {
    var end = token(rest)
    guard let colon = rest[end...].first, colon == UInt8(ascii: ":") else { return max(end, rest.startIndex + 1) }
    let value = rest[(end + 1)...].drop { $0 == UInt8(ascii: " ") }
    guard let first = value.first, value.startIndex > end + 1, !"{#&|>!".utf8.contains(first) else { return end }
    end = token(value)
    return end
  }

  /// The end of a word, a quoted text, or a list or map with all its marks.
  private static func token(_ rest: ArraySlice<UInt8>) -> Int {
    guard let first = rest.first else { return rest.startIndex }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return closing(rest)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return rest.dropFirst().firstIndex(of: first).map { $0 + 1 } ?? rest.endIndex
    default: break
    }
    var index = rest.startIndex
    while index < rest.endIndex {
      let byte = rest[index]
      let next = index + 1 < rest.endIndex ? rest[index + 1] : UInt8(ascii: " ")
      if byte == UInt8(ascii: ":"), next == UInt8(ascii: " ") { break }
      if ",]}".utf8.contains(byte) { break }
      if byte == UInt8(ascii: " "), next == UInt8(ascii: "#") || next == UInt8(ascii: " ") { break }
      index += 1
    }
    while index > rest.startIndex, rest[index - 1] == UInt8(ascii: " ") { index -= 1 }
    return index
  }

  private static func closing(_ rest: ArraySlice<UInt8>) -> Int {
    var depth = 0
    for index in rest.indices {
      if "{[".utf8.contains(rest[index]) { depth += 1 }
      if "}]".utf8.contains(rest[index]) {
        depth -= 1
        if depth == 0 { return index + 1 }
      }
    }
    return rest.endIndex
  }
}
