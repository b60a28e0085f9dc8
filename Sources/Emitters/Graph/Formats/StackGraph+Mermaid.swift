extension StackGraph {
  /// The graph as a Mermaid flowchart ("Flowcharts Syntax", Mermaid documentation).
  var mermaid: String {
    var lines = ["flowchart LR"]
    // Ids are made up: Mermaid takes few characters in them, and some words not at all.
    var ids: [String: String] = [:]
    for (index, node) in nodes.enumerated() {
      let id = "n\(index)"
      ids[node.id] = id
      let (open, close) = Self.mermaidShape(node.kind)
      let text = [node.label, node.detail.isEmpty ? node.kind.noun : node.detail].map(Self.mermaidEscaped)
      lines.append("  \(id)\(open)\"\(text.joined(separator: "<br/>"))\"\(close)")
    }
    var styles: [String] = []
    for edge in edges {
      guard let from = ids[edge.from], let to = ids[edge.to] else { continue }
      let text = edge.labels.map(Self.mermaidEscaped).joined(separator: "<br/>")
      let arrow = edge.kind.dash == nil ? "-->" : "-.->"
      lines.append("  \(from) \(arrow)\(text.isEmpty ? "" : "|\"\(text)\"|") \(to)")
      styles.append("  linkStyle \(styles.count) stroke:\(edge.kind.light)")
    }
    return (lines + styles).joined(separator: "\n") + "\n"
  }

  private static func mermaidShape(_ kind: GraphNodeKind) -> (String, String) {
    switch kind {
    case .table, .bucket: ("[(", ")]")
    case .queue, .stream: ("([", "])")
    case .topic, .bus: ("{{", "}}")
    case .api, .schedule, .rule, .pipe: ("[/", "/]")
    case .external: (">", "]")
    case .userPool, .identityPool: ("[", "]")
    case .function, .stateMachine, .analytics, .role, .network, .key, .logGroup, .alarm, .glue, .other: ("[", "]")
    }
  }

  /// Text in quotes: what could end it or be taken for markup is written as a numeric entity, which Mermaid starts by `#`.
  private static func mermaidEscaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "#", "<", ">", "&", "`", "\\", "|", ";": result += "#\(scalar.value);"
      case "\n", "\r", "\t": result += " "
      default: if scalar.value >= 0x20 { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}
