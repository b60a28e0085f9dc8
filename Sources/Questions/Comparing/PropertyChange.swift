public import Source
import Spec

/// A value of a resource that is otherwise on both sides.
public struct PropertyChange: Sendable {
  /// What a change of a value does to its resource (CloudFormation User Guide, Update behaviors of stack resources).
  public enum Effect: Int, Sendable, Comparable {
    /// The resource stays; the resource schemas do not say whether it is interrupted.
    case update
    /// It may be replaced, by what the value is.
    case mayReplace
    /// It is replaced by another.
    case replace

    /// Orders by how much is done.
    public static func < (a: Effect, b: Effect) -> Bool { a.rawValue < b.rawValue }
  }

  /// Names and positions from the resource's properties on.
  public let path: [String]
  /// The value before, where there was one.
  public let old: Datum?
  /// The value after, where there is one.
  public let new: Datum?
  /// What it does.
  public internal(set) var effect = Effect.update

  /// The path as the resource schemas write it.
  public var name: String { path.joined(separator: "/") }
}

extension PropertyChange {
  /// The smallest differences between two values.
  static func between(_ old: Datum, _ new: Datum, at path: [String] = []) -> [PropertyChange] {
    guard old.meaning != new.meaning else { return [] }
    if let (mine, theirs) = (old.members, new.members) as? ([Datum.Member], [Datum.Member]) {
      var changes: [PropertyChange] = []
      for member in mine {
        if let other = theirs.first(where: { $0.key == member.key }) {
          changes += between(member.value, other.value, at: path + [member.key])
        } else {
          changes.append(PropertyChange(path: path + [member.key], old: member.value, new: nil))
        }
      }
      for member in theirs where !mine.contains(where: { $0.key == member.key }) {
        changes.append(PropertyChange(path: path + [member.key], old: nil, new: member.value))
      }
      return changes
    }
    if let mine = old.items, let theirs = new.items { return between(mine, theirs, whole: (old, new), at: path) }
    return [PropertyChange(path: path, old: old, new: new)]
  }

  /// Items that both lists have are passed over, wherever they stand; what is left is compared in order.
  private static func between(
    _ old: [Datum], _ new: [Datum], whole: (Datum, Datum), at path: [String]
  ) -> [PropertyChange] {
    var counts: [String: Int] = [:]
    for item in new { counts[item.meaning, default: 0] += 1 }
    var removed: [(Int, Datum)] = []
    for (index, item) in old.enumerated() {
      if let count = counts[item.meaning], count > 0 {
        counts[item.meaning] = count - 1
      } else {
        removed.append((index, item))
      }
    }
    var added: [(Int, Datum)] = []
    for (index, item) in new.enumerated().reversed() {
      if let count = counts[item.meaning], count > 0 {
        counts[item.meaning] = count - 1
        added.insert((index, item), at: 0)
      }
    }
    // The same items in another order.
    guard !removed.isEmpty || !added.isEmpty else {
      return path.last == "Tags" ? [] : [PropertyChange(path: path, old: whole.0, new: whole.1)]
    }
    var changes: [PropertyChange] = []
    for (index, pair) in zip(removed, added).enumerated() where index < min(removed.count, added.count) {
      changes += between(pair.0.1, pair.1.1, at: path + [String(pair.1.0)])
    }
    for (index, item) in removed.dropFirst(added.count) {
      changes.append(PropertyChange(path: path + [String(index)], old: item, new: nil))
    }
    for (index, item) in added.dropFirst(removed.count) {
      changes.append(PropertyChange(path: path + [String(index)], old: nil, new: item))
    }
    return changes
  }

  /// What the change does to a resource of a type.
  func effect(on type: ResourceType) -> Effect {
    if type.createOnly.contains(where: meets) { return .replace }
    return type.conditionalCreateOnly.contains(where: meets) ? .mayReplace : .update
  }

  /// Whether a path of the schema names the value, a part of it, or what it is a part of.
  private func meets(_ schemaPath: String) -> Bool {
    zip(schemaPath.split(separator: "/"), path).allSatisfy { $0 == "*" || $0 == $1 }
  }
}

extension Datum {
  /// The value in one line, members by name, numbers and truth values as texts, for which CloudFormation takes them.
  var meaning: String {
    switch kind {
    case .null: "null"
    case .list(let items): "[\(items.map(\.meaning).joined(separator: ","))]"
    case .map(let members):
      "{\(members.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.meaning)" }.joined(separator: ","))}"
    case .bool, .number, .string, .unknown: "\"\(text?.description ?? "")\""
    }
  }

  /// The value for a person, cut where it is long.
  func shown(_ names: (PartialText) -> String) -> String {
    let text: String
    switch kind {
    case .null: text = "null"
    case .list(let items): text = "[\(items.prefix(8).map { $0.shown(names) }.joined(separator: ", "))]"
    case .map(let members):
      text = "{\(members.prefix(8).map { "\($0.key): \($0.value.shown(names))" }.joined(separator: ", "))}"
    case .bool, .number, .string, .unknown: text = self.text.map(names) ?? ""
    }
    return text.count > Self.longestShown ? text.prefix(Self.longestShown) + "…" : text
  }

  private static let longestShown = 72
}
