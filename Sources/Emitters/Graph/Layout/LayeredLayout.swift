/// Draws one group of boxes in columns (Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical
/// system structures", 1981). Boxes stand in even layers; the odd layers between them hold the arrows' labels, so that no
/// label lies on anything.
struct LayeredLayout {
  /// Something in a layer: a box, or what an arrow needs there.
  enum Vertex {
    case box(node: Int)
    case label(edge: Int)
    case bend(edge: Int, betweenBoxes: Bool)
  }

  let graph: StackGraph
  /// Edges that are drawn as curves, by position in the graph.
  let edges: [Int]
  /// Edges that end where they start.
  let loops: [Int]
  /// All vertices; the boxes come first.
  private(set) var vertices: [Vertex] = []
  /// The vertices of an edge from left to right, its boxes included.
  private(set) var chains: [[Int]] = []
  /// Whether an edge runs from right to left.
  let isReversed: [Bool]
  private(set) var layers: [[Int]] = []

  private let nodes: [Int]
  /// The layer of each vertex.
  private(set) var layer: [Int] = []

  init(_ graph: StackGraph, nodes: [Int], edges: [Int], index: [String: Int]) {
    self.graph = graph
    self.nodes = nodes
    var local: [Int: Int] = [:]
    for (position, node) in nodes.enumerated() { local[node] = position }
    func ends(_ edge: Int) -> (from: Int, to: Int)? {
      guard let from = index[graph.edges[edge].from].flatMap({ local[$0] }),
        let to = index[graph.edges[edge].to].flatMap({ local[$0] })
      else { return nil }
      return (from, to)
    }
    let pairs = edges.compactMap { edge in ends(edge).map { (edge: edge, ends: $0) } }
    let curves = pairs.filter { $0.ends.from != $0.ends.to }
    self.edges = curves.map(\.edge)
    loops = pairs.filter { $0.ends.from == $0.ends.to }.map(\.edge)
    let ranks = Ranks(count: nodes.count, edges: curves.map(\.ends))
    isReversed = ranks.isReversed
    vertices = nodes.map { .box(node: $0) }
    layer = ranks.rank.map { $0 * 2 }
    let spans = curves.map { abs(layer[$0.ends.to] - layer[$0.ends.from]) }
    let total = spans.reduce(0, +)
    let longest = total > Self.mostBends ? max(2, Self.mostBends / max(1, curves.count)) : total
    for (position, curve) in curves.enumerated() {
      let ends = isReversed[position] ? (from: curve.ends.to, to: curve.ends.from) : curve.ends
      addChain(curve.edge, from: ends.from, to: ends.to, isShort: spans[position] > longest)
    }
    order()
  }

  /// Bends of all arrows together. Beyond it the longest arrows run straight to their ends, behind what is in between:
  /// bends grow with arrows times columns, and nobody can follow so many.
  private static let mostBends = 12_000

  private mutating func addChain(_ edge: Int, from: Int, to: Int, isShort: Bool) {
    var chain = [from]
    let first = layer[from] + 1
    let last = isShort ? min(first + 1, layer[to]) : layer[to]
    for between in first..<max(first, last) {
      let hasLabel = between == first && !graph.edges[edge].labels.isEmpty
      chain.append(vertices.count)
      vertices.append(hasLabel ? .label(edge: edge) : .bend(edge: edge, betweenBoxes: between.isMultiple(of: 2)))
      layer.append(between)
    }
    chains.append(chain + [to])
  }

  private mutating func order() {
    var layers: [[Int]] = Array(repeating: [], count: (layer.max() ?? 0) + 1)
    for vertex in vertices.indices { layers[layer[vertex]].append(vertex) }
    let (before, after) = neighbours
    self.layers = LayerOrder(layers, before: before, after: after).layers
  }

  /// The neighbours of each vertex in the layer before and after it.
  var neighbours: (before: [[Int]], after: [[Int]]) {
    var before: [[Int]] = Array(repeating: [], count: vertices.count)
    var after = before
    for chain in chains {
      for (left, right) in zip(chain, chain.dropFirst()) {
        after[left].append(right)
        before[right].append(left)
      }
    }
    return (before, after)
  }
}
