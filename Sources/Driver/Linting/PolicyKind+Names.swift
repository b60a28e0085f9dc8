public import Policy

extension PolicyKind {
  /// The kind of a name of `--policy-type`.
  public init?(option name: String) {
    switch name {
    case "identity": self = .identity
    case "resource": self = .resource
    case "trust": self = .trust
    case "scp": self = .serviceControl
    case "rcp": self = .resourceControl
    default: return nil
    }
  }
}

extension Linter {
  /// Takes every file for a policy document of a kind, by its name; without one each is judged by its elements.
  public mutating func takePolicies(of kind: String?) { policyKind = kind.flatMap { PolicyKind(option: $0) } }
}
