import Source

/// One line a finding: `stack.yaml:31:16: error[STK702] …`.
public struct ConciseReporter: Reporter {
  private let palette: Palette

  /// Makes a reporter.
  public init(palette: Palette = .plain) { self.palette = palette }

  /// The lines, in order.
  public func text(of report: Report) -> String {
    var text = ""
    for finding in report.findings {
      let diagnostic = finding.diagnostic
      text += finding.file.visible
      if let place = finding.part.sources.start(of: diagnostic.span) { text += ":\(place.line):\(place.column)" }
      text += ": "
      text += palette.paint("\(diagnostic.severity.rawValue)[\(diagnostic.rule.code)]", .severity(diagnostic.severity))
      text += " \(diagnostic.message.visible)\n"
    }
    return text
  }
}
