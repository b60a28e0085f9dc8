extension StackGraph {
  /// The graph in Graphviz's language ("DOT Language", Graphviz documentation).
  var dot: String {
    var lines = [
      "digraph \(Self.dotQuoted(title)) {",
      "  rankdir=LR",
      "  node [shape=box, style=rounded, fontname=\"Helvetica\"]",
      "  edge [fontname=\"Helvetica\", fontsize=10]",
    ]
    for node in nodes {
      let text = [node.label, node.detail.isEmpty ? node.kind.noun : node.detail].map(Self.dotEscaped)
      var attributes = ["label=\"\(text.joined(separator: "\\n"))\"", "shape=\(Self.dotShape(node.kind))"]
      if let place = node.place { attributes.append("tooltip=\(Self.dotQuoted(place))") }
      lines.append("  \(Self.dotQuoted(node.id)) [\(attributes.joined(separator: ", "))]")
    }
    for edge in edges {
      var attributes = ["color=\(Self.dotQuoted(edge.kind.light))"]
      if !edge.labels.isEmpty {
        attributes.append("label=\"\(edge.labels.map(Self.dotEscaped).joined(separator: "\\n"))\"")
      }
      if edge.kind.dash != nil { attributes.append("style=dashed") }
      if let place = edge.place { attributes.append("tooltip=\(Self.dotQuoted(place))") }
      lines.append(
        "  \(Self.dotQuoted(edge.from)) -> \(Self.dotQuoted(edge.to)) [\(attributes.joined(separator: ", "))]")
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private static func dotShape(_ kind: GraphNodeKind) -> String {
    switch kind {
    case .table, .bucket: "cylinder"
    case .queue, .stream: "cds"
    case .api, .schedule, .pipe: "component"
    case .external: "plaintext"
    case .function, .topic, .bus, .rule, .stateMachine, .analytics, .role, .network, .key, .logGroup, .alarm, .glue,
      .userPool, .identityPool,
      .other:
      "box"
    }
  }

  private static func dotQuoted(_ text: String) -> String { "\"\(dotEscaped(text))\"" }

  private static func dotEscaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n", "\r", "\t": result += " "
      default: if scalar.value >= 0x20 { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}
