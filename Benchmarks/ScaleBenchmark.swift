import Diagnostics
import Driver
import Foundation
import Source
import Spec
import Template

/// Time for each resource of a stack of 10,000 functions, queues and rules, with all that these need, against that of a stack
/// of 1,000: linear is 1. What is beyond is memory: a tenth of the large stack stays in the processor's caches while it is
/// compiled, and the large one does not.
enum ScaleBenchmark: Benchmark {
  static let name = "scale"

  static func ratio(corpus: String) throws -> Double {
    let small = try Input(entries: 1_000)
    let large = try Input(entries: 10_000)
    guard large.isTooLarge else { throw CocoaError(.featureUnsupported) }
    let measured = Interleaved(rounds: 7) {
      large.compile()
    } baseline: {
      // As many resources as in the large one, so that both take as long.
      for _ in 0..<10 { small.compile() }
    }
    print("scale: \(large.count) resources against 10 times \(small.count); \(measured.summary)")
    return measured.ratio * Double(10 * small.count) / Double(large.count)
  }

  /// A stack and what compiling it takes.
  private struct Input {
    let file: SourceFile
    /// How many resources its template has.
    let count: Int
    /// Whether it is reported as more than one deployment takes, with everything else analysed.
    let isTooLarge: Bool
    private let files = FilesInMemory(GeneratedStack.files)
    private let options: CompileOptions

    /// A stack of about so many functions, queues and rules.
    init(entries: Int) throws {
      guard let today = CalendarDate(parsing: "2026-11-24") else { throw CocoaError(.formatting) }
      options = CompileOptions(today: today)
      let stack = GeneratedStack(parts: entries / GeneratedStack.entriesOfPart)
      file = SourceFile(path: "stack.yaml", text: stack.text)
      let compilation = Compiler.compile(file, files: files, options: options)
      count = compilation.template?.resources.count ?? 0
      isTooLarge = compilation.findings.diagnostics.contains { $0.rule.name == "too-many-resources" }
    }

    func compile() { _ = Compiler.compile(file, files: files, options: options) }
  }
}
