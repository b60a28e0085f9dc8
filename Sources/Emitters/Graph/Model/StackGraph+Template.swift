public import Source
public import Template

extension StackGraph {
  /// What is drawn beyond the boxes and arrows that everyone wants.
  public struct Options: Sendable {
    /// Every resource is a box, also those that are derived.
    public var derived: Bool
    /// Which resource CloudFormation makes after which.
    public var dependencies: Bool

    /// Makes options.
    public init(derived: Bool = false, dependencies: Bool = false) {
      self.derived = derived
      self.dependencies = dependencies
    }
  }

  /// Reads the graph of a template.
  public init(_ template: StackTemplate, sources: SourceMap, options: Options = Options()) {
    var builder = StackGraphBuilder(template, sources: sources, options: options)
    builder.addResources()
    builder.addWires()
    builder.addBuses()
    builder.addNetworks()
    builder.addAccesses()
    if options.dependencies || options.derived { builder.addDependencies() }
    title = template.name?.text ?? ""
    nodes = builder.nodes
    edges = builder.edges
  }
}
