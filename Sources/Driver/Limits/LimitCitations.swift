import Diagnostics
import Spec

extension Findings {
  /// The findings with what the limits say that they rest on: `LAM-001, at most 900 s (the document, its date)`.
  var citingLimits: Findings {
    var cited = Findings()
    for var diagnostic in diagnostics {
      guard !diagnostic.limits.isEmpty else {
        cited.report(diagnostic)
        continue
      }
      diagnostic.citations = diagnostic.limits.compactMap { ServiceLimit.id($0) }.map(\.citation)
      cited.report(diagnostic)
    }
    return cited
  }
}

extension ServiceLimit {
  /// It with its document.
  var citation: Diagnostic.Citation {
    let noted = note.map { "\(phrase); \($0)" } ?? phrase
    return Diagnostic.Citation(limit: id, text: noted, source: source, asOf: asOf)
  }

  /// What it lets be: `at most 900 s`, `one of SQS, SNS`, `3 s unless set`.
  var phrase: String {
    let raise = isAdjustable ? " unless AWS is asked for more" : ""
    switch kind {
    case .max: return "at most \(valueText)\(raise)"
    case .min: return "at least \(valueText)\(raise)"
    case .default: return isAdjustable ? "at most \(valueText)\(raise)" : "\(valueText) unless set"
    case .count: return "\(sizePhrase("items"))\(raise)"
    case .length: return "\(sizePhrase("characters"))\(raise)"
    case .enum: return "one of \(fewNames)"
    case .pattern: return "of the form `\(valueText)`"
    case .relation: return valueText
    }
  }

  /// The names of a list; more than this fill the line and help nobody.
  private var fewNames: String {
    guard case .list(let names) = value, names.count > 8 else { return valueText }
    return names.prefix(8).joined(separator: ", ") + ", …"
  }

  private func sizePhrase(_ noun: String) -> String {
    let unit = self.unit.isEmpty ? noun : self.unit
    switch bounds {
    case (let least?, let most?) where least > 0: return "\(Self.plain(least)) to \(Self.plain(most)) \(unit)"
    case (_, let most?): return "at most \(Self.plain(most)) \(unit)"
    case (let least?, nil): return "at least \(Self.plain(least)) \(unit)"
    case (nil, nil): return valueText
    }
  }
}
