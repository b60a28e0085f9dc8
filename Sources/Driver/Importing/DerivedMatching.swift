import Source
import Template

extension ImportChoices.StandIn {
  /// Attributes that a derived resource has in the template, by the keys of `derived:`.
  func attributes(of resource: Resource) -> ValueMap {
    var map = ValueMap()
    for entry in resource.attributes.entries where others.contains(entry.key) {
      let choices = ["Delete": "delete", "Retain": "retain", "RetainExceptOnCreate": "retainExceptOnCreate"]
      let value = entry.value.string.flatMap { choices[$0] }.map { Value.string($0, entry.value.span) } ?? entry.value
      map.set(entry.key.prefix(1).lowercased() + entry.key.dropFirst(), at: entry.keySpan, value)
    }
    if others.contains("Condition"), let condition = resource.condition {
      map.set("condition", at: condition.span, .string(condition.text, condition.span))
    }
    if others.contains("DependsOn") {
      map.set(
        "dependsOn", at: resource.span, .list(resource.dependsOn.map { .string($0.text, $0.span) }, resource.span))
    }
    return map
  }
}

/// Finds which resources of a template those are that a stack file derives.
struct DerivedMatching {
  /// What the stack file builds to.
  let built: StackTemplate
  let imported: ImportedTemplate
  let choices: ImportChoices
  /// Resources of the template by the ids of derived ones.
  private(set) var pairs: [String: String] = [:]
  private var paired: Set<String> = []

  /// Properties by which a derived resource is what it is: another value makes it another resource.
  private static let essential: Set<String> = [
    "Action", "ApiId", "AssumeRolePolicyDocument", "Bucket", "EventSourceArn", "Endpoint", "HttpMethod", "LogGroupName",
    "ManagedPolicyArns", "Name", "PathPart", "Policies", "PolicyDocument", "Principal", "Protocol", "Queues",
    "RestApiId",
    "RouteKey", "StageName", "TopicArn", "Topics",
  ]
  /// Properties that may be other than derived; more are another resource.
  private static let mostDiffering = 3

  init(_ built: StackTemplate, _ imported: ImportedTemplate, _ choices: ImportChoices) {
    self.built = built
    self.imported = imported
    self.choices = choices
    pairByReferences()
    pairByLikeness()
  }

  /// Whether an id of the built template stands for one of the other.
  func isSameID(_ mine: String, _ theirs: String) -> Bool {
    pairs[mine].map { $0 == theirs } ?? (mine == theirs && !paired.contains(theirs))
  }

  private func isCandidate(_ mine: String, _ theirs: String) -> Bool {
    guard pairs[mine] == nil, !paired.contains(theirs), let derived = built[mine], derived.origin == .derived,
      let wanted = imported.template[theirs], derived.type == wanted.type
    else { return false }
    return imported.mayFollow(wanted, choices)
  }

  private mutating func pair(_ mine: String, _ theirs: String) {
    pairs[mine] = theirs
    paired.insert(theirs)
  }

  /// What known resources refer to in the same places is the same.
  private mutating func pairByReferences() {
    var known = built.resources.filter { $0.origin == .declared && imported.template[$0.logicalID] != nil }.map {
      ($0.logicalID, $0.logicalID)
    }
    while let (mine, theirs) = known.popLast() {
      guard let a = built[mine], let b = imported.template[theirs] else { continue }
      var found: [(String, String)] = []
      for property in a.properties.entries {
        guard let other = b[property.key] else { continue }
        found += candidates(property.value, other, as: property.key)
      }
      for (first, second) in found where isCandidate(first, second) {
        pair(first, second)
        known.append((first, second))
      }
    }
  }

  /// Derived resources and resources of the template that stand in the same places of two values.
  private func candidates(_ mine: Value, _ theirs: Value, as property: String) -> [(String, String)] {
    var found: [(String, String)] = []
    withoutActuallyEscaping({ (first: String, second: String) in
      if isCandidate(first, second) { found.append((first, second)) }
      return true
    }) { _ = ValueComparison(isSameID: $0).isSame(mine, theirs, as: property) }
    return found
  }

  /// What is left is paired with what is most like it.
  private mutating func pairByLikeness() {
    var options: [(differing: Int, isSameID: Bool, mine: String, theirs: String)] = []
    for derived in built.resources where derived.origin == .derived && pairs[derived.logicalID] == nil {
      for wanted in imported.template.resources(ofType: derived.type)
      where isCandidate(derived.logicalID, wanted.logicalID) {
        guard let differing = differing(derived, wanted, tentative: true) else { continue }
        options.append(
          (differing.count, derived.logicalID == wanted.logicalID, derived.logicalID, wanted.logicalID))
      }
    }
    let ordered = options.enumerated().sorted {
      ($0.element.differing, $0.element.isSameID ? 0 : 1, $0.offset) < (
        $1.element.differing, $1.element.isSameID ? 0 : 1, $1.offset
      )
    }
    for option in ordered.map(\.element) where isCandidate(option.mine, option.theirs) {
      pair(option.mine, option.theirs)
    }
  }

  /// Properties of a derived resource that differ from the template's; nil if it is another resource.
  private func differing(_ derived: Resource, _ wanted: Resource, tentative: Bool) -> [String]? {
    let compare = ValueComparison { mine, theirs in
      isSameID(mine, theirs) || tentative && isCandidate(mine, theirs)
    }
    let differing = compare.differing(derived, wanted)
    guard differing.count <= Self.mostDiffering, Self.essential.isDisjoint(with: differing) else { return nil }
    // A function by name or by ARN is the same function.
    for property in differing where property == "FunctionName" {
      guard derived[property]?.firstTarget == wanted[property]?.firstTarget else { return nil }
    }
    return differing
  }

  /// The stand-ins, each with what is to be said of it.
  func standIns() -> [String: ImportChoices.StandIn] {
    var result: [String: ImportChoices.StandIn] = [:]
    for (mine, theirs) in pairs {
      guard let derived = built[mine], let wanted = imported.template[theirs],
        let differing = differing(derived, wanted, tentative: false), let others = otherAttributes(derived, wanted)
      else { continue }
      result[mine] = ImportChoices.StandIn(id: theirs, differing: differing, others: others)
    }
    return result
  }

  /// Attributes of the template's resource that the derived one has not; nil where it has one too many.
  private func otherAttributes(_ derived: Resource, _ wanted: Resource) -> [String]? {
    var others: [String] = []
    if derived.condition?.text != wanted.condition?.text {
      guard wanted.condition != nil else { return nil }
      others.append("Condition")
    }
    let mine = Set(derived.dependsOn.map { pairs[$0.text] ?? $0.text })
    let theirs = Set(wanted.dependsOn.map(\.text))
    guard mine.isSubset(of: theirs) else { return nil }
    if mine != theirs { others.append("DependsOn") }
    let compare = ValueComparison(isSameID: isSameID)
    guard derived.attributes.entries.allSatisfy({ wanted.attributes[$0.key] != nil }) else { return nil }
    for entry in wanted.attributes.entries {
      if let own = derived.attributes[entry.key], compare.isSame(own, entry.value) { continue }
      guard ["DeletionPolicy", "UpdateReplacePolicy", "Metadata"].contains(entry.key) else { return nil }
      others.append(entry.key)
    }
    return others
  }
}
