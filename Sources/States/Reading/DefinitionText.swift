public import Source

/// The text of a definition, as `DefinitionString` has it (CloudFormation, `AWS::StepFunctions::StateMachine`).
///
/// `${Name}` stands for a substitution, also where JSON would need quotes around it.
public struct DefinitionText: Sendable {
  private let bytes: [UInt8]
  /// The source that the reader of JSON gives its places in.
  private let id: SourceID

  /// Takes a text whose offsets are those of a source.
  public init(_ text: PartialText, id: SourceID) {
    bytes = text.parts.flatMap { part in
      switch part {
      case .literal(let text): Array(text.utf8)
      case .hole(let hole): Array(hole.written.utf8)
      }
    }
    self.id = id
  }

  /// Reads the text as JSON. Each value that is a substitution as a whole, in quotes or not, is a string of that one
  /// substitution.
  public func datum() throws(JSONError) -> Datum {
    try Datum(json: SourceFile(path: "", bytes: quoted), id: id)
  }

  /// The text with each substitution outside of a string put in quotes. No byte is moved, so that places stay right:
  /// `${Name}` becomes a quote, a marker, the name and a quote.
  private var quoted: [UInt8] {
    var result = bytes
    var isInString = false
    var index = 0
    while index < result.count {
      let byte = result[index]
      if isInString {
        if byte == UInt8(ascii: "\\") { index += 1 }
        if byte == UInt8(ascii: "\"") { isInString = false }
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: "$"), index + 1 < result.count, result[index + 1] == UInt8(ascii: "{"),
        let close = result[index...].firstIndex(of: UInt8(ascii: "}"))
      {
        result[index] = UInt8(ascii: "\"")
        result[index + 1] = Self.marker
        result[close] = UInt8(ascii: "\"")
        index = close
      }
      index += 1
    }
    return result
  }

  /// Stands for the brace of a substitution that is a value of its own: DEL, which no name has.
  fileprivate static let marker: UInt8 = 0x7F
}

extension Datum {
  /// The same data with each `${Name}` in its strings replaced by what the name stands for.
  ///
  /// - Parameter value: what a name stands for; nil if it is none, so that the text stays as it is.
  public func substituting(_ value: (String) -> PartialText?) -> Datum {
    switch kind {
    case .string(let text):
      if let literal = text.literal, literal.utf8.first == DefinitionText.marker {
        let name = String(literal.dropFirst())
        guard let known = value(name)?.literal else { return Datum(.unknown(Hole(name)), span) }
        return Datum(known.jsonScalar, span)
      }
      return Datum(.string(text.substituting(value)), span)
    case .list(let items): return Datum(.list(items.map { $0.substituting(value) }), span)
    case .map(let members):
      return Datum(
        .map(members.map { Member(key: $0.key, keySpan: $0.keySpan, value: $0.value.substituting(value)) }), span)
    case .null, .bool, .number, .unknown: return self
    }
  }
}

extension PartialText {
  /// The text with each `${Name}` replaced.
  fileprivate func substituting(_ value: (String) -> PartialText?) -> PartialText {
    var result = PartialText("")
    for part in parts {
      guard case .literal(let text) = part, text.utf8.contains(UInt8(ascii: "$")) else {
        result.append(part)
        continue
      }
      var rest = text[...]
      while let open = rest.firstSubstitution {
        result.append(.literal(String(rest[..<open.lowerBound])))
        let name = String(rest[open].dropFirst(2).dropLast())
        if let known = value(name) { result.append(known) } else { result.append(.literal(String(rest[open]))) }
        rest = rest[open.upperBound...]
      }
      result.append(.literal(String(rest)))
    }
    return result
  }
}

extension Substring {
  /// Where the first `${Name}` stands.
  fileprivate var firstSubstitution: Range<Index>? {
    var start = startIndex
    while let dollar = self[start...].firstIndex(of: "$") {
      let next = index(after: dollar)
      if next < endIndex, self[next] == "{", let close = self[next...].firstIndex(of: "}") {
        return dollar..<index(after: close)
      }
      start = next
    }
    return nil
  }
}

extension String {
  /// What a text means where JSON has a value without quotes.
  fileprivate var jsonScalar: Datum.Kind {
    switch self {
    case "true": .bool(true)
    case "false": .bool(false)
    case "null": .null
    default: Double(self) != nil ? .number(self) : .string(PartialText(self))
    }
  }
}
