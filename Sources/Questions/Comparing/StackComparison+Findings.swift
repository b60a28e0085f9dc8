public import Diagnostics
public import Policy
import Source
import Spec
import Template

extension StackComparison {
  /// The changes as findings: what is lost first, then resources, then permissions.
  public var findings: [Diagnostic] {
    let resources = resources.flatMap(findings)
    return resources.filter { $0.severity == .error } + resources.filter { $0.severity != .error }
      + permissions.flatMap(findings)
  }
}

// MARK: Resources

extension StackComparison {
  private func findings(_ change: ResourceChange) -> [Diagnostic] {
    switch change.kind {
    case .added: return change.new.map { [added($0, change)] } ?? []
    case .removed: return change.old.map { [removed($0, change)] } ?? []
    case .renamed: return change.new.flatMap { new in change.old.map { [renamed($0, new, change)] } } ?? []
    case .retyped: return change.new.flatMap { new in change.old.map { [retyped($0, new)] } } ?? []
    case .changed: return change.new.flatMap { new in change.old.map { [changed($0, new, change)] } } ?? []
    }
  }

  private func added(_ resource: Resource, _ change: ResourceChange) -> Diagnostic {
    Diagnostic(
      .resourceAdded, "`\(resource.reference)` is new: \(resource.type.withArticle)", at: resource.span,
      consequences: derived(change))
  }

  private func removed(_ resource: Resource, _ change: ResourceChange) -> Diagnostic {
    let name = "`\(resource.reference)` (\(resource.type))"
    if let loss = change.loss {
      return Diagnostic(
        .dataLost, "\(name) is deleted, and its \(loss.holds) are lost", at: resource.span,
        label: "gone after the change",
        consequences: emptying(loss) + derived(change),
        help: ["`DeletionPolicy: Retain`, deployed before this change, keeps it"])
    }
    let words = change.isKept ? "is no more of the stack, and stays" : "is deleted"
    return Diagnostic(
      .resourceRemoved, "\(name) \(words)", at: resource.span, label: "gone after the change",
      consequences: derived(change))
  }

  private func renamed(_ before: Resource, _ after: Resource, _ change: ResourceChange) -> Diagnostic {
    let words =
      "`\(after.reference)` is `\(before.reference)` under another logical id: a new one is made, and "
      + (change.isKept ? "the old one stays outside of the stack" : "the old one is deleted")
    let note = Diagnostic.Note("`\(before.logicalID)` before", at: before.span)
    if let loss = change.loss {
      return Diagnostic(
        .dataLost, words + " with its \(loss.holds)", at: after.span, label: "`\(after.logicalID)` after",
        notes: [note],
        consequences: emptying(loss), help: ["keep the logical id: `logicalId: \(before.logicalID)` in a stack file"])
    }
    return Diagnostic(
      .resourceReplaced, words, at: after.span, label: "`\(after.logicalID)` after", notes: [note],
      help: ["keep the logical id: `logicalId: \(before.logicalID)` in a stack file"])
  }

  private func retyped(_ before: Resource, _ after: Resource) -> Diagnostic {
    Diagnostic(
      .resourceReplaced, "`\(after.reference)` is \(after.type.withArticle), and was \(before.type.withArticle)",
      at: after.typeSpan, notes: [.init("before", at: before.typeSpan)],
      consequences: ["CloudFormation refuses it: \"Update of resource type is not permitted\""],
      help: ["give the new resource another logical id"])
  }

  private func emptying(_ loss: StatefulType) -> [String] {
    loss.mustBeEmpty ? ["CloudFormation deletes it only when it is empty; else the deletion fails, and it stays"] : []
  }

  private func derived(_ change: ResourceChange) -> [String] {
    guard !change.derived.isEmpty else { return [] }
    return ["with it: " + ChangeWords.joined(change.derived.map { "`\($0.logicalID)` (\($0.type))" })]
  }

  private func changed(_ before: Resource, _ after: Resource, _ change: ResourceChange) -> Diagnostic {
    // What replaces it is what matters most.
    let ordered = change.properties.enumerated().sorted {
      ($1.element.effect, $0.offset) < ($0.element.effect, $1.offset)
    }.map(\.element)
    let first = ordered.first
    let rule: Rule =
      change.loss != nil && change.isGoneForSure
      ? .dataLost : change.effect == .update ? .resourceChanged : .resourceReplaced
    var notes: [Diagnostic.Note] = []
    for (index, property) in ordered.prefix(Self.mostProperties).enumerated() {
      if index > 0 { notes.append(.init(words(property), at: property.new?.span ?? property.old?.span ?? after.span)) }
    }
    if let old = first?.old, first?.new != nil, !isSamePlace(old.span, before.span) {
      notes.append(.init("before", at: old.span))
    }
    var consequences: [String] = []
    if ordered.count > Self.mostProperties {
      consequences.append("\(ordered.count - Self.mostProperties) more values differ")
    }
    consequences += blocked(after, change)
    return Diagnostic(
      rule, "`\(after.reference)` (\(after.type)) \(verb(change)): \(first.map(words) ?? "")",
      at: first?.new?.span ?? first?.old?.span ?? after.span, label: first.map(label) ?? "", notes: notes,
      consequences: consequences, help: help(change))
  }

  /// Values that are told of one resource.
  private static let mostProperties = 12

  private func isSamePlace(_ a: Span, _ b: Span) -> Bool { a.source == b.source && a.start == b.start }

  private func verb(_ change: ResourceChange) -> String {
    let loss = change.loss.map { $0.holds }
    switch change.effect {
    case .update: return "changes"
    case .mayReplace: return "may be replaced" + (loss.map { ", and its \($0) lost" } ?? "")
    case .replace:
      if let loss { return "is replaced, and its \(loss) are lost" }
      return change.isKept && change.old.flatMap({ StatefulType.of($0.type) }) != nil
        ? "is replaced by an empty one, and the old one stays" : "is replaced"
    }
  }

  private func help(_ change: ResourceChange) -> [String] {
    change.loss == nil ? [] : ["`UpdateReplacePolicy: Retain` keeps the old one, with what it holds"]
  }

  /// A resource whose name is set cannot be made while the old one has the name.
  private func blocked(_ after: Resource, _ change: ResourceChange) -> [String] {
    guard change.effect == .replace, let name = ResourceType.named(after.type)?.identity?.nameProperty,
      after[name] != nil, !change.properties.contains(where: { $0.path == [name] })
    else { return [] }
    return [
      "CloudFormation refuses it while `\(name)` stays the same: it \"cannot update a stack when a custom-named resource "
        + "requires replacing\""
    ]
  }

  private func words(_ property: PropertyChange) -> String {
    switch (property.old, property.new) {
    case (let old?, let new?):
      "`\(property.name)` from `\(old.shown(self.old.names.shown))` to `\(new.shown(self.new.names.shown))`"
    case (nil, let new?): "`\(property.name)` is now `\(new.shown(self.new.names.shown))`"
    case (let old?, nil): "`\(property.name)` is gone, and was `\(old.shown(self.old.names.shown))`"
    case (nil, nil): "`\(property.name)`"
    }
  }

  private func label(_ property: PropertyChange) -> String {
    switch property.effect {
    case .update: property.new == nil ? "gone after the change" : ""
    case .mayReplace: "may not change in place"
    case .replace: "cannot change in place"
    }
  }
}

// MARK: Permissions

extension StackComparison {
  private func findings(_ party: PartyChanges) -> [Diagnostic] {
    var found = party.changes.map { finding($0, party) }
    for (name, span, isNew) in party.unknown {
      found.append(
        Diagnostic(
          .permissionUnknown, "`\(party.name)` \(isNew ? "gets" : "loses") the \(name), of which nothing is known",
          at: span, severity: isNew ? .warning : .info))
    }
    for omission in party.omissions.map(\.words).sorted() {
      let place = party.place ?? Span(new.template.source, 0, 0)
      found.append(
        Diagnostic(
          .comparisonIncomplete, "the permissions of \(party.shown) were not compared in full: \(omission)", at: place))
    }
    return found
  }

  private func finding(_ change: PermissionChange, _ party: PartyChanges) -> Diagnostic {
    let words = ChangeWords(change, old, new)
    let verb: String
    switch (change.direction, change.isCertain) {
    case (.gained, true): verb = "can now"
    case (.gained, false): verb = "can now, perhaps,"
    case (.lost, true): verb = "can no longer"
    case (.lost, false): verb = "can no longer, if it could,"
    }
    return Diagnostic(
      change.direction == .gained ? .permissionGained : .permissionLost,
      "\(party.shown) \(verb) \(words.text)", at: change.cause.statement.span, label: label(change),
      consequences: party.assumption.map { [$0] } ?? [])
  }

  private func label(_ change: PermissionChange) -> String {
    let isDeny = change.cause.statement.effect == .deny
    switch (change.cause.layer, change.direction, isDeny) {
    case (_, .gained, true): return "denied before: this is gone"
    case (_, .lost, true): return "denied by this"
    case (.boundary, .gained, false): return "within the boundary by this"
    case (.boundary, .lost, false): return "within the boundary by this before"
    case (_, .gained, false): return "allowed by this"
    case (_, .lost, false): return "allowed by this before"
    }
  }
}

extension StackComparison.PartyChanges {
  /// The name as it stands in a sentence.
  var shown: String {
    name.hasPrefix("anyone") || name.hasPrefix("the account") || name.hasPrefix("account ") ? name : "`\(name)`"
  }
}

extension PolicyComparison.Omission {
  /// What was too much.
  public var words: String {
    switch self {
    case .statements(let count): "\(count) statements are more than are compared"
    case .patterns: "its wildcards tell too many names apart"
    case .conditions: "its conditions tell too many requests apart"
    case .decisions: "its policies tell too many requests apart"
    }
  }
}

extension String {
  /// The name of a type with its article.
  fileprivate var withArticle: String { "an `\(self)`" }
}
