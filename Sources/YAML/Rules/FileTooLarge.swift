import Diagnostics
import Source

extension Rule {
  /// Reading has a bound: ``InputLimits/fileSize``.
  static let fileTooLarge = Rule(
    "STK111", "file-too-large", .error, "the file is too large to be a template",
    why:
      "CloudFormation takes a template of at most 1 MB. A file many times that size is something else, and is not read.",
    examples: [.good("stack: demo\n")])
}

enum FileTooLarge {
  static func finding(size: Int, in report: Report) -> Diagnostic {
    Diagnostic(
      .fileTooLarge, "the file has \(size) bytes; at most \(InputLimits.fileSize) are read", at: report.span(0, 0),
      consequences: ["CloudFormation takes templates of at most 1 MB"], help: ["check that this is the file you meant"])
  }
}
