import Source
import Template

/// The state of reading a graph from a template.
struct StackGraphBuilder {
  private(set) var nodes: [StackGraph.Node] = []
  private(set) var edges: [StackGraph.Edge] = []

  let template: StackTemplate
  private let sources: SourceMap
  private let options: StackGraph.Options
  let reader: WireReader
  private var known: Set<String> = []
  private var edgeIndex: [EdgeKey: Int] = [:]

  private struct EdgeKey: Hashable {
    let from: String
    let to: String
    let kind: GraphEdgeKind
  }

  init(_ template: StackTemplate, sources: SourceMap, options: StackGraph.Options) {
    self.template = template
    self.sources = sources
    self.options = options
    reader = WireReader(template)
  }

  /// A box for each resource that is not folded into another.
  mutating func addResources() {
    for resource in template.resources {
      guard let kind = kind(of: resource) else { continue }
      known.insert(resource.logicalID)
      nodes.append(
        StackGraph.Node(
          id: resource.logicalID, label: resource.label, kind: kind, type: resource.type,
          detail: detail(of: resource, kind), place: place(resource.span)))
    }
  }

  /// An arrow for each wire, with the route, batch size or filter it has.
  mutating func addWires() {
    for wire in reader.wires {
      guard let from = node(wire.source), let to = node(wire.target) else { continue }
      let labels = labels(of: wire)
      let kind = labels == [Self.onFailure] ? .failure : Self.edgeKind(wire.flow)
      add(from, to, kind, labels, wire.span)
    }
  }

  /// A rule sees the events of its bus.
  mutating func addBuses() {
    for rule in template.resources(ofType: "AWS::Events::Rule") {
      guard let bus = rule["EventBusName"], let id = reader.resource(namedBy: bus), known.contains(id),
        known.contains(rule.logicalID)
      else { continue }
      add(id, rule.logicalID, .event, [], bus.span)
    }
  }

  /// A function runs in its network.
  mutating func addNetworks() {
    for function in template.resources(ofType: "AWS::Lambda::Function") where known.contains(function.logicalID) {
      guard let subnet = function["VpcConfig"]?["SubnetIds"]?.list?.first,
        let vpc = reader.resource(namedBy: subnet).flatMap({ template[$0]?["VpcId"] }),
        let id = reader.resource(namedBy: vpc), known.contains(id)
      else { continue }
      add(function.logicalID, id, .dependency, ["runs in"], subnet.span)
    }
  }

  /// An arrow for each line of `access:`.
  mutating func addAccesses() {
    for access in template.accesses {
      guard known.contains(access.function) else { continue }
      let services = access.grants.flatMap(\.actions).compactMap {
        $0.text.split(separator: ":").first.map(String.init)
      }
      var target = access.target.flatMap { node(.resource($0)) }
      if target == nil, let service = services.first { target = outside(service) }
      guard let target else { continue }
      let names = access.verb.map { [$0] } ?? access.grants.flatMap(\.actions).map(\.text)
      add(access.function, target, .access, names, access.span)
    }
  }

  /// An arrow for each reference between two boxes that no other arrow joins.
  mutating func addDependencies() {
    let joined = Set(edges.map { [$0.from, $0.to] })
    let graph = DependencyGraph(template)
    for node in graph.nodes {
      for edge in graph.edges(from: node) {
        guard known.contains(edge.from), known.contains(edge.to), !joined.contains([edge.from, edge.to]) else {
          continue
        }
        add(edge.from, edge.to, .dependency, [], edge.span)
      }
    }
  }

  private func kind(of resource: Resource) -> GraphNodeKind? {
    if resource.type == "AWS::Events::Rule" { return resource["ScheduleExpression"] == nil ? .rule : .schedule }
    // A function's own log group is part of it.
    if resource.type == "AWS::Logs::LogGroup", resource.origin == .declared { return .logGroup }
    if let kind = GraphNodeKind.of(type: resource.type) { return kind }
    guard options.derived else { return nil }
    return resource.type == "AWS::IAM::Role" ? .role : .glue
  }

  private static func edgeKind(_ flow: Wire.Flow) -> GraphEdgeKind {
    switch flow {
    case .request: .request
    case .event: .event
    case .failure: .failure
    }
  }

  /// The box at an end of a wire; an alias or a version is its function, a consumer its stream.
  private mutating func node(_ endpoint: Wire.Endpoint) -> String? {
    switch endpoint {
    case .resource(let id):
      if let stream = reader.stream(ofConsumer: endpoint) { return node(stream) }
      let id = reader.function(id) ?? id
      return known.contains(id) ? id : nil
    case .external(let arn): return outside(arn.description)
    }
  }

  private mutating func outside(_ name: String) -> String {
    let id = "external:\(name)"
    if known.insert(id).inserted {
      let label = name.split(whereSeparator: { $0 == ":" || $0 == "/" }).last.map(String.init) ?? name
      nodes.append(StackGraph.Node(id: id, label: label, kind: .external, type: nil, detail: name, place: nil))
    }
    return id
  }

  private mutating func add(_ from: String, _ to: String, _ kind: GraphEdgeKind, _ labels: [String], _ span: Span) {
    let key = EdgeKey(from: from, to: to, kind: kind)
    guard let index = edgeIndex[key] else {
      edgeIndex[key] = edges.count
      edges.append(StackGraph.Edge(from: from, to: to, kind: kind, labels: labels, place: place(span)))
      return
    }
    for label in labels where !edges[index].labels.contains(label) { edges[index].labels.append(label) }
  }

  private func place(_ span: Span) -> String? {
    guard let file = sources[span.source], let start = sources.start(of: span) else { return nil }
    return "\(file.path):\(start.line):\(start.column)"
  }
}
