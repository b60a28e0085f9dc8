import Frontends
import Source
import Template
import YAML

/// One look at what the text of a stack file builds to, and what is to be written otherwise because of it.
struct ImportRevision {
  let file: StackFileText
  let built: StackTemplate
  let tree: SyntaxTree
  let imported: ImportedTemplate
  private(set) var choices: ImportChoices
  private let matching: DerivedMatching

  init(
    _ file: StackFileText, _ built: StackTemplate, _ tree: SyntaxTree, _ imported: ImportedTemplate,
    _ choices: ImportChoices
  ) {
    self.file = file
    self.built = built
    self.tree = tree
    self.imported = imported
    self.choices = choices
    matching = DerivedMatching(built, imported, choices)
  }

  /// Changes the choices by the first kind of fault that there is; false if there is none, so that the text is right but for
  /// the ids of derived resources.
  mutating func revise(_ errors: [Span]) -> Bool {
    if !errors.isEmpty { return errors.map { blame([$0], $0) }.contains(true) }
    if reviseAccess() || reviseEntries() { return true }
    let standIns = matching.standIns()
    if reviseFollowing(standIns) || reviseDerived(standIns) { return true }
    choices.standIns = standIns
    return false
  }

  // MARK: What functions may do

  /// Roles that follow from functions: what their policies hold beyond the arrows becomes `access:`.
  private mutating func reviseAccess() -> Bool {
    var isChanged = false
    for function in built.resources(ofType: "AWS::Lambda::Function") where function.origin == .declared {
      guard let wanted = imported.template[function.logicalID]?["Role"]?.target,
        let role = imported.template[wanted], imported.mayFollow(role, choices),
        let policy = imported.policy(ofRole: wanted)
      else { continue }
      if !accept(role, policy, of: function) { isChanged = true }
    }
    return isChanged
  }

  private mutating func accept(_ role: Resource, _ policy: Resource, of function: Resource) -> Bool {
    let id = function.logicalID
    let derived = function["Role"]?.target.flatMap { built[$0] }
    let compare = ValueComparison(isSameID: matching.isSameID)
    guard let derived, matching.pairs[derived.logicalID] == role.logicalID,
      compare.differing(derived, role).allSatisfy({ $0 == "Path" || $0 == "Tags" || $0 == "Description" }),
      let wanted = policy["PolicyDocument"]?["Statement"]?.listOrSelf
    else { return refuse(role, policy) }
    let own = built.resources(ofType: "AWS::IAM::Policy").first {
      $0.origin == .derived && $0["Roles"]?.firstTarget == derived.logicalID
    }
    var rest = wanted
    for statement in own?["PolicyDocument"]?["Statement"]?.listOrSelf ?? [] {
      guard let index = rest.firstIndex(where: { compare.isSameStatement(statement, $0) }) else {
        return refuse(role, policy, insteadOf: id)
      }
      rest.remove(at: index)
    }
    if rest.isEmpty { return true }
    return propose(rest, of: id, role, policy)
  }

  /// Lines for what is left; once by access words, then by actions, and then the role stands for itself.
  private mutating func propose(_ rest: [Value], of id: String, _ role: Resource, _ policy: Resource) -> Bool {
    let words = file.keyWords
    guard choices.access[id] == nil, let lines = words.access(rest, byVerb: !choices.withoutVerbs.contains(id)) else {
      return refuse(role, policy, insteadOf: id)
    }
    choices.access[id] = lines
    return false
  }

  /// - Parameter id: The function, whose lines are tried by their actions before its role is given up.
  private mutating func refuse(_ role: Resource, _ policy: Resource, insteadOf id: String? = nil) -> Bool {
    if let id, choices.access[id] != nil, choices.withoutVerbs.insert(id).inserted {
      choices.access[id] = nil
      return false
    }
    choices.ownEntry.formUnion([role.logicalID, policy.logicalID])
    return false
  }

  // MARK: Entries

  private mutating func reviseEntries() -> Bool {
    var isChanged = false
    for id in file.entries.keys {
      guard let wanted = imported.packed[id] else { continue }
      guard let mine = built[id], mine.type == wanted.type, let kind = ImportedTemplate.kinds[wanted.type] else {
        isChanged = choices.raw.insert(id).inserted || isChanged
        continue
      }
      if revise(mine, wanted, kind) { isChanged = true }
    }
    return isChanged
  }

  private mutating func revise(_ mine: Resource, _ wanted: Resource, _ kind: ResourceKind) -> Bool {
    let compare = ValueComparison(isSameID: matching.isSameID)
    let id = mine.logicalID
    var isChanged = false
    for property in compare.differing(mine, wanted) {
      let isStepped =
        wanted[property] == nil ? choices.remove(property, of: id) : choices.step(property, of: id, kind)
      if !isStepped { choices.raw.insert(id) }
      isChanged = true
    }
    if isChanged { return true }
    let earlier = Set(mine.dependsOn.map { matching.pairs[$0.text] ?? $0.text })
    if earlier != Set(wanted.dependsOn.map(\.text)), giveUpProperties(of: id) { return true }
    if earlier != Set(wanted.dependsOn.map(\.text)) || mine.condition?.text != wanted.condition?.text
      || !compare.isSameMap(mine.attributes, wanted.attributes)
    {
      return choices.raw.insert(id).inserted
    }
    return false
  }

  /// Writes properties raw that stand for arrows, which make an entry wait for what admits them.
  private mutating func giveUpProperties(of id: String) -> Bool {
    let properties = file.arrows.filter { $0.arrow.owner == id }.compactMap(\.arrow.property)
    return properties.map { choices.setRaw($0, of: id) }.contains(true)
  }

  // MARK: Derived resources

  /// Resources that might have followed from an entry and do not.
  private mutating func reviseFollowing(_ standIns: [String: ImportChoices.StandIn]) -> Bool {
    let found = Set(standIns.values.map(\.id))
    let missing = imported.template.resources.filter {
      imported.mayFollow($0, choices) && !found.contains($0.logicalID)
    }
    choices.ownEntry.formUnion(missing.map(\.logicalID))
    return !missing.isEmpty
  }

  /// Derived resources that the template has not: what made them is written otherwise.
  private mutating func reviseDerived(_ standIns: [String: ImportChoices.StandIn]) -> Bool {
    let spurious = built.resources.filter { $0.origin == .derived && standIns[$0.logicalID] == nil }
    return spurious.map { blame($0.places, $0.extent) }.contains(true)
  }

  /// Gives the arrows up that stand where some places are, or else the entry; false if nothing stands there.
  private mutating func blame(_ places: [Span], _ extent: Span) -> Bool {
    let guilty = file.arrows.filter { arrow in
      guard let node = node(of: arrow) else { return false }
      return places.contains { node.span.contains($0) }
    }
    var isChanged = false
    for (arrow, _, _) in guilty {
      if let property = arrow.property, choices.setRaw(property, of: arrow.owner) { isChanged = true }
      for id in arrow.resources where choices.ownEntry.insert(id).inserted { isChanged = true }
    }
    if isChanged { return true }
    let owner = file.entries.first { _, entry in
      guard let section = tree.root?[entry.section],
        let pair = section.entries.first(where: { $0.key.text == entry.key })
      else { return false }
      return pair.key.span.union(pair.value.span).contains(extent)
    }
    return owner.map { choices.raw.insert($0.key).inserted } ?? false
  }

  private func node(of element: (arrow: ImportArrow, section: String, key: String)) -> Node? {
    guard !element.arrow.place.isEmpty, var node = tree.root?[element.section]?[element.key] else { return nil }
    for step in element.arrow.place {
      if node.kind == .mapping, let inner = node[step] {
        node = inner
      } else if node.kind == .sequence, let index = Int(step), index < node.items.count {
        node = Array(node.items)[index]
      } else if step != "0" {
        return nil
      }
    }
    return node
  }
}

extension Resource {
  /// The places that made it and its parts necessary.
  fileprivate var places: [Span] {
    var places = [span]
    var pending = properties.entries.map(\.value)
    while let value = pending.popLast() {
      places.append(value.span)
      switch value.kind {
      case .list(let items): pending += items
      case .map(let map): pending += map.entries.map(\.value)
      case .null, .bool, .number, .string, .intrinsic: break
      }
    }
    return places
  }
}
