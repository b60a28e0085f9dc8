/// The bytes of one file, with its lines.
public struct SourceFile: Sendable {
  /// How the file is named to the reader: as given on the command line, never made absolute.
  public let path: String
  /// The whole contents. Usually UTF-8, but nothing here relies on it.
  public let bytes: [UInt8]
  /// Offset of the first byte of each line; the first is 0.
  public let lineStarts: [UInt32]
  /// How many bytes before each block of the file continue a scalar, if a line is longer than a block: JSON is often one line, and
  /// the column of each finding would be counted from its start.
  private let continuations: [UInt32]
  /// Bytes of a block.
  private static let block = 4096

  /// Takes the contents of a file and finds its lines (ended by LF, CRLF or CR).
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts: [UInt32] = [0]
    // Lines have some 30 letters.
    starts.reserveCapacity(bytes.count / 24 + 1)
    var longest = 0
    bytes.withUnsafeBufferPointer { buffer in
      let hasReturns = buffer.position(of: 0x0D) != nil
      var (start, index) = (0, 0)
      while let found = hasReturns
        ? buffer[index...].firstIndex(where: Self.isBreak) : buffer.position(of: 0x0A, from: index)
      {
        index = found + 1
        if buffer[found] == 0x0D, index < buffer.count, buffer[index] == 0x0A { continue }
        longest = max(longest, index - start)
        start = index
        starts.append(UInt32(clamping: index))
      }
      longest = max(longest, buffer.count - start)
    }
    lineStarts = starts
    continuations = longest > Self.block ? Self.continuations(in: bytes) : []
  }

  private static func continuations(in bytes: [UInt8]) -> [UInt32] {
    var counts: [UInt32] = [0]
    var count: UInt32 = 0
    for start in stride(from: 0, to: bytes.count, by: block) {
      count += UInt32(bytes[start..<min(start + block, bytes.count)].count(where: isContinuation))
      counts.append(count)
    }
    return counts
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private init(path: String, of other: SourceFile) {
    self.path = path
    bytes = other.bytes
    lineStarts = other.lineStarts
    continuations = other.continuations
  }

  /// Whether it is written as JSON, where everything is quoted: its name says so.
  public var isJSON: Bool { path.hasSuffix(".json") }

  /// The same contents under another name.
  public func renamed(_ path: String) -> SourceFile { SourceFile(path: path, of: self) }

  /// Takes the contents of a file as text.
  public init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}

/// A place in a file as people count: from 1.
public struct SourceLocation: Hashable, Sendable {
  /// Line, from 1.
  public let line: Int
  /// Column in Unicode scalars, from 1.
  public let column: Int
  /// UTF-8 offset from the start of the file, from 0.
  public let offset: Int
}

extension SourceFile {
  /// The location of a byte offset; an offset past the end is taken as the end.
  public func location(of offset: Int) -> SourceLocation {
    let offset = min(max(0, offset), bytes.count)
    let line = lineIndex(of: offset)
    let start = Int(lineStarts[line])
    let continuations =
      self.continuations.isEmpty
      ? bytes[start..<offset].count(where: Self.isContinuation)
      : continuations(before: offset) - continuations(before: start)
    return SourceLocation(line: line + 1, column: offset - start - continuations + 1, offset: offset)
  }

  private func continuations(before offset: Int) -> Int {
    let block = offset / Self.block
    return Int(continuations[block]) + bytes[(block * Self.block)..<offset].count(where: Self.isContinuation)
  }

  /// Index, from 0, of the line that holds a byte offset.
  public func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The column, from 0, of the dash of YAML's block list before an item on whose line nothing else stands before it; nil
  /// elsewhere. `offset` is where the item begins.
  public func columnOfDash(beforeItemAt offset: Int) -> Int? {
    let line = lineRange(lineIndex(of: offset))
    let head = bytes[line.lowerBound..<max(line.lowerBound, min(offset, line.upperBound))]
    let blanks = head.prefix { $0 == UInt8(ascii: " ") }
    guard head.dropFirst(blanks.count).first == UInt8(ascii: "-"),
      head.dropFirst(blanks.count + 1).allSatisfy({ $0 == UInt8(ascii: " ") })
    else { return nil }
    return blanks.count
  }

  /// The column, from 0, of a byte offset; blanks and letters of one byte before it are counted.
  public func column(of offset: Int) -> Int { offset - lineRange(lineIndex(of: offset)).lowerBound }

  /// The end of the line that holds the last mark before an offset: behind a comment, if one stands there.
  public func endOfLine(before offset: Int) -> Int {
    var last = max(0, min(offset, bytes.count) - 1)
    while last > 0, bytes.indices.contains(last), [0x0A, 0x0D, 0x20].contains(bytes[last]) { last -= 1 }
    return lineRange(lineIndex(of: last)).upperBound
  }

  /// The bytes of a line, from 0, without its line break; empty past the end.
  public func lineRange(_ index: Int) -> Range<Int> {
    guard lineStarts.indices.contains(index) else { return bytes.count..<bytes.count }
    let start = Int(lineStarts[index])
    var end = index + 1 < lineStarts.count ? Int(lineStarts[index + 1]) : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The text of a range of bytes, repaired where it is not UTF-8; clipped to the file.
  public func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
