public import Source

/// A decision and what led to it: each layer, and each statement considered.
public struct Derivation: Sendable {
  /// The decision.
  public let decision: Decision
  /// The layers that apply, in the order in which AWS looks at them; one entry a level.
  public let layers: [Layer]

  /// What one layer, or one level of it, says.
  public struct Layer: Sendable {
    /// The layer.
    public let layer: PolicyLayer
    /// Position among the levels of the layer, from 0.
    public let level: Int
    /// Whether a statement of it denies.
    public let denies: Truth
    /// Whether a statement of it allows, by any of the principal's names.
    public let allows: Truth
    /// Every statement of its documents, in order.
    public let statements: [Considered]
  }

  /// A statement and how the request met it.
  public struct Considered: Sendable {
    /// Position of the document in its level, from 0.
    public let document: Int
    /// Position of the statement in the document, from 0.
    public let index: Int
    /// The statement.
    public let statement: PolicyStatement
    /// Whether it holds.
    public let matches: Truth
    /// What did not match, or may not, in the order of comparison; empty if the statement holds.
    public let mismatches: [Mismatch]
    /// The values that are not known on which it depends.
    public let dependsOn: [Hole]
  }

  /// A part of a statement that the request does not meet, or may not.
  public struct Mismatch: Sendable {
    /// The name of the part: `Action`, `NotResource`, `Condition`, …
    public let element: String
    /// Of a condition, the operator and the key as they were written.
    public let condition: (comparison: String, key: String)?
    /// What the statement wants.
    public let wanted: [PartialText]
    /// What the request has; empty where it has nothing.
    public let actual: [PartialText]
    /// Where the part stands.
    public let span: Span
    /// Whether an unknown value decides it.
    public let isUnknown: Bool
    /// How much of what was wanted the request has, from 0 to 1: the part that nearest value and request begin and end with.
    let closeness: Double
  }

  /// The Allow that comes nearest to holding: the one with the fewest parts that fail, and of those the one whose values are
  /// closest. Nil if there is no Allow, or one holds.
  public func nearestMiss(in layer: PolicyLayer) -> Considered? {
    let allows = layers.filter { $0.layer == layer }.flatMap(\.statements).filter { $0.statement.effect == .allow }
    guard !allows.contains(where: { $0.matches == .yes }) else { return nil }
    func rank(_ statement: Considered) -> (Int, Double) {
      (statement.mismatches.count, -statement.mismatches.reduce(0) { $0 + $1.closeness })
    }
    return allows.min { rank($0) < rank($1) }
  }
}
