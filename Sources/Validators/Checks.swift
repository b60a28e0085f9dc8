public import Diagnostics
import Policy
import Template

/// The catalogue of checks.
public enum Checks {
  /// Every check, by family; a test names a file whose check is not here.
  public static let all: [Check] =
    properties
    + references
    + limits
    + naming
    + tables
    + template
    + trust
    + storage
    + identity
    + messaging
    + lambda
    + network
    + monitoring
    + streams
    + permissions
    + calls
    + events
    + orchestration
    + apis
    + advice

  /// The checks that hold whatever a transform will add.
  static let ofWhatIsWritten: [Check] = [
    .redundantDependency, .unknownParameterType, .defaultNotAccepted, .substitutionWithoutVariables,
    .unusedSubstitutionVariable, .policiesNotBoth, .deletionPolicyUnfit, .outputNotText, .legacyAccessControl,
    .equalsConstant, .secretShown, .portRangeUnfit, .substitutionForgotten, .runtimeBlocked, .runtimeDeprecated,
    .transformMissing,
  ]

  /// The rules of all checks, and of what is judged outside of them.
  public static var rules: [Rule] {
    all.map(\.rule) + eventGrammar + definitionGrammar + PolicyRules.all + [
      .templateTooLarge, .packageTooLarge,
    ]
  }

  /// Runs every check over some templates: each over all of them, before the next one. `findings` has a place for each.
  ///
  /// - Parameter givesAdvice: whether those whose rule is a matter of taste are run, too.
  public static func run(_ contexts: [CheckContext], givesAdvice: Bool = false, into findings: inout [Findings]) {
    /// Runs something over the templates of some indexes.
    func over(_ indexes: [Int], _ run: (CheckContext, inout Findings) -> Void) {
      for index in indexes { run(contexts[index], &findings[index]) }
    }
    let all = Array(contexts.indices)
    // Where a transform is left to AWS, what is missing, unused or refused may be its to make.
    let whole = all.filter { contexts[$0].template.unexpanded.isEmpty }
    let others = all.filter { !contexts[$0].template.unexpanded.isEmpty }
    for check in Self.all where givesAdvice || !check.rule.isAdvice { over(whole, check.run) }
    if !others.isEmpty { for check in ofWhatIsWritten { over(others, check.run) } }
    over(all, PropertyWalk.run)
    over(all, EventGrammar.run)
    over(all, DefinitionGrammar.run)
    PolicyGrammar.run(contexts, into: &findings)
  }
}
