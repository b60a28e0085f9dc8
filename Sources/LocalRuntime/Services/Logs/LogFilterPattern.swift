public import WireProtocols

/// A filter pattern of terms (CloudWatch Logs User Guide, "Filter pattern syntax", "Using filter patterns to match terms in
/// unstructured log events"): `term`, `"a phrase"`, `-without`, `?either ?or`.
public struct LogFilterPattern: Sendable, Equatable {
  private var required: [String] = []
  private var excluded: [String] = []
  private var optional: [String] = []

  /// Reads a pattern; an empty one matches everything.
  ///
  /// - Throws: `InvalidParameterException` for JSON (`{ … }`), space-delimited (`[ … ]`) and regular expression (`%…%`) patterns,
  ///   which the local run does not know, and for a quote that does not end.
  public init(_ text: String) throws(ServiceError) {
    let trimmed = text.drop { $0.isWhitespace }
    if let first = trimmed.first, "{[%".contains(first) {
      throw ServiceError(
        "InvalidParameterException",
        "Invalid filter pattern: JSON, space-delimited and regular expression patterns are not known to the local run; use terms"
      )
    }
    var rest = trimmed
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
        continue
      }
      let sign = "-?".contains(first) && rest.count > 1 ? first : nil
      if sign != nil { rest = rest.dropFirst() }
      let term = try Self.term(&rest)
      switch sign {
      case "-": excluded.append(term)
      case "?": optional.append(term)
      default: required.append(term)
      }
    }
  }

  private static func term(_ rest: inout Substring) throws(ServiceError) -> String {
    guard rest.first == "\"" else {
      let word = rest.prefix { !$0.isWhitespace }
      rest = rest[word.endIndex...]
      return String(word)
    }
    var term = ""
    rest = rest.dropFirst()
    while let character = rest.popFirst() {
      if character == "\"" { return term }
      if character == "\\", let next = rest.popFirst() {
        term.append(next)
      } else {
        term.append(character)
      }
    }
    throw ServiceError("InvalidParameterException", "Invalid filter pattern")
  }

  /// Whether a message matches. Case counts. Beside terms that must be there, `?` terms mean nothing, as AWS documents.
  public func matches(_ message: String) -> Bool {
    if excluded.contains(where: { message.contains($0) }) { return false }
    if !required.isEmpty { return required.allSatisfy { message.contains($0) } }
    return optional.isEmpty || optional.contains { message.contains($0) }
  }
}
