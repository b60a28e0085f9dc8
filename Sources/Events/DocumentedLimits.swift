/// The figures this module judges by. Each stands in `Spec`'s table under the id that its comment names, and a test
/// compares the two; this module takes them as constants so that it needs no table at run time.
public enum DocumentedLimits {
  /// EVB-003, the default of the adjustable quota: longest event pattern in characters, without white space.
  public static let patternQuota = 2_048
  /// EVB-003, the API's maximum: longest event pattern in characters.
  public static let patternMaximum = 4_096
  /// EVB-011: most entries of `InputPathsMap`.
  public static let inputPaths = 100
  /// SNS-011: most keys of a filter policy.
  public static let filterKeys = 5
  /// SNS-012: most combinations of a filter policy's values.
  public static let filterCombinations = 150
  /// SNS-013: most bytes of a filter policy as JSON.
  public static let filterBytes = 262_144
  /// SNS-014: the greatest number that a filter policy compares, and the least without its sign.
  public static let filterNumber = 1_000_000_000
}
