import Emitters
import Source
import Template

/// The drawings of `stackc graph`.
public struct StackDrawing: Sendable {
  /// How it is written.
  public enum Format: String, Sendable, CaseIterable {
    /// Graphviz.
    case dot
    /// Mermaid, as READMEs show it.
    case mermaid
    /// Nodes and edges, for programs.
    case json
    /// A picture.
    case svg
    /// A page with the picture, pan and zoom, and search; it needs nothing else.
    case html

    fileprivate var emitted: GraphFormat {
      switch self {
      case .dot: .dot
      case .mermaid: .mermaid
      case .json: .json
      case .svg: .svg
      case .html: .html
      }
    }
  }

  /// Whether derived roles, policies and permissions are shown as nodes of their own.
  public var derived = false
  /// Whether what must exist first is drawn too.
  public var dependencies = false

  /// Makes a drawing.
  public init(derived: Bool = false, dependencies: Bool = false) {
    self.derived = derived
    self.dependencies = dependencies
  }

  /// The drawing of a compilation; nil if there is no template.
  public func bytes(of compilation: Compilation, _ format: Format) -> [UInt8]? {
    guard let template = compilation.template else { return nil }
    let options = StackGraph.Options(derived: derived, dependencies: dependencies)
    let folder = compilation.sources.files.first.map { Linter.folder(of: $0.path) } ?? ""
    return StackGraph(template, sources: compilation.sources.relative(to: folder), options: options).bytes(
      format.emitted)
  }
}
