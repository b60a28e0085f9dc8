public import Source

/// The answer to a request.
public struct Decision: Sendable, Equatable {
  /// What happens to the call.
  public enum Outcome: Sendable, Equatable {
    case allow
    /// Nothing denies it, and nothing that must allow it does.
    case implicitDeny
    /// A Deny holds.
    case explicitDeny
    /// Some values that are not known before deployment decide it.
    case depends(on: [Hole])
  }

  /// What happens to the call.
  public let outcome: Outcome
  /// The first layer that denies it; nil unless it is denied for sure.
  public let deniedBy: PolicyLayer?

  /// Whether the call is allowed, whatever is not known.
  public var isAllowed: Bool { outcome == .allow }
}
