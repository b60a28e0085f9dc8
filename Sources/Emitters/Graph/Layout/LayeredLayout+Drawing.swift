extension LayeredLayout {
  /// The group with its top left at the origin.
  func draw() -> DrawnGraph {
    let sizes = vertices.map(size)
    let (before, after) = neighbours
    let heights = sizes.map(\.height)
    let gaps = vertices.map(Self.gap)
    let placement = LayerPlacement(
      layers, sizes: heights, weights: vertices.map(Self.weight), gaps: gaps, before: before, after: after)
    let lanes = LaneStraightening(layers, sizes: heights, gaps: gaps, y: placement.y, chains: chains)
    // An arrow may run above everything.
    let top = vertices.indices.map { lanes.y[$0] - heights[$0] / 2 }.min() ?? 0
    let y = lanes.y.map { $0 - top }
    var left: [Double] = []
    var widths: [Double] = []
    var x = 0.0
    for (index, layer) in layers.enumerated() {
      let widest = layer.map { sizes[$0].width }.max() ?? 0
      let width = index.isMultiple(of: 2) ? widest : widest + 2 * DrawingMetrics.bend
      left.append(x)
      widths.append(width)
      x += width
    }
    var drawing = DrawnGraph()
    var columns: [Int: (left: Double, right: Double)] = [:]
    for (index, layer) in layers.enumerated() {
      for vertex in layer {
        columns[vertex] = (left[index], left[index] + widths[index])
        guard case .box(let node) = vertices[vertex] else { continue }
        drawing.boxes.append(
          DrawnGraph.Box(
            node: node, x: left[index], y: y[vertex] - sizes[vertex].height / 2, width: widths[index],
            height: sizes[vertex].height))
      }
    }
    let ports = Ports(chains: chains, y: y)
    for (position, chain) in chains.enumerated() {
      drawing.arrows.append(
        arrow(position, chain, y, columns, sizes.map(\.width), ports))
    }
    drawing.arrows += loops.compactMap { loop($0, drawing.boxes) }
    drawing.width = x
    drawing.height = vertices.indices.map { y[$0] + heights[$0] / 2 }.max() ?? 0
    return drawing
  }

  private func arrow(
    _ position: Int, _ chain: [Int], _ y: [Double], _ columns: [Int: (left: Double, right: Double)],
    _ widths: [Double], _ ports: Ports
  ) -> DrawnGraph.Arrow {
    var points: [DrawnGraph.Point] = []
    var label: DrawnGraph.Point?
    for vertex in chain {
      let column = columns[vertex] ?? (0, 0)
      let middle = (column.left + column.right) / 2
      switch vertices[vertex] {
      case .box:
        let isFirst = points.isEmpty
        let port = ports.offset(chain: position, isStart: isFirst)
        points.append(DrawnGraph.Point(x: isFirst ? column.right : column.left, y: y[vertex] + port))
      case .label:
        let half = widths[vertex] / 2
        points.append(DrawnGraph.Point(x: middle - half, y: y[vertex]))
        points.append(DrawnGraph.Point(x: middle + half, y: y[vertex]))
        label = DrawnGraph.Point(x: middle, y: y[vertex])
      case .bend(_, let isBetweenBoxes):
        // Level as far as the column's boxes or labels reach, so as to pass clear of them.
        let half = (column.right - column.left) / 2 - (isBetweenBoxes ? 0 : DrawingMetrics.bend)
        points.append(DrawnGraph.Point(x: middle - half, y: y[vertex]))
        if half > 0 { points.append(DrawnGraph.Point(x: middle + half, y: y[vertex])) }
      }
    }
    points = withoutNeedlessBend(points, chain, y, columns)
    if isReversed[position] { points.reverse() }
    let edge = edges[position]
    return DrawnGraph.Arrow(edge: edge, points: points, label: label, lines: Self.lines(graph.edges[edge]))
  }

  /// A lone bend between two ends gives way to a plain curve where that passes clear of the labels in its column.
  private func withoutNeedlessBend(
    _ points: [DrawnGraph.Point], _ chain: [Int], _ y: [Double], _ columns: [Int: (left: Double, right: Double)]
  ) -> [DrawnGraph.Point] {
    guard chain.count == 3, case .bend = vertices[chain[1]], let from = points.first, let to = points.last,
      let column = columns[chain[1]]
    else { return points }
    let curve = CurvePath([from, to])
    let inner = (column.left + DrawingMetrics.bend)...(column.right - DrawingMetrics.bend)
    let passes = curve.samples.filter { inner.contains($0.x) }
    for other in layers[layer[chain[1]]] where other != chain[1] {
      guard case .label = vertices[other] else { continue }
      let half = size(vertices[other]).height / 2 + 3
      if passes.contains(where: { abs($0.y - y[other]) < half }) { return points }
    }
    return [from, to]
  }

  /// An arrow that ends where it starts goes round the lower right corner of its box.
  private func loop(_ edge: Int, _ boxes: [DrawnGraph.Box]) -> DrawnGraph.Arrow? {
    guard let box = boxes.first(where: { graph.nodes[$0.node].id == graph.edges[edge].from }) else { return nil }
    let (right, bottom) = (box.x + box.width, box.y + box.height)
    let points = [
      DrawnGraph.Point(x: right, y: bottom - 12), DrawnGraph.Point(x: right + 16, y: bottom + 4),
      DrawnGraph.Point(x: right - 18, y: bottom),
    ]
    return DrawnGraph.Arrow(edge: edge, points: points, label: nil, lines: [])
  }

  /// The lines of an edge's label: the first few labels, and how many more there are.
  static func lines(_ edge: StackGraph.Edge) -> [String] {
    let shown = edge.labels.count > DrawingMetrics.mostLines ? DrawingMetrics.mostLines - 1 : edge.labels.count
    var lines = edge.labels.prefix(shown).map {
      TextWidth.cut($0, to: DrawingMetrics.widestEdgeLabel, size: DrawingMetrics.edgeSize)
    }
    if edge.labels.count > shown { lines.append("+ \(edge.labels.count - shown) more") }
    return lines
  }

  private func size(_ vertex: Vertex) -> (width: Double, height: Double) {
    switch vertex {
    case .box(let node): return (GraphDrawing.boxWidth(graph.nodes[node]), DrawingMetrics.boxHeight)
    case .label(let edge):
      let lines = Self.lines(graph.edges[edge])
      let width = lines.map { TextWidth.of($0, size: DrawingMetrics.edgeSize) }.max() ?? 0
      return ((width + 12).rounded(.up), Double(lines.count) * DrawingMetrics.lineHeight + 4)
    case .bend: return (0, 2)
    }
  }

  /// Bends want their place more than boxes do: a long arrow should run straight.
  private static func weight(_ vertex: Vertex) -> Double {
    switch vertex {
    case .box: 1
    case .label: 1.5
    case .bend: 3
    }
  }

  private static func gap(_ vertex: Vertex) -> Double {
    if case .box = vertex { return DrawingMetrics.boxGap }
    return DrawingMetrics.laneGap
  }
}

/// Where along a box's side each arrow starts or ends: in the order of what lies beyond, so that they don't cross there.
private struct Ports {
  private var starts: [Int: Double] = [:]
  private var ends: [Int: Double] = [:]
  private static let widest = 13.0

  init(chains: [[Int]], y: [Double]) {
    var out: [Int: [(chain: Int, y: Double)]] = [:]
    var incoming: [Int: [(chain: Int, y: Double)]] = [:]
    for (position, chain) in chains.enumerated() where chain.count > 1 {
      out[chain[0], default: []].append((position, y[chain[1]]))
      incoming[chain[chain.count - 1], default: []].append((position, y[chain[chain.count - 2]]))
    }
    for group in out.values { Self.spread(group, into: &starts) }
    for group in incoming.values { Self.spread(group, into: &ends) }
  }

  func offset(chain: Int, isStart: Bool) -> Double { (isStart ? starts[chain] : ends[chain]) ?? 0 }

  private static func spread(_ group: [(chain: Int, y: Double)], into offsets: inout [Int: Double]) {
    let sorted = group.sorted { $0.y == $1.y ? $0.chain < $1.chain : $0.y < $1.y }
    let count = Double(sorted.count)
    let step = min(widest, (DrawingMetrics.boxHeight - 16) / max(1, count - 1))
    for (index, item) in sorted.enumerated() { offsets[item.chain] = (Double(index) - (count - 1) / 2) * step }
  }
}
