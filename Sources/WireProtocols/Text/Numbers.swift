/// Numbers as texts.
enum Numbers {
  /// A number as AWS writes it outside of JSON's numbers (Smithy 2.0, "Non-numeric float and double serialization").
  static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return value.description
  }

  /// The number of a text outside of JSON.
  static func double(_ text: String) -> Double? {
    switch text {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default:
      guard let first = text.utf8.first,
        first == UInt8(ascii: "-") || first == UInt8(ascii: ".") || (0x30...0x39).contains(first)
      else { return nil }
      return Double(text)
    }
  }
}

extension Int64 {
  /// The number of decimal digits with a minus sign before them or none; nil if it does not fit.
  init?(decimal text: UnsafeRawBufferPointer) {
    let isNegative = text.first == UInt8(ascii: "-")
    var value: Int64 = 0
    let digits = text[(isNegative ? 1 : 0)...]
    guard !digits.isEmpty else { return nil }
    for byte in digits {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, more) = product.subtractingReportingOverflow(Int64(byte - 0x30))
      if overflow || more { return nil }
      value = sum
    }
    if !isNegative && value == .min { return nil }
    self = isNegative ? value : -value
  }
}
