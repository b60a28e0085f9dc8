import Diagnostics

/// What the bytes of a file are before YAML is looked for.
struct ScreenedText {
  /// The file's bytes; those that are no text are replaced one by one, so that every offset stays.
  var bytes: [UInt8]
  /// Length of the UTF-8 byte order mark.
  var base = 0
  var isASCII = true
  /// Whether there is any sense in reading on.
  var isReadable = true

  /// Looks for what YAML does not take as text (YAML 1.2.2, section 5.1), and reports it.
  init(_ file: [UInt8], report: inout Report) {
    bytes = file
    if let encoding = Self.foreignEncoding(file) {
      report.add(Self.foreign(encoding, in: report))
      isReadable = false
      return
    }
    if file.starts(with: [0xEF, 0xBB, 0xBF]) { base = 3 }
    var faults: [Fault] = []
    file.withUnsafeBufferPointer { isASCII = Self.scan($0, from: base, into: &faults) }
    for fault in faults {
      for index in fault.range { bytes[index] = UInt8(ascii: "_") }
      fault.report(file, in: &report)
    }
  }

  /// A run of bytes that is no text.
  struct Fault {
    var range: Range<Int>
    /// Whether it is not even UTF-8.
    var isMalformed: Bool
  }

  /// Reads through the bytes; whether all of them are ASCII.
  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, into faults: inout [Fault]) -> Bool {
    var isASCII = true
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        index += 1
        continue
      }
      var length = 1
      var isMalformed = false
      var isAllowed = false
      if byte >= 0x80 {
        isASCII = false
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
    return isASCII
  }

  private static func add(_ range: Range<Int>, _ isMalformed: Bool, to faults: inout [Fault]) {
    if let last = faults.last, last.range.upperBound == range.lowerBound, last.isMalformed == isMalformed {
      faults[faults.count - 1].range = last.range.lowerBound..<range.upperBound
    } else {
      faults.append(Fault(range: range, isMalformed: isMalformed))
    }
  }

  /// One scalar of more than one byte (RFC 3629, section 4): its length, and whether YAML and libyaml take it.
  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (length: Int, isAllowed: Bool)? {
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
    case 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD:
      return length == (value < 0x800 ? 2 : 3) ? (length, true) : nil
    case 0x80...0x9F, 0xFEFF, 0xFFFE...0xFFFF: return (length, false)
    case 0x10000...0x10FFFF: return length == 4 ? (length, true) : nil
    default: return nil
    }
  }

  /// UTF-16 and UTF-32, by byte order mark or by the zero in the first character (YAML 1.2.2, section 5.2).
  private static func foreignEncoding(_ bytes: [UInt8]) -> String? {
    let head = Array(bytes.prefix(2))
    guard head.count == 2 else { return nil }
    if head == [0xFF, 0xFE] || head == [0xFE, 0xFF] || (head[0] == 0) != (head[1] == 0) { return "UTF-16" }
    return nil
  }
}
