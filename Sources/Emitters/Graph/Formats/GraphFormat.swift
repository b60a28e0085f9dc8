/// The ways a graph can be written: `stackc graph --format`.
public enum GraphFormat: String, Sendable, CaseIterable {
  /// Graphviz.
  case dot
  /// Mermaid, as GitHub and GitLab show it.
  case mermaid
  /// For programs.
  case json
  /// A drawing.
  case svg
  /// The drawing in a page of its own, to move about in.
  case html
}

extension StackGraph {
  /// The graph as UTF-8. The same graph gives the same bytes.
  public func bytes(_ format: GraphFormat) -> [UInt8] {
    switch format {
    case .dot: Array(dot.utf8)
    case .mermaid: Array(mermaid.utf8)
    case .json: json
    case .svg: Array(svg.utf8)
    case .html: Array(html.utf8)
    }
  }
}
