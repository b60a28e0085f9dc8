public import Diagnostics
public import Source

extension EventPattern {
  /// Number of characters (UTF-16 units, as the API counts) of a pattern as CloudFormation sends it: JSON without white
  /// space. A part that is not known counts for nothing, so the true size may be greater.
  public static func minifiedSize(_ datum: Datum) -> Int {
    datum.json.utf16.count
  }

  /// Reports a rule's pattern that is too long for the default quota, or for the API itself.
  public static func checkSize(_ datum: Datum, into findings: inout Findings) {
    let size = minifiedSize(datum)
    if size > DocumentedLimits.patternQuota { findings.report(.patternTooLong(size, at: datum.span)) }
  }
}
