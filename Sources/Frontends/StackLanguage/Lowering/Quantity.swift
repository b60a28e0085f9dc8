/// A number with a unit, as people write it: `30s`, `512 MB`, `0.5 GB`.
struct Quantity {
  /// The number as written.
  let number: String
  /// The unit as written, without the blank before it.
  let unit: String

  /// Reads a text that starts with a number; nil if it does not.
  init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
    guard !digits.isEmpty, Double(digits) != nil else { return nil }
    number = String(digits)
    let rest = text.dropFirst(digits.count).drop { $0 == " " }
    unit = String(rest)
  }

  /// The units of time that may be written.
  static let timeUnits: [(suffix: String, unit: TimeUnit)] = [
    ("ms", .milliseconds), ("s", .seconds), ("m", .minutes), ("min", .minutes), ("h", .hours), ("d", .days),
  ]

  /// The time in `unit`, or nil if the written unit is none of time or the result is not a whole number.
  func time(in unit: TimeUnit) -> Int? {
    guard let written = Self.timeUnits.first(where: { $0.suffix == self.unit })?.unit else { return nil }
    return scaled(by: written.inMilliseconds, dividedBy: unit.inMilliseconds)
  }

  /// The size in `unit`, or nil if the written unit is none of data or the result is not a whole number.
  func size(in unit: SizeUnit) -> Int? {
    let name = self.unit.uppercased().replacingSuffix("IB", with: "B")
    guard let written = SizeUnit(rawValue: name) else { return nil }
    return scaled(by: written.inBytes, dividedBy: unit.inBytes)
  }

  /// Whether the unit is one of time, or one of data.
  var isTime: Bool { Self.timeUnits.contains { $0.suffix == unit } }
  var isSize: Bool { SizeUnit(rawValue: unit.uppercased().replacingSuffix("IB", with: "B")) != nil }

  private func scaled(by factor: Int, dividedBy divisor: Int) -> Int? {
    guard let value = Double(number) else { return nil }
    let result = value * Double(factor) / Double(divisor)
    // Above this a Double no longer tells whole numbers apart; no property of AWS comes near.
    guard abs(result) < 9_007_199_254_740_992, result == result.rounded() else { return nil }
    return Int(result)
  }
}

extension String {
  fileprivate func replacingSuffix(_ suffix: String, with other: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) + other : self
  }
}
