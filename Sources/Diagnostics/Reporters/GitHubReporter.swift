import Source

/// Workflow commands of GitHub Actions ("Workflow commands for GitHub Actions", "Setting an error message"), which
/// become annotations of the changed files.
public struct GitHubReporter: Reporter {
  /// Makes a reporter.
  public init() {}

  /// One command a finding.
  public func text(of report: Report) -> String {
    report.findings.map(Self.command).joined()
  }

  private static func command(_ finding: Report.Finding) -> String {
    let diagnostic = finding.diagnostic
    var properties = [("file", finding.file)]
    if let start = finding.part.sources.start(of: diagnostic.span),
      let end = finding.part.sources.end(of: diagnostic.span)
    {
      properties.append(("line", String(start.line)))
      properties.append(("endLine", String(end.line)))
      // GitHub takes columns of a finding on one line only.
      if start.line == end.line {
        properties.append(("col", String(start.column)))
        properties.append(("endColumn", String(end.column)))
      }
    }
    properties.append(("title", "\(diagnostic.rule.code) \(diagnostic.rule.name)"))
    let list = properties.map { "\($0.0)=\(escapedProperty($0.1))" }.joined(separator: ",")
    return "::\(command(for: diagnostic.severity)) \(list)::\(escaped(diagnostic.plainText))\n"
  }

  private static func command(for severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "notice"
    }
  }

  /// Percent-encodes what would end a command's message.
  static func escaped(_ text: String) -> String { encode(text, ["%", "\r", "\n"]) }

  /// Percent-encodes what would end a command's property.
  static func escapedProperty(_ text: String) -> String { encode(text, ["%", "\r", "\n", ":", ","]) }

  private static func encode(_ text: String, _ special: Set<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard special.contains(scalar) else {
        result.append(scalar)
        continue
      }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      result.append(contentsOf: "%\(digits.count < 2 ? "0" : "")\(digits)".unicodeScalars)
    }
    return String(result)
  }
}
