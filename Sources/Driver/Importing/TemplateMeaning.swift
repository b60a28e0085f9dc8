import Emitters
import Source
import Template

/// What a template says to CloudFormation, for comparing two of them: names in any order, numbers and truth values also in
/// quotes, which CloudFormation takes for the same.
struct TemplateMeaning {
  private let sections: [String: [String: Datum]]

  /// The sections that decide what is made.
  private static let names = ["Parameters", "Mappings", "Conditions", "Resources", "Outputs"]

  init(_ template: StackTemplate) {
    let file = SourceFile(path: "", bytes: CloudFormationEmitter(template).bytes)
    let datum = try? Datum(json: file, id: SourceID(0))
    var sections: [String: [String: Datum]] = [:]
    for name in Self.names {
      sections[name] = Dictionary(
        (datum?[name]?.members ?? []).map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    }
    self.sections = sections
  }

  /// Where two differ first; nil if they do not.
  func difference(from other: TemplateMeaning) -> String? {
    for name in Self.names {
      if let id = differing(name, other).min() { return "\(name)/\(id)" }
    }
    return nil
  }

  /// The resources of the other that did not come out as they were, and those that made what nobody asked for.
  func culprits(against other: TemplateMeaning, _ template: StackTemplate) -> Set<String> {
    var found: Set<String> = []
    for id in differing("Resources", other) {
      if other.sections["Resources"]?[id] != nil {
        found.insert(id)
      } else if let extra = template[id] {
        // What an entry makes besides stands within its extent.
        let makers = template.resources.filter { $0.extent == extra.extent && $0.logicalID != id }
        found.formUnion(makers.map(\.logicalID))
      }
    }
    return found
  }

  private func differing(_ section: String, _ other: TemplateMeaning) -> [String] {
    let (mine, theirs) = (sections[section] ?? [:], other.sections[section] ?? [:])
    return Set(mine.keys).union(theirs.keys).filter { key in
      guard let a = mine[key], let b = theirs[key] else { return true }
      return !Self.isSame(a, b)
    }
  }

  private static func isSame(_ a: Datum, _ b: Datum) -> Bool {
    switch (a.kind, b.kind) {
    case (.map(let mine), .map(let theirs)):
      guard mine.count == theirs.count else { return false }
      return mine.allSatisfy { member in
        theirs.first { $0.key == member.key }.map { isSame(member.value, $0.value) } ?? false
      }
    case (.list(let mine), .list(let theirs)):
      return mine.count == theirs.count && zip(mine, theirs).allSatisfy { isSame($0, $1) }
    case (.null, .null): return true
    default: return a.text != nil && a.text == b.text
    }
  }
}
