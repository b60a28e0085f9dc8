import Diagnostics
import Foundation
import Source
import YAML

/// Bytes to a tree with spans, against C that pulls libyaml's raw events over the same bytes and keeps nothing.
enum ParseBenchmark: Benchmark {
  static let name = "parse"

  static func ratio(corpus: String) throws -> Double {
    let files = try templates(corpus).map { SourceFile(path: "template.yaml", bytes: $0) }
    let size = files.reduce(0) { $0 + $1.bytes.count }
    let entries = files.reduce(0) { $0 + parse($1) }
    let measured = Interleaved(rounds: 41) {
      for file in files { _ = parse(file) }
    } baseline: {
      for file in files { RawEvents.pull(file.bytes) }
    }
    print("parse: \(files.count) files, \(size) bytes, \(entries) top-level entries; \(measured.summary)")
    return measured.ratio
  }

  /// The bytes of the templates to read.
  private static func templates(_ corpus: String) throws -> [[UInt8]] {
    let files = yamlFiles(in: corpus + "/real-templates/files")
    if !files.isEmpty { return try files.map { Array(try Data(contentsOf: $0)) } }
    print("parse: \(corpus)/real-templates is missing, Examples/ is measured")
    let examples = yamlFiles(in: "Examples")
    guard !examples.isEmpty else { throw CocoaError(.fileNoSuchFile) }
    return try examples.map { Array(try Data(contentsOf: $0)) }
  }

  private static func yamlFiles(in folder: String) -> [URL] {
    let found = FileManager.default.enumerator(at: URL(fileURLWithPath: folder), includingPropertiesForKeys: nil)
    let files = found?.compactMap { $0 as? URL } ?? []
    return files.filter { ["yaml", "yml", "json"].contains($0.pathExtension) }.sorted { $0.path < $1.path }
  }

  private static func parse(_ file: SourceFile) -> Int {
    var findings = Findings()
    return SyntaxTree.parse(file, id: SourceID(0), into: &findings).root?.entries.count ?? 0
  }
}
