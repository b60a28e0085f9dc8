import Diagnostics
import Source

extension Rule {
  /// YAML 1.2.2, section 6.1: indentation is spaces.
  static let tabIndentation = Rule(
    "STK104", "tab-indentation", .error, "a tab stands where YAML needs spaces",
    why:
      "YAML does not take tabs as indentation, since their width differs from editor to editor. AWS rejects the file.",
    examples: [
      .bad(
        "stack: demo\nparameters:\n↓\tstage: { type: String }\n",
        fixed: "stack: demo\nparameters:\n  stage: { type: String }\n"),
      .good("stack: demo\nparameters:\n  stage: { type: String }\n"),
    ])
}

enum TabIndentation {
  static func finding(_ fault: SyntaxFault) -> Diagnostic {
    let line = fault.line(fault.at)
    let indentation = line.lowerBound..<line.lowerBound + fault.indentation(fault.at)
    guard fault.at < indentation.upperBound else {
      return Diagnostic(
        .tabIndentation, "a tab stands where a value or key must start", at: fault.here, help: ["use spaces"],
        fixes: [.replace(fault.here, with: " ", title: "use a space", safe: false)])
    }
    let span = Span(fault.source, fault.at, indentation.upperBound)
    let spaces = fault.bytes[span.range].reduce(into: "") { $0 += $1 == 0x09 ? "  " : " " }
    return Diagnostic(
      .tabIndentation, "a tab cannot indent YAML", at: span, help: ["indent with spaces"],
      fixes: [.replace(span, with: spaces, title: "indent with spaces", safe: false)])
  }
}
