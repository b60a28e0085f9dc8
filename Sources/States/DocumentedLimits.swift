/// The figures this module judges by. Each stands in `Spec`'s table under the id that its comment names, and a test
/// compares the two; this module takes them as constants so that it needs no table at run time.
public enum DocumentedLimits {
  /// SFN-001: longest definition in bytes.
  public static let definitionBytes = 1_048_576
  /// SFN-004: longest execution of a standard state machine in seconds.
  public static let standardSeconds = 31_536_000
  /// SFN-005: longest execution of an express state machine in seconds.
  public static let expressSeconds = 300
  /// SFN-014: attempts of a retrier that says nothing.
  public static let retryAttempts = 3
  /// SFN-015: seconds before the first attempt of a retrier that says nothing.
  public static let retrySeconds = 1
  /// SFN-016: growth of the wait of a retrier that says nothing.
  public static let retryBackoff = 2
  /// SFN-021: deepest nesting of intrinsic functions.
  public static let intrinsicNesting = 10
  /// SFN-023: most iterations at a time of an inline Map state.
  public static let inlineConcurrency = 40
}
