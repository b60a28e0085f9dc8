import Diagnostics
import Source

extension PatternReader {
  /// `numeric`: one comparison, or a lower and then an upper bound.
  mutating func numeric(_ member: Datum.Member) -> Matcher? {
    guard case .list(let items) = member.value.kind else {
      if case .unknown = member.value.kind { return .unknown }
      findings.report(
        .numericMalformed("`numeric` takes a list: a comparison and its number", at: member.value.span))
      return nil
    }
    guard let first = items.first else {
      findings.report(.numericMalformed("`numeric` needs a comparison and its number", at: member.value.span))
      return nil
    }
    guard let name = comparison(first, among: ["=", "<", "<=", ">", ">="]) else { return nil }
    guard let bound = number(items.dropFirst().first, after: name, at: first.span) else { return nil }
    if items.count == 2 { return .numeric(Self.range(name, bound)) }
    guard name.hasPrefix(">") else {
      findings.report(
        .numericMalformed("nothing may follow `\(name)` and its number", at: items[2].span, help: Self.rangeHelp))
      return nil
    }
    return range(from: bound, name, items)
  }

  private static let rangeHelp = "a range gives the lower bound first: `[\">\", 0, \"<=\", 5]`"

  /// The second half of a range.
  private mutating func range(from bottom: Double, _ name: String, _ items: [Datum]) -> Matcher? {
    guard let second = comparison(items[2], among: ["<", "<="]) else { return nil }
    guard let top = number(items.dropFirst(3).first, after: second, at: items[2].span) else { return nil }
    if items.count > 4 {
      findings.report(.numericMalformed("a range has two bounds, and nothing after them", at: items[4].span))
      return nil
    }
    guard bottom < top else {
      findings.report(.numericMalformed("the lower bound must be less than the upper", at: items[3].span))
      return nil
    }
    var range = Self.range(name, bottom)
    range.top = Self.range(second, top).top
    return .numeric(range)
  }

  private static func range(_ name: String, _ value: Double) -> NumericRange {
    switch name {
    case ">": NumericRange(bottom: (value, false))
    case ">=": NumericRange(bottom: (value, true))
    case "<": NumericRange(top: (value, false))
    case "<=": NumericRange(top: (value, true))
    default: NumericRange(bottom: (value, true), top: (value, true))
    }
  }

  private mutating func comparison(_ datum: Datum, among names: [String]) -> String? {
    if case .unknown = datum.kind { return nil }
    if let name = datum.literal, names.contains(name) { return name }
    let all = names.map { "`\($0)`" }.joined(separator: ", ")
    findings.report(.numericMalformed("a comparison must stand here: one of \(all)", at: datum.span))
    return nil
  }

  private mutating func number(_ datum: Datum?, after name: String, at span: Span) -> Double? {
    guard let datum else {
      findings.report(.numericMalformed("a number must follow `\(name)`", at: span))
      return nil
    }
    switch datum.kind {
    case .unknown: return nil
    case .number(let text):
      if let value = Double(text), value.isFinite { return value }
      findings.report(.numericMalformed("`\(text)` cannot be compared", at: datum.span))
    default:
      var diagnostic = Diagnostic.numericMalformed("a number must follow `\(name)`", at: datum.span)
      if let text = datum.literal, let value = Double(text), value.isFinite {
        diagnostic.fixes = [.replace(datum.span, with: text, title: "write it as a number", safe: true)]
      }
      findings.report(diagnostic)
    }
    return nil
  }
}
