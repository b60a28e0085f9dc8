import Source

extension Node {
  /// The value of a scalar.
  public enum Scalar: Sendable, Equatable {
    case null
    case bool(Bool)
    /// An integer that fits in 64 bits.
    case integer(Int)
    /// Any other number, as JSON (RFC 8259, section 6) writes it: as in the source but for a `+`, zeros and dots that JSON
    /// does not take.
    case number(String)
    case string(String)
  }

  /// A scalar's text with quotes, escapes and folding undone; empty for collections.
  public var text: String {
    let record = record
    return record.form.isScalar ? tree.arena.string(record) : ""
  }

  /// The parts of a scalar's text before and behind the first of a byte; nil if it is not there.
  public func text(splitAt byte: UInt8) -> (String, String)? {
    tree.arena.withText(record) { bytes in
      guard let place = bytes.position(of: byte) else { return nil }
      return (
        String(decoding: UnsafeBufferPointer(rebasing: bytes[..<place]), as: UTF8.self),
        String(decoding: UnsafeBufferPointer(rebasing: bytes[(place + 1)...]), as: UTF8.self)
      )
    }
  }

  /// A scalar's value: what the core schema (YAML 1.2.2, section 10.3.2) makes of a plain one, else a string. Infinity and
  /// NaN, which JSON and so templates cannot hold, stay strings.
  public var scalar: Scalar {
    let record = record
    guard record.form == .plain, !record.flags.contains(.string) else { return .string(text) }
    return tree.arena.withText(record) { CoreSchema.resolve($0) }
  }

  /// Whether this is a scalar that stands for nothing: `null`, `~` or a value left out.
  public var isNull: Bool {
    let record = record
    guard record.form == .plain, !record.flags.contains(.string) else { return false }
    return tree.arena.withText(record) { CoreSchema.word($0) == .null }
  }
}

/// The core schema of YAML 1.2.2, section 10.3.2.
enum CoreSchema {
  static func resolve(_ text: UnsafeBufferPointer<UInt8>) -> Node.Scalar {
    guard let first = text.first else { return .null }
    if let word = word(text) { return word }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      if let number = number(text) { return number }
    default: break
    }
    return .string(String(decoding: text, as: UTF8.self))
  }

  /// The value of a text that is no string and no number.
  static func word(_ text: UnsafeBufferPointer<UInt8>) -> Node.Scalar? {
    switch text.first {
    case nil: .null
    case UInt8(ascii: "~"): text.count == 1 ? .null : nil
    case UInt8(ascii: "n"), UInt8(ascii: "N"): isWord(text, "null") ? .null : nil
    case UInt8(ascii: "t"), UInt8(ascii: "T"): isWord(text, "true") ? .bool(true) : nil
    case UInt8(ascii: "f"), UInt8(ascii: "F"): isWord(text, "false") ? .bool(false) : nil
    default: nil
    }
  }

  /// Whether a text is a word in small letters, in capitals, or with a capital at its start.
  private static func isWord(_ text: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    guard text.count == word.utf8CodeUnitCount else { return false }
    var capitals = 0
    for (index, letter) in UnsafeBufferPointer(start: word.utf8Start, count: text.count).enumerated() {
      guard text[index] | 0x20 == letter else { return false }
      if text[index] != letter { capitals += 1 }
    }
    return capitals == 0 || capitals == text.count || capitals == 1 && text[0] & 0x20 == 0
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> Node.Scalar? {
    if let scalar = based(text) { return scalar }
    var scan = text[...]
    let sign = takeSign(&scan)
    let whole = takeDigits(&scan)
    if !whole.isEmpty, scan.isEmpty {
      let written = String(decoding: text, as: UTF8.self)
      return Int(written).map { .integer($0) } ?? .number((sign == "-" ? "-" : "") + withoutLeadingZeros(whole))
    }
    var fraction = ""
    if scan.first == UInt8(ascii: ".") {
      scan = scan.dropFirst()
      fraction = takeDigits(&scan)
      if whole.isEmpty && fraction.isEmpty { return nil }
      fraction = "." + (fraction.isEmpty ? "0" : fraction)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    var exponent = ""
    if scan.first == UInt8(ascii: "e") || scan.first == UInt8(ascii: "E") {
      exponent = scan.first == UInt8(ascii: "e") ? "e" : "E"
      scan = scan.dropFirst()
      exponent += takeSign(&scan)
      let digits = takeDigits(&scan)
      guard !digits.isEmpty else { return nil }
      exponent += digits
    }
    guard scan.isEmpty else { return nil }
    return .number((sign == "-" ? "-" : "") + withoutLeadingZeros(whole) + fraction + exponent)
  }

  /// `0o17` and `0x1F`.
  private static func based(_ text: UnsafeBufferPointer<UInt8>) -> Node.Scalar? {
    guard text.count > 2, text[0] == UInt8(ascii: "0") else { return nil }
    let radix: Int
    switch text[1] {
    case UInt8(ascii: "o"): radix = 8
    case UInt8(ascii: "x"): radix = 16
    default: return nil
    }
    let isNumber = text.dropFirst(2).allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "7"): true
      case UInt8(ascii: "8"), UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"):
        radix == 16
      default: false
      }
    }
    guard isNumber else { return nil }
    return Int(String(decoding: text.dropFirst(2), as: UTF8.self), radix: radix).map { .integer($0) }
  }

  private static func takeSign(_ scan: inout Slice<UnsafeBufferPointer<UInt8>>) -> String {
    guard let first = scan.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return "" }
    scan = scan.dropFirst()
    return first == UInt8(ascii: "-") ? "-" : "+"
  }

  private static func takeDigits(_ scan: inout Slice<UnsafeBufferPointer<UInt8>>) -> String {
    let rest = scan.drop { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    defer { scan = rest }
    return String(decoding: scan.prefix(scan.count - rest.count), as: UTF8.self)
  }

  private static func withoutLeadingZeros(_ digits: String) -> String {
    let rest = digits.drop { $0 == "0" }
    return rest.isEmpty ? "0" : String(rest)
  }
}
