public import Diagnostics

/// What `.stackc.yaml` and the command line say about linting; the command line wins.
public struct Configuration: Sendable, Equatable {
  /// Only findings whose code starts with one of these; empty for all.
  public var select: [String] = []
  /// No findings whose code starts with one of these.
  public var ignore: [String] = []
  /// Whether rules that are a matter of taste are looked for, too.
  public var advice = false
  /// The severity from which on the run fails.
  public var failOn: Severity = .error
  /// `AWS::Region`, for what depends on it.
  public var region: String?
  /// Values of parameters.
  public var parameters: [String: String] = [:]
  /// The baseline file, relative to the configuration's folder.
  public var baseline: String?

  /// The built-in configuration.
  public init() {}

  /// Whether advice is wanted: all of it, or some by its codes.
  var wantsAdvice: Bool { advice || select.contains { Catalogue.rule($0)?.isAdvice == true } }

  /// Whether a finding of a code is wanted. `select` and `ignore` compare prefixes; the longer one that matches wins.
  public func wants(_ code: String) -> Bool {
    let selected = select.filter { code.hasPrefix($0) }.map(\.count).max()
    let ignored = ignore.filter { code.hasPrefix($0) }.map(\.count).max()
    guard let ignored else { return select.isEmpty || selected != nil }
    guard let selected else { return false }
    return selected > ignored
  }
}
