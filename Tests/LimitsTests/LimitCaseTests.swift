import Diagnostics
import Driver
import Source
import Spec
import Testing

/// One past a limit is found at the exact place, with the limit's id and its source; at the limit nothing is.
@Suite struct LimitCaseTests {
  @Test(arguments: LimitCase.all) func isFoundPastTheLimitAlone(_ limits: LimitCase) throws {
    let past = LimitStack(limits.past, files: limits.files, region: limits.region)
    #expect(!past.marks.isEmpty, "a stack past the limit needs a mark")
    var codes: Set<String> = []
    for row in limits.rows {
      let limit = try #require(ServiceLimit.id(row), "no limit \(row)")
      let findings = past.findings(citing: row)
      #expect(Set(findings.map { Int($0.span.start) }) == Set(past.marks), "\(row): found \(past.found)")
      for citation in findings.flatMap(\.citations) where citation.limit == row {
        #expect(citation.source == limit.source && !citation.source.isEmpty)
      }
      codes.formUnion(findings.map(\.rule.code))
    }
    let at = LimitStack(limits.at, files: limits.files, region: limits.region)
    let left = at.compilation.findings.diagnostics.filter { codes.contains($0.rule.code) && $0.severity != .info }
    #expect(left.isEmpty, "at the limit: \(at.found)")
  }
}
