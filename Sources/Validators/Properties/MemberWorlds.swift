import Source
import Spec
import Template

/// Which members a map has where some conditions hold and others do not: `Fn::If` with `AWS::NoValue` gives one or none.
struct MemberWorld {
  /// What holds there, beside what holds wherever the map stands.
  var facts: [ConditionFact] = []
  /// The members that are written and are not there, with the place of what removes them.
  var absent: [String: Span] = [:]

  /// Whether the map has a member.
  func has(_ name: String, of map: ValueMap) -> Bool { absent[name] == nil && map[name] != nil }

  /// The members of alternatives that are all there.
  func complete(_ alternatives: [NameList], of map: ValueMap) -> [NameList] {
    alternatives.filter { $0.allSatisfy { has($0, of: map) } }
  }

  /// When it is so, for the end of a sentence; empty if always.
  var phrase: String { facts.phrase }
}

extension ShapeVisit {
  /// Of calls of `Fn::If` in one map only so many are looked into, and of its worlds only so many told apart: people let a
  /// handful of members depend on conditions.
  private static let mostChoices = 64
  private static let mostWorlds = 16

  private static let firm = [MemberWorld()]

  /// Whether all that is written in the map is there in each world.
  var isFirm: Bool { worlds.allSatisfy { $0.absent.isEmpty } }

  /// The worlds of a map that can come about; one alone, where nothing depends on a condition.
  func worlds(of map: ValueMap) -> [MemberWorld] {
    let isFirm = map.entries.allSatisfy { entry in
      entry.value.intrinsic.map { $0.function != .ifElse && $0.function != .ref } ?? true
    }
    if isFirm { return Self.firm }
    var worlds = Self.firm
    var choices = 0
    for entry in map.entries {
      if entry.value.isNoValue {
        for index in worlds.indices { worlds[index].absent[entry.key] = entry.value.span }
      } else if entry.value.intrinsic?.function == .ifElse, worlds.count < Self.mostWorlds {
        worlds = worlds.flatMap { split($0, by: entry.value, of: entry.key, &choices) }
      }
    }
    return worlds
  }

  /// The worlds that a value makes of one; the same one, if it is there in each.
  private func split(
    _ world: MemberWorld, by value: Value, of key: String, _ choices: inout Int
  ) -> [MemberWorld] {
    if value.isNoValue {
      var without = world
      without.absent[key] = value.span
      return [without]
    }
    guard let branches = value.intrinsic?.branches, choices < Self.mostChoices else { return [world] }
    choices += 1
    var worlds: [MemberWorld] = []
    for branch in branches {
      var chosen = world
      if !chosen.facts.contains(branch.fact) { chosen.facts.append(branch.fact) }
      guard context.conditions.isPossible(given + chosen.facts) else { continue }
      worlds += split(chosen, by: branch.value, of: key, &choices)
    }
    // Where the value is there in each, the conditions are of no interest.
    return worlds.allSatisfy { $0.absent[key] == nil } ? [world] : worlds
  }

  /// What holds wherever the value stands.
  private var given: [ConditionFact] {
    facts + (resource.condition.map { [ConditionFact($0.text, true)] } ?? [])
  }
}
