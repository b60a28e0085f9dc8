import Diagnostics
import Source

extension Rule {
  static let wrongUnit = Rule(
    "STK204", "wrong-unit", .error, "a unit that does not fit the property",
    why: """
      A quantity is written with its unit so that nobody has to remember whether AWS counts seconds or minutes. The \
      unit must be one of time for a time and one of data for a size, and give a whole number of AWS's own unit.
      """,
    examples: [
      .bad("queues:\n  jobs: { visibilityTimeout: ↓30 MB }\n"),
      .bad("queues:\n  jobs: { retention: ↓500ms }\n"),
      .good("queues:\n  jobs: { visibilityTimeout: 3m, retention: 14d }\n"),
    ])
}

extension Diagnostic {
  static func wrongUnit(_ key: String, _ quantity: Quantity, type: KeyType, at span: Span) -> Diagnostic {
    let isForeign: Bool
    let wanted: String
    switch type {
    case .duration(let unit):
      isForeign = !quantity.isTime
      wanted = unit.rawValue
    case .size(let unit):
      isForeign = !quantity.isSize
      wanted = unit.rawValue
    default: return .wrongType(key, wanted: type.phrase, got: "`\(quantity.number) \(quantity.unit)`", at: span)
    }
    let message =
      isForeign
      ? "`\(key)` takes \(type.phrase), and `\(quantity.unit)` is no unit of \(type.dimension)"
      : "`\(key)` takes whole \(wanted), and `\(quantity.number)\(quantity.unit)` is none"
    return Diagnostic(.wrongUnit, message, at: span, help: ["AWS counts this property in \(wanted)"])
  }

  static func unitWithoutUse(_ key: String, _ quantity: Quantity, at span: Span) -> Diagnostic {
    Diagnostic(.wrongUnit, "`\(key)` is a number without unit, so `\(quantity.unit)` does not fit", at: span)
  }
}
