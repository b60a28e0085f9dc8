import RunFindings
import Wiring

/// What the plan says that this run does not do, like with like: a stack of fifty queues says of each that it is encrypted.
struct Inactions {
  /// Things of which the same is true.
  private struct Group {
    var first: Unsupported
    var ids: [String]
  }

  private var groups: [Group] = []
  /// More names than this in a line are counted, not told.
  private static let mostNames = 3

  init(_ plan: WiringPlan) {
    for item in plan.unsupported + plan.carriedOnly {
      if let index = groups.firstIndex(where: { $0.first.property == item.property && $0.first.why == item.why }) {
        groups[index].ids.append(item.id)
      } else {
        groups.append(Group(first: item, ids: [item.id]))
      }
    }
  }

  /// A line for each group.
  var lines: [String] {
    groups.map { group in
      let place = group.first.place.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
      return "\(place)\(Self.what(group)): \(group.first.why)"
    }
  }

  /// The same, for machines.
  var occurrences: [Occurrence] {
    groups.map { group in
      Occurrence(
        .notActedOn, "\(Self.what(group)) is not acted on here: \(group.first.why)", at: group.first.place,
        subject: "\(group.first.id) \(group.first.property ?? "")")
    }
  }

  private static func what(_ group: Group) -> String {
    var names = group.ids.prefix(mostNames).map { "`\($0)`" }.joined(separator: ", ")
    if group.ids.count > mostNames { names += " and \(group.ids.count - mostNames) more" }
    return group.first.property.map { "`\($0)` of \(names)" } ?? names
  }
}

extension WiringPlan {
  /// What the plan carries for AWS alone.
  fileprivate var carriedOnly: [Unsupported] {
    functions.flatMap { function in
      [
        Unsupported(
          id: function.id, type: nil, property: "MemorySize", why: "the memory of a process is not limited",
          place: function.place)
      ]
        + function.aliases.filter { $0.provisionedConcurrency != nil }.map { alias in
          Unsupported(
            id: alias.id, type: nil, property: "ProvisionedConcurrencyConfig",
            why: "environments start when they are needed", place: alias.place)
        }
    }
  }
}
