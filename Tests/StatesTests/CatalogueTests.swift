import Diagnostics
import Spec
import Testing

@testable import States

@Suite struct CatalogueTests {
  @Test func codesAreOfTheModule() {
    let codes = StatesRules.all.map(\.code)
    #expect(Set(codes).count == codes.count)
    let own = Set(
      (437...444).map { "STK\($0)" } + (474...480).map { "STK\($0)" } + (486...499).map { "STK\($0)" } + ["STK658"])
    #expect(Set(codes).isSubset(of: own))
  }

  /// The module takes its figures as constants, and they are those of the table.
  @Test(arguments: [
    ("SFN-001", DocumentedLimits.definitionBytes), ("SFN-004", DocumentedLimits.standardSeconds),
    ("SFN-005", DocumentedLimits.expressSeconds), ("SFN-014", DocumentedLimits.retryAttempts),
    ("SFN-015", DocumentedLimits.retrySeconds), ("SFN-016", DocumentedLimits.retryBackoff),
    ("SFN-021", DocumentedLimits.intrinsicNesting), ("SFN-023", DocumentedLimits.inlineConcurrency),
  ])
  func figuresAreThoseOfTheTable(id: String, value: Int) throws {
    #expect(try #require(ServiceLimit.id(id)).number == Double(value))
  }
}
