import Diagnostics
import Driver
import Foundation
import Source
import Spec

/// Every template of the corpora in which no error stands, imported: the stack file must build to what the template says.
enum ImportSuite: ConformanceSuite {
  static let name = "import"
  /// It has no folder of its own.
  static let folder = "."

  /// Where templates lie, and what their names end in.
  private static let places = [
    ("sam-transform/cases", "input.yaml"), ("cfn-templates/files", ""), ("real-templates/files", ""),
    ("cfn-lint-fixtures/files", ""),
  ]
  private static let endings = ["yaml", "yml", "json", "template"]

  static func run(_ folder: URL) throws -> [Outcome] {
    guard let today = CalendarDate(parsing: "2026-11-23") else { return [] }
    var configuration = Configuration()
    configuration.region = "us-east-1"
    let linter = Linter(configuration, today: today)
    var outcomes: [Outcome] = []
    for (place, name) in places {
      for path in files(of: folder.appendingPathComponent(place), named: name) {
        if let outcome = judge(path, below: folder.path, linter) { outcomes.append(outcome) }
      }
    }
    return outcomes
  }

  private static func files(of folder: URL, named name: String) -> [String] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (found?.compactMap { ($0 as? URL)?.path } ?? []).filter { path in
      endings.contains { path.hasSuffix("." + $0) } && (name.isEmpty || path.hasSuffix("/" + name))
    }.sorted()
  }

  /// Nil for what is no template, or has an error.
  private static func judge(_ path: String, below folder: String, _ linter: Linter) -> Outcome? {
    guard let compilation = linter.lint(path), compilation.isDeployable else { return nil }
    let made: StackImport
    do {
      made = try StackImport(compilation, files: DiskFiles(root: Linter.folder(of: path)))
    } catch {
      return nil
    }
    let name = String(path.dropFirst(folder.count)).trimmingCharacters(in: CharacterSet(charactersIn: "/."))
    var outcome = Outcome(
      name: name, title: "\(made.native) of \(made.resources) native",
      verdict: made.difference.map { .failed("differs at \($0)") } ?? .passed)
    outcome.shares["native"] = Outcome.Share(found: made.native, all: made.resources)
    outcome.shares["keys"] = Outcome.Share(found: made.properties.all - made.properties.raw, all: made.properties.all)
    return outcome
  }
}
