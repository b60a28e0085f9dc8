public import Diagnostics

/// The rules of this module.
public enum StatesRules {
  /// All of them.
  public static let all: [Rule] = [
    .definitionMalformed, .unknownStateField, .missingStateField, .stateFieldUnfit, .unknownNextState,
    .unreachableState,
    .noEndState, .duplicateStateName, .exclusiveStateFields, .errorNamesUnfit, .stateNameTooLong, .choiceRuleMalformed,
    .statePathMalformed, .intrinsicCallMalformed, .payloadTemplateMalformed, .jsonataMalformed, .otherQueryLanguage,
    .unsupportedInExpress, .taskResourceUnfit, .stateTimeoutUnfit, .variableUnfit, .variableNeverAssigned,
    .definitionTooLarge, .inlineConcurrencyTooHigh, .expressionTakenAsText, .jsonataWithoutContext, .unknownErrorName,
    .substitutionUnfit, .errorCaughtBefore,
  ]
}
