import Source

/// Compares names that a stack gives, with holes for what AWS makes up, with names that AWS has told.
enum NamePattern {
  /// A comparison that succeeded.
  struct Match {
    /// What the holes stand for.
    var values: [Hole: String] = [:]
    /// What follows the name: an object's key, an index, an alias.
    var rest: Substring
    /// Letters of the pattern that are known: the more, the surer.
    var known = 0
  }

  /// Matches a pattern with the beginning of a text, which ends there or goes on with `:` or `/`. A hole is one letter or
  /// more, none of them `:` or `/`. Case does not matter: a bucket's name is in lower case, whatever its stack's is.
  static func match(_ pattern: PartialText, _ text: String) -> Match? {
    var match = Match(rest: text[...])
    var parts = pattern.parts[...]
    while let part = parts.popFirst() {
      switch part {
      case .literal(let literal):
        guard let rest = match.rest.dropping(literal) else { return nil }
        match.known += literal.utf8.count
        match.rest = rest
      case .hole(let hole):
        if let value = match.values[hole] {
          guard let rest = match.rest.dropping(value) else { return nil }
          match.rest = rest
        } else {
          guard let value = value(at: match.rest, before: parts.first) else { return nil }
          match.values[hole] = String(value)
          match.rest = match.rest[value.endIndex...]
        }
      }
    }
    guard let next = match.rest.first else { return match }
    return next == ":" || next == "/" ? match : nil
  }

  /// What a hole stands for, up to the first place where the next part may begin.
  private static func value(at rest: Substring, before next: PartialText.Part?) -> Substring? {
    let run = rest.prefix { $0 != ":" && $0 != "/" }
    guard !run.isEmpty else { return nil }
    switch next {
    case nil: return run
    // Where one hole ends and the next begins cannot be known.
    case .hole: return nil
    case .literal(let literal):
      // The part may begin in the run and go on behind it: `:queue`.
      var end = rest.index(after: rest.startIndex)
      while end <= run.endIndex {
        if rest[end...].dropping(literal) != nil { return rest[..<end] }
        guard end < rest.endIndex else { return nil }
        end = rest.index(after: end)
      }
      return nil
    }
  }

  /// Whether a name is one that CloudFormation made for a logical id and had to shorten: `STACK-LOGICALI-1ABC2DEF`
  /// (CloudFormation User Guide, Name type: names have a most length). Gives how much of the id is left; nil if it is not.
  static func shortened(_ logicalID: String, in name: String) -> Int? {
    let parts = name.split(separator: "-")
    guard parts.count >= 2, let random = parts.last, random.count >= leastRandom,
      random.allSatisfy({ $0.isLetter || $0.isNumber })
    else { return nil }
    let part = parts[parts.count - 2].lowercased()
    guard logicalID.lowercased().hasPrefix(part) else { return nil }
    // A state machine's name has no stack's before it, and the whole id.
    guard part.count == logicalID.count || (parts.count >= 3 && part.count >= leastPart) else { return nil }
    return part.count
  }

  /// The letters and digits that CloudFormation adds are 12 or more.
  private static let leastRandom = 8
  /// Fewer letters of a logical id could be any.
  private static let leastPart = 6
}

extension Substring {
  /// The rest after a beginning, whatever its case; nil if the text begins otherwise.
  fileprivate func dropping(_ beginning: String) -> Substring? {
    var (text, wanted) = (utf8[...], beginning.utf8[...])
    while let byte = wanted.popFirst() {
      guard let found = text.popFirst(), found.lowercased == byte.lowercased else { return nil }
    }
    return Substring(text)
  }
}

extension UInt8 {
  fileprivate var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
