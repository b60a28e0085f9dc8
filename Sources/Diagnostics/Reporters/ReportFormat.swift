/// Writes a report in one format.
public protocol Reporter: Sendable {
  /// The whole text, with a line feed at its end; empty if there is nothing to say.
  func text(of report: Report) -> String
}

/// The formats of `stackc lint --format`.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For people: each finding with its source, and how to mend it.
  case text
  /// One line a finding.
  case concise
  /// An array of findings.
  case json
  /// SARIF 2.1.0 (OASIS).
  case sarif
  /// Workflow commands of GitHub Actions.
  case github
  /// GitLab's code quality report.
  case gitlab
  /// JUnit's XML, as CI servers read it.
  case junit

  /// The reporter of the format.
  ///
  /// - Parameters:
  ///   - palette: the colours of the formats for people.
  ///   - width: the columns to fill at most, where the source's own lines do not force more.
  public func reporter(palette: Palette = .plain, width: Int = TextReporter.usualWidth) -> any Reporter {
    switch self {
    case .text: TextReporter(palette: palette, width: width)
    case .concise: ConciseReporter(palette: palette)
    case .json: JSONReporter()
    case .sarif: SARIFReporter()
    case .github: GitHubReporter()
    case .gitlab: GitLabReporter()
    case .junit: JUnitReporter()
    }
  }
}
