public import Source

/// Which resource must exist before which: CloudFormation's order of creation.
public struct DependencyGraph: Sendable {
  /// One resource needs another.
  public struct Edge: Sendable {
    /// The one that needs.
    public let from: String
    /// The one needed.
    public let to: String
    /// The place that says so.
    public let span: Span
    /// How: `Ref`, `Fn::GetAtt`, `Fn::Sub` or `DependsOn`.
    public let reason: String
    /// The property the reference stands in; nil for `DependsOn`.
    public let property: String?

    /// Makes an edge.
    public init(from: String, to: String, span: Span, reason: String, property: String? = nil) {
      self.from = from
      self.to = to
      self.span = span
      self.reason = reason
      self.property = property
    }
  }

  /// Logical ids in source order.
  public let nodes: [String]
  /// The edges by the resource that needs, in source order; at most one for each pair.
  public let edges: [String: [Edge]]

  /// A graph of other edges, whose circles are looked for in the same way.
  public init(nodes: [String], edges: [Edge]) {
    self.nodes = nodes
    self.edges = Dictionary(grouping: edges, by: \.from)
  }

  /// Reads the references of a template.
  public init(_ template: StackTemplate) {
    nodes = template.resources.map(\.logicalID)
    var edges: [String: [Edge]] = [:]
    for resource in template.resources {
      let found = Self.edges(of: resource, in: template)
      if !found.isEmpty { edges[resource.logicalID] = found }
    }
    self.edges = edges
  }

  private static func edges(of resource: Resource, in template: StackTemplate) -> [Edge] {
    var seen: Set<String> = []
    var found: [Edge] = []
    func add(_ target: String, _ span: Span, _ reason: String, _ property: String?) {
      guard template[target] != nil, seen.insert(target).inserted else { return }
      found.append(Edge(from: resource.logicalID, to: target, span: span, reason: reason, property: property))
    }
    for entry in resource.properties.entries {
      entry.value.forEachReference { reference in
        add(reference.target.text, reference.target.span, reference.function.rawValue, entry.key)
      }
    }
    for name in resource.dependsOn { add(name.text, name.span, "DependsOn", nil) }
    return found
  }

  /// Circles, each as its edges in order, starting at the resource written first; one for each group of resources that
  /// need each other (strongly connected component).
  public var cycles: [[Edge]] { components().compactMap(shortestCycle) }
}

extension DependencyGraph {
  /// The groups of nodes that hold a circle.
  private func components() -> [Set<String>] {
    guard !edges.isEmpty else { return [] }
    var positions: [String: Int] = [:]
    positions.reserveCapacity(nodes.count)
    for (position, node) in nodes.enumerated() { positions[node] = position }
    let targets = nodes.map { node in (edges[node] ?? []).compactMap { positions[$0.to] } }
    return StrongComponents(targets).withCircle.map { component in Set(component.map { nodes[$0] }) }
  }

  /// The shortest circle through the component's first resource in source order that lies on one.
  private func shortestCycle(in component: Set<String>) -> [Edge]? {
    guard let start = nodes.first(where: component.contains) else { return nil }
    var cameBy: [String: Edge] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      for edge in edges[node] ?? [] where component.contains(edge.to) {
        if edge.to == start {
          var path = [edge]
          while let first = path.last, first.from != start, let previous = cameBy[first.from] { path.append(previous) }
          return path.reversed()
        }
        if cameBy[edge.to] == nil {
          cameBy[edge.to] = edge
          queue.append(edge.to)
        }
      }
    }
    return nil
  }
}
