import Driver
import Foundation
import Testing

/// A rule that is declared and not listed would never be run, and nobody would miss it.
@Suite struct CatalogueTests {
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  /// The codes that the sources declare, each with its file.
  static let declared: [(code: String, file: String)] = {
    var found: [(String, String)] = []
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      for match in text.matches(of: /(?:Rule|= run|= denial|= answer)\(\s*"(STK[0-9]{3})"/) {
        found.append((String(match.output.1), file.lastPathComponent))
      }
    }
    return found
  }()

  @Test func everyDeclaredRuleIsInTheCatalogue() {
    #expect(Self.declared.count > 100)
    for rule in Self.declared { #expect(Catalogue.rule(rule.code) != nil, "\(rule.file): \(rule.code) is not listed") }
  }

  @Test func everyCheckFileIsRun() throws {
    let folder = Self.sources.appending(path: "Validators")
    var lists = ""
    var names: [(name: String, file: String)] = []
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      if file.lastPathComponent.hasPrefix("Checks") || file.lastPathComponent == "ShapeCheck.swift" { lists += text }
      for match in text.matches(of: /static let ([a-zA-Z0-9]+) = (?:Shape)?Check\(/) {
        names.append((String(match.output.1), file.lastPathComponent))
      }
    }
    #expect(names.count > 60)
    for check in names { #expect(lists.contains(".\(check.name)"), "\(check.file): \(check.name) is in no list") }
  }
}
