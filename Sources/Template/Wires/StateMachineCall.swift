public import Source
import Spec

/// What a state machine's definition asks of its role.
public struct StateMachineCall: Sendable {
  /// What the role must allow.
  public enum Need: Sendable, Hashable {
    /// What the rows of the permission table say under this name: `state-machine-function`.
    case rows(String)
    /// One action that no row covers.
    case action(String)
  }

  /// To whom or what it applies.
  public enum Scope: Sendable {
    /// A resource of the template, or something outside by its ARN.
    case target(Wire.Endpoint)
    /// What lies in a bucket.
    case contents(Wire.Endpoint)
    /// Whatever the input names: the definition does not say which.
    case open
    /// The action is of no single resource.
    case everything
  }

  /// What the role must allow.
  public let need: Need
  /// To whom or what it applies.
  public let scope: Scope
  /// The state's name.
  public let state: String
  /// Where the call is written.
  public let span: Span
}

extension StateMachineCall {
  /// The arrow that it is, if one.
  var wireKind: Wire.Kind? { if case .rows(let name) = need { Wire.Kind(rawValue: name) } else { nil } }

  /// The end of the arrow.
  var endpoint: Wire.Endpoint? {
    switch scope {
    case .target(let endpoint), .contents(let endpoint): endpoint
    case .open, .everything: nil
    }
  }
}
