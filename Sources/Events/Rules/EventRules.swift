public import Diagnostics

/// The rules of this module, by code.
public enum EventRules {
  /// All of them.
  public static let all: [Rule] = [
    .patternValueNotListed, .patternEmpty, .unknownPatternOperator, .patternArgument, .numericMalformed, .malformedCIDR,
    .wildcardRefused, .patternOrMalformed, .patternTooLong, .patternKeyNeverPresent, .patternTooManyAlternatives,
    .unknownSchedule, .rateMalformed, .cronFieldCount, .cronFieldMalformed, .cronDayFields, .scheduleNeverFires,
    .tooManyFilterKeys, .tooManyFilterCombinations, .nestedAttributeFilter,
    .unknownPlaceholder, .templateNotJSON, .malformedInputPath, .tooManyInputPaths, .reservedInputName,
    .filterNumberOutOfRange, .filterPolicyTooLarge, .scheduleUnfit,
  ]
}
