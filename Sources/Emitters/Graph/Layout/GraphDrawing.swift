/// Draws a graph: each group of boxes that arrows join by itself, below one another, then the boxes that stand alone.
struct GraphDrawing {
  private let graph: StackGraph
  private let index: [String: Int]

  init(_ graph: StackGraph) {
    self.graph = graph
    var index: [String: Int] = [:]
    for (position, node) in graph.nodes.enumerated() where index[node.id] == nil { index[node.id] = position }
    self.index = index
  }

  /// The whole drawing.
  func draw() -> DrawnGraph {
    var drawing = DrawnGraph()
    let (groups, alone) = components()
    for group in groups {
      var part = LayeredLayout(graph, nodes: group.nodes, edges: group.edges, index: index).draw()
      let top = drawing.height == 0 ? 0 : drawing.height + DrawingMetrics.componentGap
      part.move(byX: 0, y: top)
      drawing.boxes += part.boxes
      drawing.arrows += part.arrows
      drawing.width = max(drawing.width, part.width)
      drawing.height = top + part.height
    }
    addRows(alone, to: &drawing)
    // What is drawn later lies above: the order of the graph, whichever group it was in.
    drawing.boxes.sort { $0.node < $1.node }
    drawing.arrows.sort { $0.edge < $1.edge }
    return drawing
  }

  private func addRows(_ alone: [Int], to drawing: inout DrawnGraph) {
    guard !alone.isEmpty else { return }
    let width = max(drawing.width, DrawingMetrics.rowWidth)
    var x = 0.0
    var y = drawing.height == 0 ? 0 : drawing.height + DrawingMetrics.componentGap
    for node in alone {
      let box = Self.boxWidth(graph.nodes[node])
      if x > 0, x + box > width {
        x = 0
        y += DrawingMetrics.boxHeight + DrawingMetrics.boxGap
      }
      drawing.boxes.append(
        DrawnGraph.Box(node: node, x: x, y: y, width: box, height: DrawingMetrics.boxHeight))
      x += box + DrawingMetrics.boxGap
      drawing.width = max(drawing.width, x - DrawingMetrics.boxGap)
    }
    drawing.height = y + DrawingMetrics.boxHeight
  }

  /// How wide a box must be for its texts.
  static func boxWidth(_ node: StackGraph.Node) -> Double {
    let texts = max(
      TextWidth.of(node.label, size: DrawingMetrics.labelSize),
      TextWidth.of(node.caption, size: DrawingMetrics.detailSize))
    let width = DrawingMetrics.textInset + texts + 20
    return min(max(width, DrawingMetrics.narrowestBox), DrawingMetrics.widestBox).rounded(.up)
  }

  private struct Group {
    var nodes: [Int]
    var edges: [Int]
  }

  /// The groups of boxes that arrows join, larger ones first; and the boxes without arrows.
  private func components() -> (groups: [Group], alone: [Int]) {
    var parent = Array(graph.nodes.indices)
    func root(_ node: Int) -> Int {
      var node = node
      while parent[node] != node {
        parent[node] = parent[parent[node]]
        node = parent[node]
      }
      return node
    }
    var joined: [(edge: Int, node: Int)] = []
    for (position, edge) in graph.edges.enumerated() {
      guard let from = index[edge.from], let to = index[edge.to] else { continue }
      joined.append((position, from))
      let (a, b) = (root(from), root(to))
      parent[max(a, b)] = min(a, b)
    }
    var edges: [Int: [Int]] = [:]
    for (edge, node) in joined { edges[root(node), default: []].append(edge) }
    var nodes: [Int: [Int]] = [:]
    for node in graph.nodes.indices { nodes[root(node), default: []].append(node) }
    let alone = graph.nodes.indices.filter { edges[root($0)] == nil }
    let groups = nodes.keys.filter { edges[$0] != nil }.sorted {
      let (a, b) = (nodes[$0]?.count ?? 0, nodes[$1]?.count ?? 0)
      return a == b ? $0 < $1 : a > b
    }
    return (groups.map { Group(nodes: nodes[$0] ?? [], edges: edges[$0] ?? []) }, alone)
  }
}

extension StackGraph.Node {
  /// The second line in a box.
  var caption: String { detail.isEmpty || kind == .external ? kind.noun : detail }
}
