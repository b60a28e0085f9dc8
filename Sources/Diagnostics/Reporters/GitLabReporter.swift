import Source

/// GitLab's code quality report ("Code Quality", "Code Quality report format").
public struct GitLabReporter: Reporter {
  /// Makes a reporter.
  public init() {}

  /// An array of issues; their fingerprints do not depend on line numbers.
  public func text(of report: Report) -> String {
    let findings = report.findings
    var json = JSONWriter()
    json.array { json in
      for (finding, fingerprint) in zip(findings, findings.distinctFingerprints) {
        Self.write(finding, fingerprint, to: &json)
      }
    }
    json.newline()
    return json.text
  }

  private static func write(_ finding: Report.Finding, _ fingerprint: String, to json: inout JSONWriter) {
    let diagnostic = finding.diagnostic
    json.object { json in
      json.member("description", diagnostic.plainText)
      json.member("check_name", "\(diagnostic.rule.code) \(diagnostic.rule.name)")
      json.member("fingerprint", fingerprint)
      json.member("severity", severity(diagnostic.severity))
      json.key("location")
      json.object { json in
        json.member("path", finding.file)
        json.key("lines")
        json.object { json in
          json.member("begin", finding.part.sources.start(of: diagnostic.span)?.line ?? 1)
        }
      }
    }
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "major"
    case .warning: "minor"
    case .info: "info"
    }
  }
}
