public import Diagnostics
import Policy
import Template

/// The catalogue of checks.
public enum Checks {
  /// Every check, by family; a test names a file whose check is not here.
  public static let all: [Check] = ofTheWhole + ofResources

  /// Those that look at values as they are written, and know of conditions.
  private static let ofTheWhole: [Check] = properties + references + template

  /// Those that look at what resources are, which a condition may decide: see ``Worlds``.
  private static let ofResources: [Check] =
    limits
    + naming
    + tables
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
    var worlds: [Int: Worlds] = [:]
    for index in whole { worlds[index] = Worlds(of: contexts[index]) }
    let undecided = whole.filter { worlds[$0]?.isComplete != true }
    for check in ofTheWhole where givesAdvice || !check.rule.isAdvice { over(whole, check.run) }
    for check in ofResources where givesAdvice || !check.rule.isAdvice { over(undecided, check.run) }
    if !others.isEmpty { for check in ofWhatIsWritten { over(others, check.run) } }
    over(all, PropertyWalk.run)
    over(all, EventGrammar.run)
    over(all, DefinitionGrammar.run)
    PolicyGrammar.run(contexts, into: &findings)
    for index in whole {
      guard let worlds = worlds[index] else { continue }
      worlds.add(worlds.map { inWorld($0, givesAdvice) }, to: &findings[index])
    }
  }

  /// What is found of a template in which no condition is left.
  private static func inWorld(_ context: CheckContext, _ givesAdvice: Bool) -> Findings {
    var findings = [Findings()]
    for check in ofResources where givesAdvice || !check.rule.isAdvice { check.run(context, &findings[0]) }
    EventGrammar.run(context, into: &findings[0])
    DefinitionGrammar.run(context, into: &findings[0])
    PolicyGrammar.run([context], into: &findings)
    return findings[0]
  }
}
