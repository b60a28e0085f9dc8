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
    // Where a transform is left to AWS, what is missing, unused or refused may be its to make.
    let whole = contexts.indices.filter { contexts[$0].template.unexpanded.isEmpty }
    let others = contexts.indices.filter { !contexts[$0].template.unexpanded.isEmpty }
    let judging = ofResources.filter { givesAdvice || !$0.rule.isAdvice }
    var worlds: [Int: Worlds] = [:]
    for index in whole { worlds[index] = Worlds(of: contexts[index]) }
    let undecided = whole.filter { worlds[$0]?.isComplete != true }
    for check in ofTheWhole where givesAdvice || !check.rule.isAdvice {
      for index in whole { check.run(contexts[index], &findings[index]) }
    }
    for index in contexts.indices { PropertyWalk.run(contexts[index], into: &findings[index]) }
    for (indexes, checks) in [(undecided, judging), (others, ofWhatIsWritten)] {
      for (index, found) in zip(indexes, found(in: indexes.map { contexts[$0] }, by: checks)) {
        findings[index].append(found)
      }
    }
    for index in whole {
      guard let worlds = worlds[index] else { continue }
      worlds.add(worlds.map { found(in: [$0], by: judging)[0] }, to: &findings[index])
    }
  }

  /// What some checks find in templates, and what is wrong with the documents in them.
  private static func found(in contexts: [CheckContext], by checks: [Check]) -> [Findings] {
    var findings = [Findings](repeating: Findings(), count: contexts.count)
    for check in checks { for index in contexts.indices { check.run(contexts[index], &findings[index]) } }
    for index in contexts.indices { EventGrammar.run(contexts[index], into: &findings[index]) }
    for index in contexts.indices { DefinitionGrammar.run(contexts[index], into: &findings[index]) }
    PolicyGrammar.run(contexts, into: &findings)
    return findings
  }
}
