import Source

/// JUnit's XML as CI servers read it: a suite a file, a case a finding, and one passed case for a file without any.
///
/// A finding below the severity from which the run fails is a passed case that says so, so that the CI server and the
/// exit code agree.
public struct JUnitReporter: Reporter {
  /// Makes a reporter.
  public init() {}

  /// The document.
  public func text(of report: Report) -> String {
    let suites = Self.suites(of: report)
    let failures = suites.reduce(0) { $0 + $1.failures(report.failOn) }
    let tests = suites.reduce(0) { $0 + max(1, $1.findings.count) }
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    xml += "<testsuites name=\"stackc\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\">\n"
    for suite in suites { xml += Self.text(of: suite, failOn: report.failOn) }
    return xml + "</testsuites>\n"
  }

  private struct Suite {
    let file: String
    var findings: [Report.Finding] = []

    func failures(_ failOn: Severity) -> Int { findings.count { $0.diagnostic.severity >= failOn } }
  }

  /// The files in the order in which they were read, each with its findings.
  private static func suites(of report: Report) -> [Suite] {
    var suites: [Suite] = []
    var positions: [String: Int] = [:]
    func position(of file: String) -> Int {
      if let position = positions[file] { return position }
      positions[file] = suites.count
      suites.append(Suite(file: file))
      return suites.count - 1
    }
    for part in report.parts {
      for file in part.sources.files { _ = position(of: file.path) }
    }
    for finding in report.findings { suites[position(of: finding.file)].findings.append(finding) }
    return suites
  }

  private static func text(of suite: Suite, failOn: Severity) -> String {
    let file = escaped(suite.file)
    var xml = "  <testsuite name=\"\(file)\" tests=\"\(max(1, suite.findings.count))\""
    xml += " failures=\"\(suite.failures(failOn))\" errors=\"0\">\n"
    if suite.findings.isEmpty { xml += "    <testcase name=\"no findings\" classname=\"\(file)\"/>\n" }
    for finding in suite.findings { xml += text(of: finding, failOn: failOn) }
    return xml + "  </testsuite>\n"
  }

  private static func text(of finding: Report.Finding, failOn: Severity) -> String {
    let diagnostic = finding.diagnostic
    let place = finding.part.sources.start(of: diagnostic.span)
    let line = place.map { " line=\"\($0.line)\"" } ?? ""
    let position = place.map { ":\($0.line):\($0.column)" } ?? ""
    let path = finding.keyPath.keyPathText
    let name = escaped("\(diagnostic.rule.code) \(diagnostic.rule.name)" + (path.isEmpty ? "" : " at \(path)"))
    let file = escaped(finding.file)
    let body = escaped("\(finding.file)\(position): \(diagnostic.severity.rawValue): \(diagnostic.plainText)")
    var xml = "    <testcase name=\"\(name)\" classname=\"\(file)\" file=\"\(file)\"\(line)>\n"
    if diagnostic.severity >= failOn {
      xml += "      <failure type=\"\(diagnostic.rule.code)\" message=\"\(escaped(diagnostic.message))\">"
      xml += "\(body)</failure>\n"
    } else {
      xml += "      <system-out>\(body)</system-out>\n"
    }
    return xml + "    </testcase>\n"
  }

  /// Escapes markup, and leaves out what XML 1.0 (section 2.2) does not allow even as a reference.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "\t", "\n", "\r": result.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
