import Diagnostics
import Source

extension DefinitionReader {
  /// Reports the fields that an object does not have.
  mutating func checkFields(of object: StateObject, among names: [String]) {
    for member in object.members where !names.contains(member.key) {
      findings.report(.unknownStateField(member, of: object.subject, among: names))
    }
  }

  /// A field that must be there.
  mutating func required(_ object: StateObject, _ name: String) -> Datum.Member? {
    if let member = object.member(name) { return member }
    reportMissing([name], of: object)
    return nil
  }

  /// Reports that an object has none of some fields, unless one is there with its name misspelt, which is told already.
  mutating func reportMissing(_ names: [String], of object: StateObject) {
    let isMisspelt = object.members.contains { member in
      StateField.named[member.key] == nil && Spelling.nearest(to: member.key, in: names) != nil
    }
    if !isMisspelt { findings.report(.missingStateField(names, of: object)) }
  }

  /// The name of a state in a field.
  mutating func name(_ member: Datum.Member, _ field: String, of object: StateObject) -> StateName? {
    guard let text = text(object, field) else { return nil }
    return StateName(text, member.value.span)
  }

  /// A text without holes; nil if it is missing, not known or, which is reported, none.
  mutating func text(_ object: StateObject, _ name: String) -> String? {
    guard let datum = object[name] else { return nil }
    switch datum.kind {
    case .string(let text): return text.literal
    case .unknown(let hole) where !hole.isList: return nil
    default:
      findings.report(.fieldUnfit("`\(name)` of \(object.subject) is a text", datum))
      return nil
    }
  }

  /// One of a few words; nil if it is missing, not known or, which is reported, none of them.
  mutating func word(_ object: StateObject, _ name: String, among words: [String]) -> String? {
    guard let text = text(object, name) else { return nil }
    if words.contains(text) { return text }
    if let datum = object[name] { findings.report(.wordUnfit(text, name, of: object.subject, among: words, datum)) }
    return nil
  }

  mutating func flag(_ object: StateObject, _ name: String) -> Bool? {
    guard let datum = object[name] else { return nil }
    switch datum.kind {
    case .bool(let value): return value
    case .unknown: return nil
    case .string(let text) where text.literal == nil: return nil
    default:
      findings.report(.fieldUnfit("`\(name)` of \(object.subject) is `true` or `false`", datum))
      return nil
    }
  }

  /// A whole number in a range, or an expression that gives one.
  mutating func integer(
    _ object: StateObject, _ name: String, _ range: ClosedRange<Int>, mayBeExpression: Bool = true
  ) -> FieldNumber? {
    guard let datum = object[name] else { return pathInPlace(object, name).map { .evaluated($0) } }
    switch datum.kind {
    case .number(let text):
      guard let number = Double(text), let value = Int(exactly: number) else {
        findings.report(.fieldUnfit("`\(name)` of \(object.subject) is a whole number", datum))
        return nil
      }
      guard range.contains(value) else {
        findings.report(.numberUnfit(name, of: object.subject, value, range, datum))
        return nil
      }
      return .fixed(value)
    case .unknown: return nil
    case .string(let text):
      guard let literal = text.literal else { return nil }
      if mayBeExpression, object.language == .jsonata, literal.isJSONata {
        return jsonata(literal, at: datum.span, .outside).map { .evaluated(.jsonata($0)) }
      }
    default: break
    }
    findings.report(.fieldUnfit("`\(name)` of \(object.subject) is a whole number", datum))
    return nil
  }

  /// The path of a field `NamePath`, with JSONPath.
  private mutating func pathInPlace(_ object: StateObject, _ name: String) -> StateExpression? {
    guard object.language == .jsonPath, let member = object.member("\(name)Path") else { return nil }
    return path(member.value, "\(name)Path", of: object, .reference).map { .path($0) }
  }

  /// A text that may be an expression with JSONata.
  mutating func fieldText(_ object: StateObject, _ name: String) -> FieldText? {
    guard let datum = object[name] else { return nil }
    switch datum.kind {
    case .string(let text):
      guard object.language == .jsonata, let literal = text.literal, literal.hasPrefix("{%") else {
        return .fixed(text)
      }
      return jsonata(literal, at: datum.span, .outside).map { .evaluated(.jsonata($0)) }
    case .unknown: return nil
    default:
      findings.report(.fieldUnfit("`\(name)` of \(object.subject) is a text", datum))
      return nil
    }
  }

  /// The items of a field that is a list of objects and may not be empty.
  mutating func objects(_ object: StateObject, _ name: String, mayBeEmpty: Bool = false) -> [Datum] {
    guard let datum = object[name] else { return [] }
    guard let items = datum.items else {
      if case .unknown = datum.kind { return [] }
      if case .string(let text) = datum.kind, text.literal == nil { return [] }
      findings.report(.fieldUnfit("`\(name)` of \(object.subject) is a list", datum))
      return []
    }
    if items.isEmpty, !mayBeEmpty {
      findings.report(.fieldUnfit("`\(name)` of \(object.subject) may not be empty", datum))
    }
    return items.filter { item in
      switch item.kind {
      case .map: return true
      case .unknown: return false
      default:
        findings.report(.fieldUnfit("`\(name)` of \(object.subject) holds objects", item))
        return false
      }
    }
  }

  /// Reports fields that cannot stand together.
  mutating func checkExclusive(_ object: StateObject, _ groups: [[String]] = []) {
    let pairs = StateField.withPath.map { [$0, "\($0)Path"] }
    for group in groups + pairs {
      let present = group.compactMap { object.member($0) }.sorted { $0.keySpan < $1.keySpan }
      if present.count > 1, Set(present.map(\.key)).count > 1 {
        findings.report(.exclusiveFields(present[1], present[0], of: object.subject))
      }
    }
  }

  /// The language that a field names; nil if it names none.
  mutating func language(_ member: Datum.Member?, of subject: String) -> QueryLanguage? {
    guard let member else { return nil }
    guard let text = member.value.literal else {
      if member.value.text == nil {
        findings.report(.fieldUnfit("`QueryLanguage` of \(subject) is a text", member.value))
      }
      return nil
    }
    if let language = QueryLanguage(rawValue: text) { return language }
    let names = QueryLanguage.allCases.map(\.rawValue)
    findings.report(.wordUnfit(text, "QueryLanguage", of: subject, among: names, member.value))
    return nil
  }
}
