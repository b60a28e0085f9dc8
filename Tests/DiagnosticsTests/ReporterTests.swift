import Diagnostics
import Source
import TestSupport
import Testing

/// Each format over one report; the snapshots are what users see.
@Suite struct ReporterTests {
  @Test(arguments: ReportFormat.allCases) func writesAsRecorded(_ format: ReportFormat) {
    let text = format.reporter().text(of: Sample.report())
    #expect(Snapshot().difference(text, "report.\(format.rawValue)") == nil)
  }

  @Test func coloursAsRecorded() {
    let text = ReportFormat.text.reporter(palette: .ansi).text(of: Sample.report())
    #expect(Snapshot().difference(text, "report.text.ansi") == nil)
  }

  @Test(arguments: ReportFormat.allCases) func writesSomethingValidForNothing(_ format: ReportFormat) {
    let text = format.reporter().text(of: Report([]))
    #expect(Snapshot().difference(text, "nothing.\(format.rawValue)") == nil)
  }
}
