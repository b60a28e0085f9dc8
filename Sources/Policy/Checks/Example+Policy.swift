import Diagnostics

extension Rule.Example {
  /// A policy document by itself, in which the fault is.
  static func badPolicy(_ statements: String, fixed: String? = nil) -> Rule.Example {
    .bad(document(statements), fixed: fixed.map(document), file: PolicyText.exampleName)
  }

  /// A policy document by itself, in which it is not.
  static func goodPolicy(_ statements: String) -> Rule.Example {
    .good(document(statements), file: PolicyText.exampleName)
  }

  private static func document(_ statements: String) -> String {
    let lines = statements.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
    return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n\(lines.joined(separator: "\n"))\n  ]\n}\n"
  }
}
