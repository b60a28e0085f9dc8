import Denials
public import Diagnostics
import Source
import Wiring
import YAML

extension PermissionUse {
  /// What a grant would be that allows just what was recorded.
  public struct Narrowing: Sendable {
    /// The edits.
    public let edits: [Edit]
    /// What is left, for a message.
    public let words: String
  }

  /// So many resources may be named in place of a pattern; beyond, the pattern says it better.
  private static let mostResources = 8

  /// The smallest form of a grant that serves its recorded calls; nil where it is that already, or cannot be told.
  public func narrowing(of grant: Grant) -> Narrowing? {
    let used = calls(servedBy: grant)
    guard !used.isEmpty, !grant.isNegated, grant.place.list.aliasSpan == nil, grant.place.item.aliasSpan == nil else {
      return nil
    }
    let unseen = grant.actions.filter { !sees($0) }
    switch grant.place.form {
    case .access where grant.place.item["allow"] == nil: return word(grant, used, unseen)
    case .access, .allow, .statement: return statement(grant, used, unseen)
    }
  }

  /// The actions of calls, as AWS's tables spell them, sorted.
  private func spelled(_ calls: [RecordedCall]) -> [String] {
    Set(calls.map { ActionSpelling.of($0.action) }).sorted()
  }

  private func target(_ arn: String) -> ChangeTarget {
    var names = DeployedNames(stack)
    names.place(deployment)
    return ChangeTarget(arn, arn == "*" ? nil : names.resource(arn: arn), in: stack)
  }

  // MARK: An access word

  private func word(_ grant: Grant, _ used: [RecordedCall], _ unseen: [String]) -> Narrowing? {
    // Of the grants of the keys that a word brings along nothing is recorded; they come with whatever word is left.
    guard unseen.allSatisfy({ $0.hasPrefix("kms:") }), grant.place.item.entries.count == 1,
      let file = stack.sources[grant.span.source]
    else { return nil }
    let groups = Dictionary(grouping: Set(used.map(\.resource)).sorted()) { resource in
      spelled(used.filter { $0.resource == resource })
    }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    guard groups.reduce(0, { $0 + $1.value.count }) <= Self.mostResources else { return nil }
    let items = groups.map { actions, resources -> FlowText in
      let targets = resources.map(target)
      let words = targets.map { $0.verb(for: actions) }
      if let word = words.first ?? nil, word.isExact, words.allSatisfy({ $0?.verb == word.verb }) {
        return .map([(word.verb, .oneOrMany(targets.map(\.wholeText)))])
      }
      return .map([("allow", .oneOrMany(actions)), ("on", .oneOrMany(targets.map(\.onText)))])
    }
    let isSame = items.count == 1 && items[0].yamlItem == file.text(grant.span.range).trimmedBraces
    guard !isSame, granted(grant) != Set(spelled(used).map { $0.lowercased() }) || items.count > 1
    else { return nil }
    let isInList = grant.place.list.kind == .sequence
    let dash = file.columnOfDash(beforeItemAt: Int(grant.place.item.fullSpan.start))
    let text: String
    if let dash {
      text = items.map(\.yamlItem).joined(separator: "\n" + String(repeating: " ", count: dash) + "- ")
    } else {
      let written = items.map(\.yaml).joined(separator: ", ")
      text = isInList || items.count == 1 ? written : "[\(written)]"
    }
    return Narrowing(edits: [Edit(grant.span, text)], words: items.map(\.yaml).joined(separator: ", "))
  }

  /// The actions that a word grants, its keys' left out.
  private func granted(_ grant: Grant) -> Set<String> {
    Set(grant.actions.map { $0.lowercased() }.filter { !$0.hasPrefix("kms:") })
  }

  // MARK: A statement

  private func statement(_ grant: Grant, _ used: [RecordedCall], _ unseen: [String]) -> Narrowing? {
    let (actionsKey, resourcesKey) = grant.place.form.keys
    guard let actions = grant.place.item[actionsKey], actions.aliasSpan == nil, actions.tag == nil else { return nil }
    let isJSON = stack.sources[grant.span.source]?.isJSON ?? false
    func written(_ text: FlowText) -> String { isJSON ? text.json : text.yaml }
    let wanted = spelled(used) + unseen
    var edits: [Edit] = []
    var words: [String] = []
    if Set(wanted.map { $0.lowercased() }) != Set(grant.actions.map { $0.lowercased() }) {
      edits.append(Edit(actions.span, written(.oneOrMany(wanted))))
      words.append("\(actionsKey): \(FlowText.oneOrMany(wanted).yaml)")
    }
    let arns = Set(used.map(\.resource)).sorted()
    if unseen.isEmpty, let resources = grant.place.item[resourcesKey], resources.kind == .scalar, resources.text == "*",
      !arns.contains("*"), arns.count <= Self.mostResources
    {
      let texts = arns.map(target).map { grant.place.form == .statement ? $0.templateText(isJSON: isJSON) : $0.onText }
      let text = FlowText.oneOrMany(texts)
      edits.append(Edit(resources.span, written(text)))
      words.append("\(resourcesKey): \(text.yaml)")
    }
    return edits.isEmpty ? nil : Narrowing(edits: edits, words: words.joined(separator: ", "))
  }
}

extension FlowText {
  /// Some values, or the only one by itself.
  fileprivate static func oneOrMany(_ values: [FlowText]) -> FlowText { values.count == 1 ? values[0] : .list(values) }
}

extension String {
  /// The text without the braces of a flow mapping.
  fileprivate var trimmedBraces: String {
    guard hasPrefix("{"), hasSuffix("}") else { return self }
    return String(dropFirst().dropLast().drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
