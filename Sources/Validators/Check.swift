public import Diagnostics

/// A rule over the Template: what it is for, and how it is checked. One check, one file.
public struct Check: Sendable {
  /// The rule.
  public let rule: Rule
  /// Looks for the fault.
  let run: @Sendable (CheckContext, inout Findings) -> Void

  /// Declares a check.
  init(_ rule: Rule, _ run: @escaping @Sendable (CheckContext, inout Findings) -> Void) {
    self.rule = rule
    self.run = run
  }
}
