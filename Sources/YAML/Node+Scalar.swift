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

  /// A scalar's value: what the core schema (YAML 1.2.2, section 10.3.2) makes of a plain one, else a string. Infinity and
  /// NaN, which JSON and so templates cannot hold, stay strings.
  public var scalar: Scalar {
    let record = record
    guard record.form == .plain, !record.flags.contains(.string) else { return .string(text) }
    return tree.arena.withText(record) { CoreSchema.resolve($0) }
  }

  /// Whether this is a scalar that stands for nothing: `null`, `~` or a value left out.
  public var isNull: Bool {
    record.form == .plain && scalar == .null
  }
}

/// The core schema of YAML 1.2.2, section 10.3.2.
enum CoreSchema {
  static func resolve(_ text: UnsafeBufferPointer<UInt8>) -> Node.Scalar {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
      UInt8(ascii: "f"), UInt8(ascii: "F"):
      if text.count <= 5, let word = words[String(decoding: text, as: UTF8.self)] { return word }
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      if let number = number(text) { return number }
    default: break
    }
    return .string(String(decoding: text, as: UTF8.self))
  }

  private static let words: [String: Node.Scalar] = [
    "~": .null, "null": .null, "Null": .null, "NULL": .null,
    "true": .bool(true), "True": .bool(true), "TRUE": .bool(true),
    "false": .bool(false), "False": .bool(false), "FALSE": .bool(false),
  ]

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
