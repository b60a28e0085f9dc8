/// A stack as people draw it: boxes for what they care about, arrows for what flows between them.
public struct StackGraph: Sendable {
  /// A box.
  public struct Node: Sendable {
    /// Logical id, or `external:` and the ARN of what lies outside the stack.
    public let id: String
    /// How its author names it.
    public let label: String
    /// What it is.
    public let kind: GraphNodeKind
    /// The resource's type; nil outside the stack.
    public let type: String?
    /// A few words on it, such as its runtime; empty if there is nothing to say.
    public let detail: String
    /// Where it is written, as `file:line:column`; nil outside the stack.
    public let place: String?
  }

  /// An arrow.
  public struct Edge: Sendable {
    /// Id of the box it starts at.
    public let from: String
    /// Id of the box it ends at.
    public let to: String
    /// What flows.
    public let kind: GraphEdgeKind
    /// What stands at it: routes, access words; in source order, each once.
    public internal(set) var labels: [String]
    /// Where it is written, as `file:line:column`.
    public let place: String?
  }

  /// Name of the stack; empty if it has none.
  public let title: String
  /// The boxes, in source order; what lies outside comes last.
  public let nodes: [Node]
  /// The arrows, in source order of what makes them; at most one of a kind between two boxes.
  public let edges: [Edge]
}

/// What flows along an arrow.
public enum GraphEdgeKind: String, Sendable, CaseIterable {
  /// The caller waits for the answer.
  case request
  /// An event or message is handed on.
  case event
  /// What failed is kept.
  case failure
  /// The code calls it, and its role allows that.
  case access
  /// CloudFormation makes the target first.
  case dependency

  /// What a legend says.
  public var title: String {
    switch self {
    case .request: "request"
    case .event: "event or message"
    case .failure: "failure"
    case .access: "call by code"
    case .dependency: "made after"
    }
  }
}
