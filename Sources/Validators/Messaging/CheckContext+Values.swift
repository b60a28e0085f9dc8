import Source
import Spec
import Template

extension CheckContext {
  /// A documented figure of `stackc limits`; nil if the table has none of that id.
  static func limit(_ id: String) -> Int? { ServiceLimit.id(id)?.number.flatMap { Int(exactly: $0) } }

  /// Whether what a resource lacks may be held against it: nothing of it was written wrong.
  func isWhole(_ resource: Resource) -> Bool { !incomplete.contains(resource.logicalID) }

  /// The resources of a type of which nothing was written wrong.
  func wholeResources(_ type: String) -> [Resource] {
    incomplete.isEmpty ? resources(type) : resources(type).filter(isWhole)
  }

  /// The whole number a property has; the documented default where it is not given; nil where it is not known.
  func number(_ property: String, of resource: Resource, otherwise limit: String? = nil) -> Int? {
    guard let value = resource[property], !value.isNoValue else { return limit.flatMap(Self.limit) }
    return resolver.integer(value)
  }

  /// The truth a property has; false where it is not given, nil where it is not known.
  func truth(_ property: String, of resource: Resource) -> Bool? {
    guard let value = resource[property], !value.isNoValue else { return false }
    switch resolver.literal(value) {
    case "true": return true
    case "false": return false
    default: return nil
    }
  }

  /// Where a property is written; the resource's own place where it is not.
  func place(_ property: String, of resource: Resource) -> Span { resource[property]?.span ?? resource.span }

  /// A written time, put in other seconds: `10s` becomes `180s`, `10` becomes `180`. Nil where anything else stands.
  func rewritten(_ value: Value?, seconds: Int) -> String? {
    guard let value else { return nil }
    let text = Array(sources.text(value.span).utf8)
    let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let unit = String(decoding: text.dropFirst(digits.count), as: UTF8.self)
    guard !digits.isEmpty, ["", "s", "m", "min", "h", "d", "ms"].contains(unit) else { return nil }
    if unit.isEmpty { return String(seconds) }
    // In the author's unit where that gives a whole number, else in seconds.
    let size = ["m": 60, "min": 60, "h": 3600, "d": 86_400][unit] ?? 1
    return seconds.isMultiple(of: size) && size > 1 ? "\(seconds / size)\(unit)" : "\(seconds)s"
  }

  /// A written text, put in other words with the quotes it has. Nil where anything else stands.
  func rewritten(_ value: Value, text: String) -> String? {
    let written = sources.text(value.span)
    guard let old = value.scalarText else { return nil }
    for quote in ["", "\"", "'"] where written == quote + old + quote { return quote + text + quote }
    return nil
  }
}
