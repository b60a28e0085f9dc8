/// What is wrong with a regular expression in every dialect: CloudFormation takes Java's, which none but Java knows whole.
/// What some dialect takes is no fault here.
public enum PatternFault: Sendable, Equatable {
  /// A bracket that nothing closes, or that closes nothing: `(`, `)`, `[`.
  case unpaired(Unicode.Scalar)
  /// A quantifier with nothing before it to repeat.
  case repeatsNothing(Unicode.Scalar)
  /// A range of letters, or of counts, whose end is before its start.
  case reversed(String)
  /// A backslash at the end.
  case endsInBackslash

  /// The first fault of an expression; nil if it may be right.
  public static func first(in source: String) -> PatternFault? {
    var scan = PatternScan(scalars: Array(source.unicodeScalars))
    return scan.fault()
  }
}

/// One pass over an expression, with as much of the grammar as its brackets and quantifiers need.
private struct PatternScan {
  let scalars: [Unicode.Scalar]
  private var index = 0
  private var open = 0
  private var state = State.nothing

  /// What stands before a quantifier.
  private enum State { case nothing, atom, quantified, done }

  init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  mutating func fault() -> PatternFault? {
    while let scalar = next {
      index += 1
      if let fault = take(scalar) { return fault }
    }
    return open > 0 ? .unpaired("(") : nil
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> PatternFault? {
    switch scalar {
    case "\\": return escape()
    case "[": return characterClass()
    case "(":
      open += 1
      state = .nothing
      // `(?:`, `(?=`, `(?<name>` and their like.
      if next == "?" { index += 1 }
    case ")":
      guard open > 0 else { return .unpaired(")") }
      open -= 1
      state = .atom
    case "|": state = .nothing
    case "*", "+", "?": return quantifier(scalar)
    case "{": return counts()
    default: state = .atom
    }
    return nil
  }

  private mutating func escape() -> PatternFault? {
    guard let scalar = next else { return .endsInBackslash }
    index += 1
    state = .atom
    // Java's quotation: all up to `\E` stands for itself.
    while scalar == "Q", let quoted = next {
      index += 1
      if quoted == "\\", next == "E" {
        index += 1
        break
      }
    }
    return nil
  }

  private mutating func quantifier(_ scalar: Unicode.Scalar) -> PatternFault? {
    switch state {
    case .nothing: return .repeatsNothing(scalar)
    case .atom: state = .quantified
    // Behind a quantifier, `?` makes it lazy and `+` possessive.
    case .quantified where scalar != "*": state = .done
    case .quantified, .done: return .repeatsNothing(scalar)
    }
    return nil
  }

  /// `{2}`, `{2,}`, `{2,5}`; another brace stands for itself in most dialects.
  private mutating func counts() -> PatternFault? {
    guard let close = scalars[index...].firstIndex(of: "}") else {
      state = .atom
      return nil
    }
    let text = String(String.UnicodeScalarView(scalars[index..<close]))
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard let least = parts.first ?? nil, parts.count <= 2, parts.count == 1 || text.hasSuffix(",") || parts[1] != nil
    else {
      state = .atom
      return nil
    }
    index = close + 1
    if parts.count == 2, let most = parts[1], most < least { return .reversed("{\(text)}") }
    return quantifier("{")
  }

  private mutating func characterClass() -> PatternFault? {
    if next == "^" { index += 1 }
    // A bracket that stands first is one of the set.
    var isFirst = true
    var low: Unicode.Scalar?
    while let scalar = next {
      index += 1
      if scalar == "]", !isFirst {
        state = .atom
        return nil
      }
      isFirst = false
      if scalar == "\\" {
        guard next != nil else { return .endsInBackslash }
        index += 1
        low = nil
      } else if scalar == "-", let start = low, let end = next, end != "]", end != "\\", end != "[" {
        index += 1
        low = nil
        if end < start { return .reversed("\(start)-\(end)") }
      } else {
        low = scalar
      }
    }
    return .unpaired("[")
  }
}
