import Foundation

/// AWS's sample templates, most of them twice: as YAML and as JSON.
enum CfnTemplatesSuite: ConformanceSuite {
  static let name = "cfn-templates"

  static func run(_ folder: URL) throws -> [Outcome] {
    try TemplateComparison.run(folder, findings: "findings_all", exceptions: exceptions)
  }

  /// Errors of ours that cfn-lint does not have, by case and code, with what AWS documents.
  private static let exceptions: [String: String] = [:]
}
