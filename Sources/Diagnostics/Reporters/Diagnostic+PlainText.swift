extension Diagnostic {
  /// The message with what follows from it and what to do, a line each, for formats that have one text a finding.
  var plainText: String { ([message] + consequences + help.map { "help: \($0)" }).joined(separator: "\n") }
}
