public import Policy
import Source
import Template
import Validators

/// A change of permissions in words, with the names that the stacks' files have for things.
struct ChangeWords {
  let change: PermissionChange
  private let old: ComparedStack
  private let new: ComparedStack

  init(_ change: PermissionChange, _ old: ComparedStack, _ new: ComparedStack) {
    self.change = change
    self.old = old
    self.new = new
  }

  /// What can be done, on what, and when: `` call `sqs:SendMessage` on `queues.jobs` ``.
  var text: String {
    let on = resources
    return "call \(actions)" + (on.isEmpty ? "" : " on \(on)") + when
  }

  private var side: ComparedStack { change.cause.side == .old ? old : new }

  /// How the file calls what a text names.
  func shown(_ text: PartialText) -> String { side.names.shown(text) }

  /// Actions that are listed; more are counted.
  private static let mostActions = 8

  private var actions: String {
    let more = change.actions.count - Self.mostActions
    return Self.joined(
      change.actions.prefix(more > 1 ? Self.mostActions : Self.mostActions + 1).map { part in
        let name = part.pattern.map { $0.literal == "*" ? "any action" : "`\($0)`" } ?? "any action"
        if part.isUnknownAlone { return "actions of \(name) that AWS does not document today" }
        if part.isNegated { return "anything but \(Self.joined([name] + excepted(part)))" }
        return part.exceptions.isEmpty ? name : "\(name) other than \(Self.joined(excepted(part)))"
      } + (more > 1 ? ["\(more) more actions"] : []))
  }

  /// The resources, one phrase each.
  private var resources: String { Self.joined(change.resources.compactMap(phrase)) }

  private func phrase(_ part: ChangedPart) -> String? {
    var name: String
    if let pattern = part.pattern, pattern.literal != "*" {
      name = "`\(shown(pattern))`"
    } else if let target = part.target {
      name = "`\(reference(of: target))`"
    } else if part.pattern != nil {
      name = "any resource"
    } else {
      return part.example.map { "`\(shown($0))`" }
    }
    if part.isNegated { return "anything but \(Self.joined([name] + excepted(part)))" }
    if !part.exceptions.isEmpty { name += " other than \(Self.joined(excepted(part)))" }
    if let example = part.example { name += ", in part (such as `\(shown(example))`)" }
    return name
  }

  private func excepted(_ part: ChangedPart) -> [String] {
    part.exceptions.map { "`\(shown($0))`" } + (part.furtherExceptions > 0 ? ["\(part.furtherExceptions) more"] : [])
  }

  /// How the file calls a resource of a logical id.
  func reference(of id: String) -> String {
    (new.template[id] ?? old.template[id])?.reference ?? id
  }

  /// The conditions that must hold.
  private var when: String {
    if !change.exceptIf.isEmpty { return ", unless " + Self.joined(change.exceptIf.map(words)) }
    guard !change.conditions.isEmpty else { return "" }
    return ", if " + Self.joined(change.conditions.map(words))
  }

  private func words(_ condition: PolicyStatement.Condition) -> String {
    let values = condition.values.map { "`\(shown($0.value))`" }
    let prefix = PolicyStatement.unknownKey
    if condition.key.value.hasPrefix(prefix) {
      return "`\(condition.key.value.dropFirst(prefix.count))` makes it so"
    }
    let listed = values.prefix(3).joined(separator: " or ") + (values.count > 3 ? " or \(values.count - 3) more" : "")
    return "`\(condition.key.value)` \(condition.comparison.value) \(listed)"
  }

  /// `a`, `a and b`, `a, b and c`.
  static func joined(_ items: [String]) -> String {
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension StackComparison {
  /// A change in words: `` call `sqs:SendMessage` on `queues.jobs` ``.
  public func words(_ change: PermissionChange) -> String { ChangeWords(change, old, new).text }

  /// How the stack's file calls a resource of a logical id.
  public func reference(of id: String) -> String { (new.template[id] ?? old.template[id])?.reference ?? id }
}
