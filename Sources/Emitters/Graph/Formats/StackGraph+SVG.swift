extension StackGraph {
  /// The graph as a drawing of its own (Scalable Vector Graphics 2).
  var svg: String { SVGDrawing(self).document }
}

/// Writes a drawn graph as SVG.
struct SVGDrawing {
  private let graph: StackGraph
  private let drawing: DrawnGraph
  /// Kinds of arrows that are there, in the legend's order.
  private let kinds: [GraphEdgeKind]
  private let labels: [String: String]

  private static let margin = 32.0
  private static let header = 64.0
  private static let legendStep = 30.0
  private static let legendSize = 11.5

  init(_ graph: StackGraph) {
    self.graph = graph
    drawing = GraphDrawing(graph).draw()
    labels = Dictionary(graph.nodes.map { ($0.id, $0.label) }) { first, _ in first }
    kinds = GraphEdgeKind.allCases.filter { kind in graph.edges.contains { $0.kind == kind } }
  }

  /// Width in pixels.
  var width: Double { max(drawing.width, headerWidth) + 2 * Self.margin }

  /// Height in pixels.
  var height: Double { drawing.height + Self.header + 2 * Self.margin }

  private var headerWidth: Double {
    let legend = kinds.reduce(0) { $0 + Self.legendWidth($1) }
    return TextWidth.of(graph.title, size: 20) + 40 + legend
  }

  private static func legendWidth(_ kind: GraphEdgeKind) -> Double {
    legendStep + 10 + TextWidth.of(kind.title, size: legendSize) + 18
  }

  /// A file of its own.
  var document: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" class="g" role="img" aria-label="\(name)" viewBox="0 0 \(size)" width="\(CurvePath.number(width))" height="\(CurvePath.number(height))">
    <title>\(name)</title>
    <style>
    \(DrawingStyle.css)</style>
    <rect class="g-ground" width="100%" height="100%"/>
    \(header)
    <g transform="translate(\(CurvePath.number(Self.margin)) \(CurvePath.number(Self.margin + Self.header)))">
    \(content)
    </g>
    </svg>

    """
  }

  /// The boxes and arrows, with their top left at the origin.
  var content: String {
    let arrows = drawing.arrows.map(arrow)
    let tags = drawing.arrows.compactMap(tag)
    return (["<defs>"] + kinds.map(Self.marker) + ["</defs>"] + arrows + tags + drawing.boxes.map(box))
      .joined(separator: "\n")
  }

  /// Width and height of the boxes and arrows.
  var contentSize: (width: Double, height: Double) { (drawing.width, drawing.height) }

  private var name: String { Markup.escaped(graph.title.isEmpty ? "stack" : graph.title) }

  private var size: String { "\(CurvePath.number(width)) \(CurvePath.number(height))" }

  private var header: String {
    var x = width - Self.margin - kinds.reduce(0) { $0 + Self.legendWidth($1) }
    let y = Self.margin + 14
    var lines = [
      "<text class=\"g-title\" x=\"\(CurvePath.number(Self.margin))\" y=\"\(CurvePath.number(y + 6))\">\(name)</text>",
      "<g class=\"g-legend\">",
    ]
    for kind in kinds {
      let end = x + Self.legendStep
      lines.append(
        """
        <g class="g-\(kind.rawValue)"><path class="g-line" d="M\(CurvePath.number(x)) \(CurvePath.number(y))H\(CurvePath.number(end))" \
        marker-end="url(#g-head-\(kind.rawValue))"/><text x="\(CurvePath.number(end + 10))" y="\(CurvePath.number(y + 4))">\(kind.title)</text></g>
        """)
      x += Self.legendWidth(kind)
    }
    return (lines + ["</g>"]).joined(separator: "\n")
  }

  private static func marker(_ kind: GraphEdgeKind) -> String {
    """
    <marker id="g-head-\(kind.rawValue)" class="g-\(kind.rawValue)" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8.5" \
    markerHeight="8.5" markerUnits="userSpaceOnUse" orient="auto"><path class="g-head" d="M0 1L10 5L0 9L2.5 5z"/></marker>
    """
  }

  private func arrow(_ arrow: DrawnGraph.Arrow) -> String {
    let edge = graph.edges[arrow.edge]
    let path = CurvePath(arrow.points).data
    return """
      <g class="g-arrow g-\(edge.kind.rawValue)" data-edge="\(arrow.edge)" data-kind="\(edge.kind.rawValue)" \
      data-from="\(Markup.escaped(edge.from))" data-to="\(Markup.escaped(edge.to))"><title>\(tooltip(edge))</title>\
      <path class="g-halo" d="\(path)"/><path class="g-line" d="\(path)" marker-end="url(#g-head-\(edge.kind.rawValue))"/></g>
      """
  }

  private func tag(_ arrow: DrawnGraph.Arrow) -> String? {
    guard let middle = arrow.label, !arrow.lines.isEmpty else { return nil }
    let edge = graph.edges[arrow.edge]
    let width = arrow.lines.map { TextWidth.of($0, size: DrawingMetrics.edgeSize) }.max() ?? 0
    let height = Double(arrow.lines.count) * DrawingMetrics.lineHeight
    let top = middle.y - height / 2
    var parts = [
      """
      <g class="g-arrow g-\(edge.kind.rawValue)" data-edge="\(arrow.edge)" data-kind="\(edge.kind.rawValue)" \
      data-from="\(Markup.escaped(edge.from))" data-to="\(Markup.escaped(edge.to))"><title>\(tooltip(edge))</title>\
      <rect class="g-tagground" x="\(CurvePath.number(middle.x - width / 2 - 4))" y="\(CurvePath.number(top - 1))" \
      width="\(CurvePath.number(width + 8))" height="\(CurvePath.number(height + 2))" rx="4"/>
      """
    ]
    for (index, line) in arrow.lines.enumerated() {
      let y = top + Double(index) * DrawingMetrics.lineHeight + 10.5
      parts.append(
        "<text class=\"g-tag\" x=\"\(CurvePath.number(middle.x))\" y=\"\(CurvePath.number(y))\">\(Markup.escaped(line))</text>"
      )
    }
    return parts.joined() + "</g>"
  }

  private func box(_ box: DrawnGraph.Box) -> String {
    let node = graph.nodes[box.node]
    let room = box.width - DrawingMetrics.textInset - 12
    let label = TextWidth.cut(node.label, to: room, size: DrawingMetrics.labelSize)
    let caption = TextWidth.cut(node.caption, to: room, size: DrawingMetrics.detailSize)
    let (width, height) = (CurvePath.number(box.width), CurvePath.number(box.height))
    return """
      <g class="g-box\(node.kind == .external ? " g-outside" : "")" data-id="\(Markup.escaped(node.id))" \
      transform="translate(\(CurvePath.number(box.x)) \(CurvePath.number(box.y)))"><title>\(tooltip(node))</title>\
      <rect class="g-card" width="\(width)" height="\(height)" rx="10"/>\
      <rect x="10" y="11" width="30" height="30" rx="\(Self.roundness(node.kind))" fill="var(--n-\(node.kind.rawValue))"/>\
      <text class="g-badge" x="25" y="30.5">\(node.kind.badge)</text>\
      <text class="g-label" x="50" y="23">\(Markup.escaped(label))</text>\
      <text class="g-detail" x="50" y="39">\(Markup.escaped(caption))</text></g>
      """
  }

  /// Corners tell kinds apart without colour: what runs is round, what keeps is square.
  private static func roundness(_ kind: GraphNodeKind) -> Int {
    switch kind {
    case .function, .stateMachine, .analytics: 15
    case .table, .bucket, .stream, .queue: 4
    case .api, .topic, .bus, .rule, .schedule, .pipe, .role, .network, .key, .logGroup, .alarm: 9
    case .userPool, .identityPool, .glue, .external, .other: 9
    }
  }

  private func tooltip(_ node: StackGraph.Node) -> String {
    let id = node.type == nil ? node.detail : "\(node.id), \(node.type ?? "")"
    return Markup.escaped(
      ["\(node.kind.noun) \(node.label)", id, node.place ?? ""].filter { !$0.isEmpty }.joined(separator: " — "))
  }

  private func tooltip(_ edge: StackGraph.Edge) -> String {
    let name = "\(labels[edge.from] ?? edge.from) → \(labels[edge.to] ?? edge.to): \(edge.kind.title)"
    let tags = edge.labels.joined(separator: ", ")
    return Markup.escaped([name, tags, edge.place ?? ""].filter { !$0.isEmpty }.joined(separator: " — "))
  }
}
