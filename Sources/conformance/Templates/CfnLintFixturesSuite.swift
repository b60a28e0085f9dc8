import Foundation

/// The templates of cfn-lint's own tests, judged by its default rules.
enum CfnLintFixturesSuite: ConformanceSuite {
  static let name = "cfn-lint-fixtures"

  static func run(_ folder: URL) throws -> [Outcome] {
    try TemplateComparison.run(folder, findings: "findings_default", exceptions: exceptions)
  }

  /// Errors of ours that cfn-lint does not have, by case and code, with what AWS documents.
  private static let exceptions: [String: String] = [:]
}
