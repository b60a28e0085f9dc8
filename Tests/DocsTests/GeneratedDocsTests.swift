import Diagnostics
import Driver
import Foundation
import Testing

/// Pages that are made from the program's own declarations: each must be current.
@Suite struct GeneratedDocsTests {
  static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Docs")

  static let isRecording = ProcessInfo.processInfo.environment["STACKC_RECORD"] != nil

  /// Each page with its text.
  static let pages: [String: String] = {
    var pages = [
      "language.md": LanguageDocuments.reference, "stack.schema.json": LanguageDocuments.schema,
      "rules/README.md": Explanation.index(of: Catalogue.rules),
      "cfn-lint.md": CfnLintRule.markdown, "access-analyzer.md": AccessAnalyzerCheck.markdown,
      "limits.md": LimitsTable.markdown(LimitsTable.rows(matching: [])),
    ]
    for rule in Catalogue.rules { pages["rules/\(rule.code).md"] = Catalogue.explanation(of: rule).markdown }
    return pages
  }()

  @Test(arguments: pages.keys.sorted()) func isCurrent(page: String) throws {
    let file = Self.docs.appending(path: page)
    let text = try #require(Self.pages[page])
    if Self.isRecording {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let kept = try? String(contentsOf: file, encoding: .utf8)
    #expect(kept == text, "Docs/\(page) is stale: run `make docs`")
  }

  @Test func noPageIsLeftOver() throws {
    let folder = Self.docs.appending(path: "rules")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      #expect(Self.pages["rules/\(name)"] != nil, "Docs/rules/\(name) explains no rule: delete it")
    }
  }
}
