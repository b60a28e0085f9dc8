import Foundation

/// The real templates of a third-party corpus, which benchmarks read.
struct TemplateCorpus {
  /// Their paths, in a fixed order.
  let paths: [String]

  /// One case of the corpus; where cfn-lint itself crashed there are no findings.
  private struct Case: Decodable {
    let file: String
    let findings: [Finding]?

    struct Finding: Decodable {}
  }

  /// The real templates of a corpus on which cfn-lint does not crash.
  init(_ corpus: String) throws {
    let folder = URL(fileURLWithPath: "\(corpus)/real-templates")
    guard let data = try? Data(contentsOf: folder.appendingPathComponent("cases.json")) else {
      throw MissingCorpus(folder: folder.path)
    }
    let cases = try JSONDecoder().decode([Case].self, from: data)
    paths = cases.filter { $0.findings != nil }.map { folder.appendingPathComponent($0.file).path }.sorted()
  }

  /// Some of them, evenly spread.
  func sample(_ count: Int) -> [String] {
    let step = max(1, paths.count / max(1, count))
    return stride(from: 0, to: paths.count, by: step).prefix(count).map { paths[$0] }
  }

  /// cfn-lint of the tests' Python environment, which `make bench` makes.
  static func cfnLint() throws -> String {
    let program = FileManager.default.currentDirectoryPath + "/.venv/test/bin/cfn-lint"
    guard FileManager.default.isExecutableFile(atPath: program) else { throw Failure("there is no \(program)") }
    return program
  }
}

/// There are no templates to measure with: the corpora are no part of this project.
struct MissingCorpus: Error {
  /// Where they were looked for.
  let folder: String
}
