import Driver
import Testing

/// What is said of the checks of IAM Access Analyzer.
@Suite struct AccessAnalyzerTests {
  @Test(arguments: AccessAnalyzerCheck.all.map(\.name)) func namesRulesThatExist(name: String) throws {
    let check = try #require(AccessAnalyzerCheck.all.first { $0.name == name })
    for code in check.codes { #expect(Catalogue.rule(code) != nil, "\(name): there is no \(code)") }
  }

  @Test func namesAreUnique() {
    #expect(Set(AccessAnalyzerCheck.all.map(\.name)).count == AccessAnalyzerCheck.all.count)
    #expect(AccessAnalyzerCheck.all.count == 135)
  }
}
