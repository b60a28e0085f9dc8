/// What CloudFormation's reader, which follows YAML 1.1, makes of plain scalars that YAML 1.2 reads otherwise
/// (yaml.org/type/bool.html, int.html and float.html).
enum LegacyReading {
  /// The other reading in words, or nil if both versions agree.
  static func reading(_ text: UnsafeBufferPointer<UInt8>) -> String? {
    guard let first = text.first, text.count <= longest else { return nil }
    switch first {
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "o"),
      UInt8(ascii: "O"):
      return text.count <= 3 ? boolean(String(decoding: text, as: UTF8.self)).map { "the boolean `\($0)`" } : nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      return number(text)
    default: return nil
    }
  }

  /// The truth value that a word is.
  static func boolean(_ word: String) -> Bool? { words[word] }

  /// Numbers are short; whatever is longer is not looked at.
  private static let longest = 64

  private static let words: [String: Bool] = [
    "yes": true, "Yes": true, "YES": true, "on": true, "On": true, "ON": true,
    "no": false, "No": false, "NO": false, "off": false, "Off": false, "OFF": false,
  ]

  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> String? {
    let isSigned = text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-")
    let sign = text[0] == UInt8(ascii: "-") ? "-" : ""
    let digits = isSigned ? text.dropFirst() : text[...]
    guard let first = digits.first, isDigit(first), digits.count > 1 else { return nil }
    if digits.contains(UInt8(ascii: ":")) { return sexagesimal(digits, sign) }
    guard digits.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }),
      first == UInt8(ascii: "0") || digits.contains(UInt8(ascii: "_"))
    else { return nil }
    let plain = digits.filter { $0 != UInt8(ascii: "_") }
    let word = String(decoding: plain, as: UTF8.self)
    if first == UInt8(ascii: "0") {
      let octal = Int(word, radix: 8).map { "the octal number `\(sign)\($0)`" }
      return octal ?? "text, where other readers drop the leading zero"
    }
    return "the number `\(sign)\(word)`"
  }

  /// `12:30` is 750: digits in base 60.
  private static func sexagesimal(_ digits: Slice<UnsafeBufferPointer<UInt8>>, _ sign: String) -> String? {
    let groups = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var value = 0
    for (position, group) in groups.enumerated() {
      guard !group.isEmpty, group.allSatisfy(isDigit), let part = Int(String(decoding: group, as: UTF8.self)) else {
        return nil
      }
      if position == 0, group.first == UInt8(ascii: "0") { return nil }
      if position > 0, group.count > 2 || part > 59 { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 60)
      guard !overflow, product <= Int.max - part else { return "a number in base 60" }
      value = product + part
    }
    return "the number `\(sign)\(value)` (base 60)"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}

extension Node {
  /// The truth value that a word without quotes is to CloudFormation, where YAML 1.2 has a text: `yes`, `off`.
  public var legacyBoolean: Bool? {
    guard kind == .scalar, style == .plain, !hasTag, text.utf8.count <= 3 else { return nil }
    return LegacyReading.boolean(text)
  }
}
