import Diagnostics
import Spec
import Testing

@testable import Events

@Suite struct CatalogueTests {
  @Test func codesAreUniqueAndInOrder() {
    let codes = EventRules.all.map(\.code)
    #expect(codes == Set(codes).sorted())
    #expect(codes.allSatisfy { "STK451" <= $0 && $0 <= "STK659" })
  }

  @Test(arguments: [
    ("EVB-003", DocumentedLimits.patternMaximum), ("EVB-011", DocumentedLimits.inputPaths),
    ("SNS-011", DocumentedLimits.filterKeys), ("SNS-012", DocumentedLimits.filterCombinations),
    ("SNS-013", DocumentedLimits.filterBytes), ("SNS-014", DocumentedLimits.filterNumber),
  ]) func figuresAreThoseOfTheTable(_ id: String, _ figure: Int) throws {
    #expect(try #require(ServiceLimit.id(id)).number == Double(figure))
  }
}
