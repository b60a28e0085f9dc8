import Diagnostics

extension Checks {
  /// What the template names, and what names what.
  static let references: [Check] = [
    .unknownReference, .unknownTypeAttribute, .unknownDependency, .redundantDependency, .unknownCondition,
    .misplacedFunction, .unknownMapping, .dependencyCycle, .conditionCycle,
    .unusedParameter, .unusedCondition, .unknownParameterType, .defaultNotAccepted, .substitutionWithoutVariables,
    .unusedSubstitutionVariable, .duplicateExport, .referenceToConditional, .equalsConstant,
    .substitutionForgotten, .comparisonNotText, .functionWithinFunction,
    .dynamicReferenceUnfit, .unreachableBranch, .importGivenOut,
    .pseudoParameterAsText, .secretInsteadOfARN, .imageParameterUntyped,
  ]
}
