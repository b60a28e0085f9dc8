import Source
import Spec

/// Actions of which no pattern of a comparison tells one from another.
struct ActionClass {
  /// The actions that AWS documents, as it writes them; empty for a class of those that it does not.
  var known: [String]
  /// An action of the class.
  let sample: String
  /// The patterns that match them, by their positions.
  let matches: [Int]
}

/// The classes into which the actions of some statements fall.
struct ActionClasses {
  let classes: [ActionClass]
  /// The patterns, in small letters.
  let patterns: [PartialText]
  let isComplete: Bool

  init(_ statements: [ComparedStatement]) {
    var patterns: [PartialText] = []
    var seen: Set<PartialText> = []
    for statement in statements {
      for value in statement.statement.actions?.values ?? [] where seen.insert(value.value.lowercased).inserted {
        patterns.append(value.value.lowercased)
      }
    }
    var shared = SharedSymbols()
    let reading = SymbolText.Reading(hasWildcards: true, foldsCase: true)
    let texts = patterns.map { SymbolText($0, reading) }
    var bySignature: [[Int]: Int] = [:]
    var classes: [ActionClass] = []
    for name in Self.named(by: patterns) {
      let action = SymbolText(PartialText(name), SymbolText.Reading(foldsCase: true))
      var unknowns = Unknowns()
      let matches = texts.indices.filter { index in
        !texts[index].beginsOtherwise(than: action)
          && SymbolRange.match(texts[index], action, &unknowns) == .yes
      }
      if let index = bySignature[matches] {
        classes[index].known.append(name)
      } else {
        bySignature[matches] = classes.count
        classes.append(ActionClass(known: [name], sample: name, matches: matches))
      }
    }
    // What no table has: actions that are to come, and those of services that are not known.
    let steps = texts.map { PatternSteps(whole: $0, &shared) }
    let regions = PatternRegions(steps, within: .anyAction, shared)
    for region in regions.regions where bySignature[region.matches] == nil {
      bySignature[region.matches] = classes.count
      let sample = region.text.description
      classes.append(ActionClass(known: [], sample: sample, matches: region.matches))
    }
    self.classes = classes
    self.patterns = patterns
    isComplete = regions.isComplete
  }

  /// The actions of AWS that patterns stand for, those that stand for all services left out: they tell none apart.
  private static func named(by patterns: [PartialText]) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for pattern in patterns {
      guard let text = pattern.literal, text != "*", text != "*:*" else { continue }
      for action in actions(text) where seen.insert(action).inserted { names.append(action) }
    }
    return names
  }

  private static func actions(_ pattern: String) -> [String] {
    let parts = pattern.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return [] }
    guard parts[0].holds(anyOf: "*?") else {
      return IAMAction.matching(pattern).map(\.name)
    }
    let prefix = SymbolText(PartialText(parts[0]), SymbolText.Reading(hasWildcards: true))
    var unknowns = Unknowns()
    return IAMService.all.filter {
      SymbolRange.match(prefix, SymbolText(PartialText($0.prefix)), &unknowns) == .yes
    }.flatMap { $0.actions(matching: parts[1]).map(\.name) }
  }
}

extension PartialText {
  /// The text with its ASCII capitals as small letters.
  var lowercased: PartialText {
    PartialText(
      parts: parts.map { part in
        switch part {
        case .literal(let text): .literal(text.lowercased())
        case .hole: part
        }
      })
  }
}
