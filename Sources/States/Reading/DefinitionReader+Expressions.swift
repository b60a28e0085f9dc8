import Diagnostics
import Source

/// What an expression can read besides the input, the context object and variables.
enum ExpressionPlace {
  case outside
  /// The result of the state: `$states.result`.
  case result
  /// The error that was caught: `$states.errorOutput`.
  case error
}

extension DefinitionReader {
  /// Which paths a field takes.
  enum PathUse {
    /// Any path.
    case path
    /// A path that names one place (States Language, "Reference Paths").
    case reference
    /// The same, in the state's input alone.
    case result
  }

  /// The path of a field; nil if it is not known or, which is reported, none.
  mutating func path(_ datum: Datum, _ name: String, of object: StateObject, _ use: PathUse) -> JSONPath? {
    guard case .string(let text) = datum.kind else {
      if case .unknown = datum.kind { return nil }
      findings.report(.statePathMalformed("`\(name)` of \(object.subject) is a path, as text", at: datum.span))
      return nil
    }
    guard let literal = text.literal else { return nil }
    guard let path = parsePath(literal, datum, name, object) else { return nil }
    switch use {
    case .path: break
    case .reference:
      guard path.isReference else {
        findings.report(.pathNotReference(literal, name, of: object.subject, datum))
        return nil
      }
    case .result:
      guard path.isReference, path.root == .input else {
        findings.report(.resultPathUnfit(literal, path, name, of: object.subject, datum))
        return nil
      }
    }
    note(path, at: datum.span)
    return path
  }

  private mutating func parsePath(_ text: String, _ datum: Datum, _ name: String, _ object: StateObject) -> JSONPath? {
    do throws(ExpressionFault) {
      return try JSONPath(parsing: text)
    } catch {
      if text.hasPrefix("States.") {
        findings.report(
          .statePathMalformed("`\(name)` of \(object.subject) takes a path, and no intrinsic function", at: datum.span))
      } else {
        findings.report(
          .statePathMalformed("`\(text)` is no path: \(error.message)", at: datum.span.part(error.range, of: text)))
      }
      return nil
    }
  }

  /// A path field that may be `null`.
  mutating func dataPath(_ object: StateObject, _ name: String, _ use: PathUse) -> DataPath? {
    guard let datum = object[name] else { return nil }
    if case .null = datum.kind { return .discarded }
    return path(datum, name, of: object, use).map { .path($0) }
  }

  /// A path or a call of an intrinsic function.
  mutating func pathOrIntrinsic(_ datum: Datum, _ name: String, of object: StateObject) -> StateExpression? {
    guard let literal = datum.literal, !literal.hasPrefix("$") else {
      return path(datum, name, of: object, .path).map { .path($0) }
    }
    return intrinsic(literal, name, datum)
  }

  private mutating func intrinsic(_ text: String, _ name: String, _ datum: Datum) -> StateExpression? {
    do throws(ExpressionFault) {
      let call = try IntrinsicCall(parsing: text)
      note(call, at: datum.span)
      return .intrinsic(call)
    } catch {
      findings.report(.intrinsicMalformed(text, name, error, datum))
      return nil
    }
  }

  private mutating func note(_ path: JSONPath, at span: Span) {
    if case .variable(let name) = path.root { read.append((name, span)) }
  }

  private mutating func note(_ call: IntrinsicCall, at span: Span) {
    for argument in call.arguments {
      switch argument {
      case .path(let path): note(path, at: span)
      case .call(let inner): note(inner, at: span)
      case .text, .number, .bool, .null: break
      }
    }
  }

  /// The expression of a text that starts with `{%`.
  mutating func jsonata(_ text: String, at span: Span, _ place: ExpressionPlace) -> JSONataExpression? {
    guard text.isJSONata else {
      findings.report(.jsonataMalformed("the expression is not closed by `%}`", at: span))
      return nil
    }
    let inner = String(text.dropFirst(2).dropLast(2))
    do throws(ExpressionFault) {
      let expression = try JSONataExpression(parsing: inner)
      check(expression, at: span, text, place)
      return expression
    } catch {
      let range = (error.range.lowerBound + 2)..<(error.range.upperBound + 2)
      findings.report(.jsonataMalformed(error.message, at: span.part(range, of: text)))
      return nil
    }
  }

  private mutating func check(_ expression: JSONataExpression, at span: Span, _ text: String, _ place: ExpressionPlace)
  {
    var reading = JSONataReading()
    reading.visit(expression.root, hasContext: false)
    func part(_ range: Range<Int>) -> Span { span.part((range.lowerBound + 2)..<(range.upperBound + 2), of: text) }
    for (name, range) in reading.bare { findings.report(.jsonataWithoutContext(name, at: part(range))) }
    for (name, range) in reading.stateMembers {
      findings.report(place, name, at: part(range))
    }
    for (name, range) in reading.variables where !reading.bound.contains(name) && !JSONataFunctions.all.contains(name) {
      read.append((name, part(range)))
    }
    for (name, range) in reading.calls where !reading.bound.contains(name) && !JSONataFunctions.all.contains(name) {
      findings.report(.unknownJSONataFunction(name, at: part(range)))
    }
  }
}

extension Findings {
  /// Reports a member of `$states` that is not there.
  fileprivate mutating func report(_ place: ExpressionPlace, _ name: String, at span: Span) {
    switch name {
    case "input", "context", "result": break
    case "errorOutput": if place != .error { report(.errorOutputOutsideCatch(at: span)) }
    default: report(.unknownStatesMember(name, at: span))
    }
  }
}

extension String {
  /// Whether it is a JSONata string: nothing stands before `{%` or after `%}` (States Language, "JSONata Strings").
  var isJSONata: Bool { utf8.count >= 4 && hasPrefix("{%") && hasSuffix("%}") }

  /// Whether it is a date and time of RFC 3339 as the States Language takes it: `T` and `Z` in upper case.
  var isTimestamp: Bool {
    let bytes = Array(utf8)
    guard bytes.count >= 20 else { return false }
    for (index, mark) in [4: "-", 7: "-", 10: "T", 13: ":", 16: ":"] where bytes[index] != mark.utf8.first {
      return false
    }
    func number(_ range: Range<Int>) -> Int? {
      bytes[range].allSatisfy(\.isDigit) ? Int(String(decoding: bytes[range], as: UTF8.self)) : nil
    }
    guard number(0..<4) != nil, let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, second <= 60
    else { return false }
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix(while: \.isDigit)
      guard !digits.isEmpty else { return false }
      rest = rest[digits.endIndex...]
    }
    if rest.elementsEqual("Z".utf8) { return true }
    guard rest.count == 6, let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return false
    }
    let zone = Array(rest.dropFirst())
    return zone[2] == UInt8(ascii: ":") && [0, 1, 3, 4].allSatisfy { zone[$0].isDigit }
  }
}
