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

  /// The checks that hold whatever a transform will add.
  static let ofWhatIsWritten: [Check] = [
    .redundantDependency, .unknownParameterType, .defaultNotAccepted, .substitutionWithoutVariables,
    .unusedSubstitutionVariable, .policiesNotBoth, .deletionPolicyUnfit, .outputNotText, .legacyAccessControl,
    .equalsConstant, .secretShown, .portRangeUnfit, .substitutionForgotten, .runtimeBlocked, .runtimeDeprecated,
  ]

  /// The rules of all checks, and of what is judged outside of them.
  public static var rules: [Rule] {
    all.map(\.rule) + eventGrammar + definitionGrammar + PolicyRules.all + [.templateTooLarge, .packageTooLarge]
  }

  /// Runs every check.
  public static func run(_ context: CheckContext, into findings: inout Findings) {
    // Where a transform is left to AWS, what is missing, unused or refused may be its to make.
    for check in context.template.isWhole ? all : ofWhatIsWritten { check.run(context, &findings) }
    PropertyWalk.run(context, into: &findings)
    EventGrammar.run(context, into: &findings)
    DefinitionGrammar.run(context, into: &findings)
    PolicyGrammar.run(context, into: &findings)
  }
}
