import Driver
import Foundation
import Source
import Spec

/// All real templates linted in this process, against C that pulls libyaml's raw events over the same bytes.
enum EventsBenchmark: Benchmark {
  static let name = "events"

  static func ratio(corpus: String) throws -> Double {
    let files = try TemplateCorpus(corpus).paths.map {
      SourceFile(path: $0, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: $0))))
    }
    guard let today = CalendarDate(parsing: "2026-11-24") else { throw Failure("no date") }
    let linter = Linter(Configuration(), today: today)
    let inputs = files.map { Compiler.Input($0, files: DiskFiles(root: Linter.folder(of: $0.path))) }
    let batches = stride(from: 0, to: inputs.count, by: Linter.batch.files).map {
      Array(inputs[$0..<min(inputs.count, $0 + Linter.batch.files)])
    }
    let measured = Interleaved(rounds: 11) {
      for batch in batches { _ = linter.lint(batch) }
    } baseline: {
      for file in files { RawEvents.pull(file.bytes) }
    }
    print("events: \(files.count) templates, \(files.reduce(0) { $0 + $1.bytes.count }) bytes; \(measured.summary)")
    return measured.ratio
  }
}
