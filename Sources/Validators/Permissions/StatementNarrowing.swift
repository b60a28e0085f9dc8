import Diagnostics
import Policy
import Source
import Spec
import Template

/// A statement of roles as far as what is done with them needs it.
struct StatementNarrowing {
  let grant: WrittenGrant
  /// What it allows of that.
  let used: [RoleDemand]
  private let permissions: PermissionContext
  private let file: SourceFile

  /// Actions on one choice of resources. Nil for the resources that are written.
  private struct Part {
    var actions: [String]
    var subjects: [FlowText]?
  }

  /// Nil where keys are among what it allows, which have rules of their own.
  init?(_ grant: WrittenGrant, _ demands: [RoleDemand], _ permissions: PermissionContext) {
    guard grant.actions.allSatisfy({ RoleDemands.isJudged($0.value) }),
      let file = permissions.context.sources[grant.statement.span.source]
    else { return nil }
    self.grant = grant
    self.permissions = permissions
    self.file = file
    let own = PolicySet(identity: [grant.alone])
    let others = grant.roles.map { role in (role, PolicySet(identity: permissions.policiesNotWritten(for: role))) }
    used = demands.filter { demand in
      RoleDemands.isJudged(demand.action)
        && others.contains { role, others in
          let request = permissions.request(role: role, action: demand.action, resource: demand.resource)
          return own.decide(request).outcome != .implicitDeny && others.decide(request).outcome != .allow
        }
    }
  }

  /// The used actions for which a pattern stands, as AWS spells them.
  func actions(of pattern: String) -> [String] {
    let all = Set(IAMAction.matching(pattern).map(\.name))
    return spelled.filter { pattern == "*" || all.contains($0) }
  }

  /// The used actions, sorted.
  var spelled: [String] { Set(used.map { Self.spelled($0.action) }).sorted() }

  private static func spelled(_ action: String) -> String { IAMAction.named(action)?.name ?? action }

  // MARK: Writing

  private var isJSON: Bool { file.isJSON }
  private var isStackLanguage: Bool {
    grant.owner.propertiesSpan == nil && !permissions.context.template.isWrittenAsTemplate
  }

  /// The resource of a demand as the file would name it, with the text by which two are the same; `*` where it has no other name.
  private func subject(_ demand: RoleDemand) -> (key: String, text: FlowText)? {
    let written = demand.subject.flatMap {
      isStackLanguage ? permissions.stackText($0) : permissions.templateText($0, isJSON: isJSON)
    }
    let text = written ?? .text("*")
    let key = text.json
    return key == "\"*\"" ? nil : (key, text)
  }

  /// What is used, joined to as few statements as have no more: actions on the same resources stand together.
  private var parts: [Part] {
    guard grant.everything != nil else { return [Part(actions: spelled)] }
    var texts: [String: FlowText] = [:]
    var keys: [String: Set<String>] = [:]
    for demand in used {
      let subject = subject(demand)
      if let subject { texts[subject.key] = subject.text }
      keys[Self.spelled(demand.action), default: []].insert(subject?.key ?? "")
    }
    // An action that is done to anything is done to what is named, too.
    for (action, names) in keys where names.contains("") { keys[action] = [""] }
    let groups = Dictionary(grouping: keys.keys.sorted()) { keys[$0]?.sorted() ?? [] }
    return groups.sorted { ($0.value.first ?? "") < ($1.value.first ?? "") }.map { names, actions in
      Part(actions: actions, subjects: names == [""] ? nil : names.compactMap { texts[$0] })
    }
  }

  /// Whether some action is on resources that can be named where `*` stands.
  var namesResources: Bool { parts.contains { $0.subjects != nil } }

  /// The resources that stand in place of `*`, for a message.
  var resources: [String] {
    Set(parts.flatMap { $0.subjects ?? [] }.map(\.yaml)).sorted()
  }

  /// The fix; nil where nothing is used, nothing changes, or the text cannot take it.
  var fix: Fix? {
    guard !used.isEmpty, let edits, !edits.isEmpty else { return nil }
    return Fix("allow what is used and nothing else", safe: false, edits: edits)
  }

  private var edits: [Edit]? {
    var parts = parts
    guard let first = parts.first else { return nil }
    var further: String?
    if parts.count > 1 {
      further = canBeSplit ? self.further(Array(parts.dropFirst())) : nil
      if further == nil {
        let isOpen = parts.contains { $0.subjects == nil }
        parts = [Part(actions: spelled, subjects: isOpen ? nil : parts.flatMap { $0.subjects ?? [] })]
      }
    }
    let kept = parts.first ?? first
    var edits: [Edit] = []
    if Set(grant.actions.map { $0.value.lowercased() }) != Set(kept.actions.map { $0.lowercased() }) {
      guard let edit = rewrite(grant.actions.map(\.span), kept.actions.map(FlowText.text)) else { return nil }
      edits.append(edit)
    }
    if let star = grant.everything, let subjects = kept.subjects {
      let places = grant.statement.resources?.values.map(\.span) ?? []
      guard places == [star.span], let edit = rewrite(places, subjects) else { return nil }
      edits.append(edit)
    }
    guard let further else { return edits }
    guard !isInList else { return adding(further, to: edits) }
    return [Edit(grant.statement.span.atStart, "[")] + adding(further + "]", to: edits)
  }

  /// Writes values in place of others: lines of a list, items in brackets, or one value by itself.
  private func rewrite(_ places: [Span], _ values: [FlowText]) -> Edit? {
    let spans = places.map { ValueEdits(sources: permissions.context.sources).quoted($0, file) }
    guard let first = spans.first, let last = spans.last, first.source == last.source, first.start <= last.start,
      let one = values.first
    else { return nil }
    let place = Span(first.source, Int(first.start), Int(last.end))
    func written(_ value: FlowText) -> String { isJSON ? value.json : value.yaml }
    if let dash = file.columnOfDash(beforeItemAt: Int(first.start)) {
      return Edit(place, values.map(\.yamlItem).joined(separator: "\n\(String(repeating: " ", count: dash))- "))
    }
    if mark(before: first) == UInt8(ascii: "[") {
      return Edit(place, values.map(written).joined(separator: ", "))
    }
    guard spans.count == 1 else { return nil }
    return Edit(place, written(values.count == 1 ? one : .list(values)))
  }

  private func mark(before span: Span) -> UInt8? {
    file.bytes[..<Int(span.start)].last { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  // MARK: Further statements

  /// Whether it can become several: it has no conditions that a further statement would need too, and is one of a list, or can be
  /// made one.
  private var canBeSplit: Bool {
    guard grant.statement.conditions.isEmpty, grant.statement.unknownParts.isEmpty else { return false }
    return isInList || isInBraces
  }

  private var isInList: Bool {
    let span = grant.statement.span
    if file.columnOfDash(beforeItemAt: Int(span.start)) != nil { return true }
    return mark(before: span).map { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: ",") } ?? false
  }

  private var isInBraces: Bool {
    let start = Int(grant.statement.span.start)
    return file.bytes.indices.contains(start) && file.bytes[start] == UInt8(ascii: "{")
  }

  private func further(_ parts: [Part]) -> String? {
    let statements = parts.map { part -> FlowText in
      let actions = FlowText.oneOrMany(part.actions)
      let subjects = part.subjects ?? [.text("*")]
      let resources = subjects.count == 1 ? subjects[0] : .list(subjects)
      return isStackLanguage
        ? .map([("actions", actions), ("on", resources)])
        : .map([("Effect", .text("Allow")), ("Action", actions), ("Resource", resources)])
    }
    guard let dash = file.columnOfDash(beforeItemAt: Int(grant.statement.span.start)) else {
      return statements.map { ", \(isJSON ? $0.json : $0.yaml)" }.joined()
    }
    return statements.map { "\n\(String(repeating: " ", count: dash))- \($0.yaml)" }.joined()
  }

  /// Adds a text behind the statement; an edit that ends there takes it along.
  private func adding(_ text: String, to edits: [Edit]) -> [Edit] {
    let end = grant.statement.span.atEnd
    var edits = edits
    if let index = edits.firstIndex(where: { $0.span.end >= end.start }) {
      edits[index] = Edit(edits[index].span, edits[index].replacement + text)
    } else {
      edits.append(Edit(end, text))
    }
    return edits
  }
}

extension PermissionContext {
  /// The policies of a role that nobody narrows: those that AWS manages, and what is derived.
  fileprivate func policiesNotWritten(for role: Resource) -> [CompiledPolicy] {
    policies(ofRole: role.logicalID).map(\.compiled).filter { policy in
      !policy.document.statements.contains { $0.actions.map(isWritten) ?? true }
    }
  }
}
