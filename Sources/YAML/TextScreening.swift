import Diagnostics
import Source

/// Looks for what YAML does not take as text (YAML 1.2.2, section 5.1). libyaml stops there without saying where, so this
/// runs once it has stopped.
enum TextScreening {
  /// Reports what is no text, and replaces it byte by byte so that every offset stays and the rest can be read.
  static func mend(_ file: [UInt8], report: inout Report) -> [UInt8] {
    var bytes = file
    for fault in faults(in: file) {
      for index in fault.range { bytes[index] = UInt8(ascii: "_") }
      fault.report(file, in: &report)
    }
    return bytes
  }

  /// Length of the UTF-8 byte order mark that a file starts with.
  static func markLength(_ file: [UInt8]) -> Int { file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// Whether every byte is ASCII.
  static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var union: UInt8 = 0
    for byte in bytes { union |= byte }
    return union < 0x80
  }

  /// The line that starts with one `%` too many; nil if there is none.
  static func excessDirective(_ bytes: [UInt8]) -> Int? {
    var count = 0
    var index = bytes.startIndex
    while let found = bytes.withUnsafeBufferPointer({ $0.position(of: UInt8(ascii: "%"), from: index) }) {
      if found == markLength(bytes) || found > 0 && NodeProperties.isBreak(bytes[found - 1]) { count += 1 }
      if count > InputLimits.directives { return found }
      index = found + 1
    }
    return nil
  }

  /// A run of bytes that is no text.
  struct Fault {
    var range: Range<Int>
    /// Whether it is not even UTF-8.
    var isMalformed: Bool
  }

  private static func faults(in bytes: [UInt8]) -> [Fault] {
    var faults: [Fault] = []
    var index = markLength(bytes)
    while index < bytes.count {
      let byte = bytes[index]
      var length = 1
      var isMalformed = false
      var isAllowed = byte &- 0x20 < 0x5F || byte == 0x0A || byte == 0x0D || byte == 0x09
      if byte >= 0x80 {
        if let scalar = decode(bytes, at: index) {
          length = scalar.length
          isAllowed = scalar.isAllowed
        } else {
          isMalformed = true
        }
      }
      if !isAllowed { add(index..<index + length, isMalformed, to: &faults) }
      index += length
    }
    return faults
  }

  private static func add(_ range: Range<Int>, _ isMalformed: Bool, to faults: inout [Fault]) {
    if let last = faults.last, last.range.upperBound == range.lowerBound, last.isMalformed == isMalformed {
      faults[faults.count - 1].range = last.range.lowerBound..<range.upperBound
    } else {
      faults.append(Fault(range: range, isMalformed: isMalformed))
    }
  }

  /// One scalar of more than one byte (RFC 3629, section 4): its length, and whether YAML and libyaml take it.
  private static func decode(_ bytes: [UInt8], at index: Int) -> (length: Int, isAllowed: Bool)? {
    let lead = bytes[index]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, index + length <= bytes.count else { return nil }
    var value = UInt32(lead) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length {
      let next = bytes[index + offset]
      guard next & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(next & 0x3F)
    }
    switch value {
    case 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD:
      return length == (value < 0x800 ? 2 : 3) ? (length, true) : nil
    case 0x80...0x9F, 0xFFFE...0xFFFF: return (length, false)
    case 0x10000...0x10FFFF: return length == 4 ? (length, true) : nil
    default: return nil
    }
  }

  /// UTF-16 and UTF-32, by byte order mark or by the zero in the first character (YAML 1.2.2, section 5.2).
  static func foreignEncoding(_ bytes: [UInt8]) -> String? {
    let head = Array(bytes.prefix(2))
    guard head.count == 2 else { return nil }
    if head == [0xFF, 0xFE] || head == [0xFE, 0xFF] || (head[0] == 0) != (head[1] == 0) { return "UTF-16" }
    return nil
  }
}
