import Foundation

/// Templates that people wrote for the collection of serverless patterns.
enum RealTemplatesSuite: ConformanceSuite {
  static let name = "real-templates"

  static func run(_ folder: URL) throws -> [Outcome] {
    try TemplateComparison.run(folder, findings: "findings", exceptions: exceptions)
  }

  /// Errors of ours that cfn-lint does not have, by case and code, with what AWS documents.
  private static let exceptions: [String: String] = [:]
}
