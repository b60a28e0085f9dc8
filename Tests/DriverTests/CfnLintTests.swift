import Driver
import Testing

/// What is said of cfn-lint's rules, and what its suppressions leave out.
@Suite struct CfnLintTests {
  @Test(arguments: CfnLintRule.all.map(\.id)) func namesRulesThatExist(id: String) throws {
    let rule = try #require(CfnLintRule.all.first { $0.id == id })
    for code in rule.codes { #expect(Catalogue.rule(code) != nil, "\(id): there is no \(code)") }
  }

  @Test func idsAreUnique() {
    #expect(Set(CfnLintRule.all.map(\.id)).count == CfnLintRule.all.count)
    #expect(CfnLintRule.all.count == 311)
  }

  private static func findings(_ text: String) -> [String] {
    Compile.findings(Compile.text(text, path: "template.yaml"))
  }

  private static let faulty = "Type: AWS::SQS::Queue, Properties: { DelaySeconds: 1000 }"

  @Test func leavesOutWhatATemplateNames() {
    #expect(Self.findings("Resources:\n  Jobs: { \(Self.faulty) }\n") == ["STK406 1000"])
    let everywhere = "Metadata: { cfn-lint: { config: { ignore_checks: [E3034] } } }\n"
    #expect(Self.findings("\(everywhere)Resources:\n  Jobs: { \(Self.faulty) }\n").isEmpty)
  }

  @Test func leavesOutWhatAResourceNamesInItAlone() {
    let ignoring = "Metadata: { cfn-lint: { config: { ignore_checks: [E30] } } }"
    let found = Self.findings("Resources:\n  Jobs: { \(Self.faulty), \(ignoring) }\n  More: { \(Self.faulty) }\n")
    #expect(found == ["STK406 1000"])
  }
}
