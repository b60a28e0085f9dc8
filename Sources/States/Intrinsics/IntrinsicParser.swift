extension IntrinsicCall {
  /// Parses a whole text. White space may stand between arguments, but neither before nor after the call.
  init(parsing text: String) throws(ExpressionFault) {
    var parser = IntrinsicParser(text)
    self = try parser.whole()
  }
}

/// Reads a call of an intrinsic function.
struct IntrinsicParser {
  private var cursor: ByteCursor

  init(_ text: String) { cursor = ByteCursor(text) }

  mutating func whole() throws(ExpressionFault) -> IntrinsicCall {
    let call = try call(depth: 1)
    guard cursor.isAtEnd else { throw cursor.fault("nothing may follow the call") }
    return call
  }

  private mutating func call(depth: Int) throws(ExpressionFault) -> IntrinsicCall {
    let start = cursor.position
    guard depth <= DocumentedLimits.intrinsicNesting else {
      throw cursor.fault("calls are nested deeper than \(DocumentedLimits.intrinsicNesting) levels")
    }
    cursor.skip { $0.continuesName || $0 == UInt8(ascii: ".") }
    let name = cursor.text(from: start)
    guard let function = StatesFunction(rawValue: name) else {
      throw cursor.fault(
        name.isEmpty ? "a call of a function must stand here" : "there is no function `\(name)`", from: start)
    }
    cursor.skipSpace()
    guard cursor.take("(") else { throw cursor.fault("`(` must follow `\(name)`") }
    let arguments = try arguments(depth: depth)
    guard function.arity.contains(arguments.count) else {
      throw cursor.fault("`\(name)` takes \(function.arity.argumentsPhrase), not \(arguments.count)", from: start)
    }
    let call = IntrinsicCall(function: function, arguments: arguments)
    if let message = call.mismatch { throw cursor.fault(message, from: start) }
    return call
  }

  private mutating func arguments(depth: Int) throws(ExpressionFault) -> [IntrinsicCall.Argument] {
    var arguments: [IntrinsicCall.Argument] = []
    cursor.skipSpace()
    while !cursor.take(")") {
      if !arguments.isEmpty {
        guard cursor.take(",") else { throw cursor.fault("`,` or `)` must stand here") }
        cursor.skipSpace()
      }
      arguments.append(try argument(depth: depth))
      cursor.skipSpace()
    }
    return arguments
  }

  private mutating func argument(depth: Int) throws(ExpressionFault) -> IntrinsicCall.Argument {
    guard let byte = cursor.byte else { throw cursor.fault("the call has no closing `)`") }
    switch byte {
    case UInt8(ascii: "'"): return .text(try text())
    case UInt8(ascii: "$"):
      var parser = JSONPathParser(cursor: cursor)
      let path = try parser.path()
      cursor = parser.cursor
      return .path(path)
    case UInt8(ascii: "\""): throw cursor.fault("a text stands in single quotes")
    default: break
    }
    if cursor.starts(with: "States.") { return .call(try call(depth: depth + 1)) }
    let start = cursor.position
    cursor.skip { $0.continuesName || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "+") }
    switch cursor.text(from: start) {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case let word where byte.startsNumber && Double(word) != nil: return .number(word)
    default:
      throw cursor.fault(
        "a path, a text in single quotes, a number, `true`, `false`, `null` or a call must stand here", from: start)
    }
  }

  private static let escaped = Set("'{}\\".utf8)

  /// A text in single quotes. `\` escapes a quote, a brace or itself, and nothing else (States Language, "Intrinsic Functions").
  private mutating func text() throws(ExpressionFault) -> String {
    let start = cursor.position
    cursor.position += 1
    var bytes: [UInt8] = []
    while let byte = cursor.byte {
      cursor.position += 1
      switch byte {
      case UInt8(ascii: "'"): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let next = cursor.byte else { break }
        cursor.position += 1
        guard Self.escaped.contains(next) else {
          throw cursor.fault("`\\` escapes `'`, `{`, `}` or itself", from: cursor.position - 2)
        }
        // Braces keep their escape: `States.Format` tells `\{}` from `{}`.
        if next == UInt8(ascii: "{") || next == UInt8(ascii: "}") { bytes.append(byte) }
        bytes.append(next)
      default: bytes.append(byte)
      }
    }
    throw cursor.fault("the text has no closing quote", from: start)
  }
}

extension IntrinsicCall {
  /// What Step Functions finds wrong with arguments that are written out; nil for nothing.
  fileprivate var mismatch: String? {
    switch function {
    case .mathAdd, .mathRandom, .arrayRange:
      for case .text(let text) in arguments { return "`\(function.rawValue)` takes numbers, not the text `\(text)`" }
      return nil
    case .format:
      guard case .text(let template) = arguments[0] else { return nil }
      let places = template.placeholders
      return places == arguments.count - 1
        ? nil : "the text has \(places) `{}` for \(arguments.count - 1) more argument\(arguments.count == 2 ? "" : "s")"
    default: return nil
    }
  }
}

extension String {
  /// How often `{}` stands in it, not counting escaped ones.
  fileprivate var placeholders: Int {
    var count = 0
    var previous: Character = " "
    var before: Character = " "
    for letter in self {
      if letter == "}", previous == "{", before != "\\" { count += 1 }
      (before, previous) = (previous, letter)
    }
    return count
  }
}

extension UInt8 {
  fileprivate var startsNumber: Bool { isDigit || self == UInt8(ascii: "-") }
}

extension ClosedRange<Int> {
  /// The range as words: `2 arguments`, `2 to 3 arguments`.
  fileprivate var argumentsPhrase: String {
    if upperBound == .max { return lowerBound == 0 ? "any number of arguments" : "at least \(lowerBound) argument" }
    if lowerBound == upperBound {
      return upperBound == 0 ? "no argument" : "\(upperBound) argument\(upperBound == 1 ? "" : "s")"
    }
    return "\(lowerBound) to \(upperBound) arguments"
  }
}
