import Source
import Template

/// A number as its author wrote it, with a unit, so that a message can speak in that unit's kind.
struct WrittenQuantity {
  /// The text in the source: `21d`.
  let text: String
  private let scale: [(suffix: String, size: Double)]
  /// The size of AWS's own unit of the property, in the smallest unit of the scale.
  private let unit: Double

  private static let times: [(suffix: String, size: Double)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
  ]
  private static let sizes: [(suffix: String, size: Double)] = [
    ("B", 1), ("KB", 1024), ("MB", 1_048_576), ("GB", 1_073_741_824),
  ]

  /// Reads the source of a number; nil if it was written without a unit.
  init?(_ span: Span, value: Double, in sources: SourceMap) {
    let text = sources.text(span)
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let suffix = text.dropFirst(digits.count).drop { $0 == " " }
    guard let number = Double(digits), number > 0, value > 0, !suffix.isEmpty else { return nil }
    guard let scale = [Self.times, Self.sizes].first(where: { $0.contains { $0.suffix == suffix } }),
      let size = scale.first(where: { $0.suffix == suffix })?.size
    else { return nil }
    self.text = text
    self.scale = scale
    self.unit = number * size / value
  }

  /// A bound of AWS's in the largest unit that makes it a whole number: 1209600 s become `14d`.
  func phrase(_ bound: Double) -> String {
    if bound == 0 { return "0" }
    let amount = bound * unit
    let fitting = scale.last { amount >= $0.size && (amount / $0.size).rounded() == amount / $0.size } ?? scale[0]
    let blank = fitting.suffix.hasSuffix("B") ? " " : ""
    return Bounds.plain(amount / fitting.size) + blank + fitting.suffix
  }
}
