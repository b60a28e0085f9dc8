import Template

/// Groups of resources of which none refers to one of another group: places where a stack can be cut.
struct IndependentParts {
  /// Logical ids of each group, the largest group first.
  let groups: [[String]]

  /// Joins whatever is joined by a reference, in either direction.
  init(_ graph: DependencyGraph) {
    var neighbours: [String: [String]] = [:]
    for edge in graph.edges {
      neighbours[edge.from, default: []].append(edge.to)
      neighbours[edge.to, default: []].append(edge.from)
    }
    var seen: Set<String> = []
    var groups: [[String]] = []
    for node in graph.nodes where seen.insert(node).inserted {
      var group = [node]
      var next = 0
      while next < group.count {
        for neighbour in neighbours[group[next]] ?? [] where seen.insert(neighbour).inserted { group.append(neighbour) }
        next += 1
      }
      groups.append(group)
    }
    self.groups = groups.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }
}

extension CheckContext {
  /// Where the stack can be cut, in words.
  var wayToCut: String {
    let groups = IndependentParts(graph).groups
    guard groups.count > 1 else {
      return "every resource hangs together with the others; cut where few references cross, and hand the values over"
        + " with `export` and `Fn::ImportValue`"
    }
    // More than three do not help to choose.
    let largest = groups.prefix(3).map { group in
      let resource = group.lazy.compactMap { [template] in template[$0] }.first
      let name = resource.map(called) ?? ""
      return group.count == 1 ? "`\(name)`" : "`\(name)` with the \(group.count - 1) it hangs together with"
    }
    return "\(groups.count) parts refer to nothing of each other, so that each can be a stack of its own:"
      + " \(largest.joined(separator: ", "))\(groups.count > largest.count ? ", …" : "")"
  }
}
