public import Wiring

/// The plan with what only the run knows: where the edge listens and where the stack's files are.
public struct RunPlan: Sendable {
  /// The plan, `${edge}` replaced in every field that takes it.
  public var plan: WiringPlan
  /// URL of the edge port, without a slash at its end.
  public var edge: String
  /// Folder of the stack file: what `code` is relative to.
  public var folder: String

  /// Makes one.
  public init(_ plan: WiringPlan, edge: String, folder: String) {
    self.plan = plan
    self.edge = edge
    self.folder = folder
  }
}
