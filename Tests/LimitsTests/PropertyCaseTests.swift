import Diagnostics
import Driver
import Source
import Spec
import Testing

/// The limits of single properties: hundreds of rows that need no case of their own.
@Suite struct PropertyCaseTests {
  @Test func thereAreMany() { #expect(PropertyCase.all.count > 200) }

  @Test(arguments: PropertyCase.all) func isFoundPastTheLimitAlone(_ limit: PropertyCase) throws {
    #expect(!limit.past.isEmpty && !limit.at.isEmpty, "no values")
    let source = try #require(ServiceLimit.id(limit.limit)?.source)
    for value in limit.past {
      let past = LimitStack(limit.stack(value), files: [:])
      let findings = past.findings(citing: limit.limit)
      #expect(findings.map { Int($0.span.start) } == past.marks, "\(value.prefix(40)): found \(past.found)")
      // A finding is on the value, and on nothing beside it.
      let ends = past.marks.map { $0 + value.utf8.count }
      #expect(findings.map { Int($0.span.end) } == ends, "\(value.prefix(40)): found \(past.found)")
      #expect(findings.flatMap(\.citations).allSatisfy { $0.source == source })
    }
    for value in limit.at {
      let at = LimitStack(limit.stack(value), files: [:])
      let mark = at.marks.first ?? 0
      // Of the value itself nothing may be wrong but its form, which a length says nothing about.
      let left = at.compilation.findings.diagnostics.filter { diagnostic in
        diagnostic.citations.contains { $0.limit == limit.limit }
          || (Int(diagnostic.span.start) == mark
            && ["STK405", "STK406", "STK407", "STK408"].contains(diagnostic.rule.code))
      }
      #expect(left.isEmpty, "\(value.prefix(40)): \(at.found)")
    }
  }
}
