import Spec

/// Values of a shape past a limit and at it, as YAML.
struct PropertyValues {
  private(set) var past: [String] = []
  private(set) var at: [String] = []

  init(_ limit: ServiceLimit, _ shape: Shape) {
    switch limit.kind {
    case .enum:
      guard case .list(let values) = limit.value else { return }
      past = ["NoneOfThem"]
      let schema = shape.enumValues.map(Self.text)
      at = values.filter { schema.isEmpty || schema.contains($0) }.map { "\"\($0)\"" }
    case .pattern:
      past = [Self.misfits[limit.id] ?? "\"a b\""]
      at = Self.fits[limit.id].map { ["\"\($0)\""] } ?? []
    case .max, .min, .count, .length, .default: addEnds(limit, shape)
    case .relation: break
    }
  }

  private mutating func addEnds(_ limit: ServiceLimit, _ shape: Shape) {
    let (least, most) = limit.bounds
    let isNumber = !shape.kinds.isDisjoint(with: [.number, .integer])
    // Lengths and counts have no end below 0, and what the schema bounds more tightly is the schema's affair.
    let schema = Self.schemaBounds(shape)
    if let least, least > 0 || isNumber, schema.least.map({ $0 <= least }) ?? true {
      past.append(Self.value(Int(least) - 1, shape))
      at.append(Self.value(Int(least), shape))
    }
    if let most, schema.most.map({ $0 >= most }) ?? true {
      past.append(Self.value(Int(most) + 1, shape))
      at.append(Self.value(Int(most), shape))
    }
  }

  private static func schemaBounds(_ shape: Shape) -> (least: Double?, most: Double?) {
    if !shape.kinds.isDisjoint(with: [.number, .integer]) { return (shape.minimum, shape.maximum) }
    if shape.kinds.contains(.string) { return (shape.minLength.map(Double.init), shape.maxLength.map(Double.init)) }
    return (shape.minItems.map(Double.init), shape.maxItems.map(Double.init))
  }

  /// A value of so many units, letters, items or entries.
  private static func value(_ size: Int, _ shape: Shape) -> String {
    if !shape.kinds.isDisjoint(with: [.number, .integer]) { return String(size) }
    if shape.kinds.contains(.string) { return "\"\(String(repeating: "a", count: size))\"" }
    let numbers = 0..<max(0, size)
    if shape.kinds.contains(.object) { return "{ \(numbers.map { "k\($0): v" }.joined(separator: ", ")) }" }
    let isObject = shape.items.map { !$0.kinds.contains(.string) } ?? false
    return "[\(numbers.map { isObject ? "{ Key: k\($0), Value: v }" : "i\($0)" }.joined(separator: ", "))]"
  }

  private static func text(_ value: EnumValue) -> String {
    switch value {
    case .string(let text): text
    case .number(let number): Int(exactly: number).map { String($0) } ?? String(number)
    case .boolean(let value): value ? "true" : "false"
    }
  }

  /// A text of the form that a limit documents.
  private static let fits: [String: String] = [
    "API-0011": "arn:aws:lambda:eu-west-1:123456789012:function:checkout", "API-0045": "alias/shop",
    "API-0050": "alias/shop", "API-0095": "sign-in", "API-0128": "shop.imports", "API-0129": "123456789012",
    "LAM-026": "/mnt/files", "LAM-049": "live", "LAM-112": "live", "LAM-051": "1", "LAM-052": "lambda:InvokeFunction",
    "LAM-054": "123456789012", "LAM-117": "/aws/lambda/checkout",
  ]

  /// A text that has not that form, where a text with a blank will not do.
  private static let misfits: [String: String] = [
    "LAM-054": "\"12345678901a\"", "LAM-049": "\"12\"", "LAM-112": "\"12\"", "LAM-051": "\"$LATES\"",
  ]
}
