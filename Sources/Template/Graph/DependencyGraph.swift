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
    /// The property, or the attribute, that the reference stands in; nil for `DependsOn`.
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
  /// The edges of each node, in source order; at most one to each other.
  private let outgoing: [[Edge]]
  /// The positions of the nodes that those lead to, as far as they are nodes of this graph.
  private let targets: [[Int]]
  private let positions: [String: Int]

  /// A graph of other edges, whose circles are looked for in the same way.
  public init(nodes: [String], edges: [Edge]) {
    let positions = Self.positions(of: nodes)
    var outgoing = [[Edge]](repeating: [], count: nodes.count)
    var targets = [[Int]](repeating: [], count: nodes.count)
    for edge in edges {
      guard let from = positions[edge.from] else { continue }
      outgoing[from].append(edge)
      if let to = positions[edge.to] { targets[from].append(to) }
    }
    self.nodes = nodes
    self.positions = positions
    self.outgoing = outgoing
    self.targets = targets
  }

  /// Reads the references of a template.
  public init(_ template: StackTemplate) {
    self.init(template) { add in
      for (index, resource) in template.resources.enumerated() {
        // What metadata and policies refer to must be known before the resource is made, too.
        for map in [resource.properties, resource.attributes] {
          for entry in map.entries { entry.value.forEachReference { add(index, $0, entry.key) } }
        }
      }
    }
  }

  /// Takes the references of a template as somebody has read them: by the index of the resource that refers, all of one together
  /// and in source order, with the property or attribute that they stand in.
  public init(_ template: StackTemplate, references: ((Int, Reference, String) -> Void) -> Void) {
    let nodes = template.resources.map(\.logicalID)
    let positions = template.resourceIndex
    var outgoing = [[Edge]](repeating: [], count: nodes.count)
    var targets = [[Int]](repeating: [], count: nodes.count)
    /// By node, the one that last found it to be its target.
    var found = [Int](repeating: -1, count: nodes.count)
    func add(_ from: Int, _ target: Name, _ reason: String, _ property: String?) {
      guard let to = positions[target.text], found[to] != from else { return }
      found[to] = from
      targets[from].append(to)
      outgoing[from].append(
        Edge(from: nodes[from], to: target.text, span: target.span, reason: reason, property: property))
    }
    references { add($0, $1.target, $1.function.rawValue, $2) }
    for (from, resource) in template.resources.enumerated() where !resource.dependsOn.isEmpty {
      for target in targets[from] { found[target] = from }
      for name in resource.dependsOn { add(from, name, "DependsOn", nil) }
    }
    self.nodes = nodes
    self.positions = positions
    self.outgoing = outgoing
    self.targets = targets
  }

  private static func positions(of nodes: [String]) -> [String: Int] {
    Dictionary(nodes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Every edge, by the resource that needs.
  public var edges: some Sequence<Edge> { outgoing.joined() }

  /// The edges of one that needs others.
  public func edges(from node: String) -> [Edge] { positions[node].map { outgoing[$0] } ?? [] }

  /// Circles, each as its edges in order, starting at the resource written first; one for each group of resources that
  /// need each other (strongly connected component).
  public var cycles: [[Edge]] {
    StrongComponents(targets).withCircle.compactMap(shortestCycle)
  }

  /// The shortest circle through a component's first resource in source order.
  private func shortestCycle(in component: [Int]) -> [Edge]? {
    guard let start = component.min() else { return nil }
    let isMember = Set(component)
    var cameBy: [Int: Edge] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      for edge in outgoing[node] {
        guard let target = positions[edge.to], isMember.contains(target) else { continue }
        if target == start {
          var path = [edge]
          while let from = path.last.flatMap({ positions[$0.from] }), from != start, let previous = cameBy[from] {
            path.append(previous)
          }
          return path.reversed()
        }
        if cameBy[target] == nil {
          cameBy[target] = edge
          queue.append(target)
        }
      }
    }
    return nil
  }
}
