import Driver
import Foundation
import Source
import Spec
import Template

/// Time for each resource of a stack of 10,000, against that of a stack of 1,000: linear is 1.
enum ScaleBenchmark: Benchmark {
  static let name = "scale"

  static func ratio(corpus: String) throws -> Double {
    let small = try Input(resources: 1_000)
    let large = try Input(resources: 10_000)
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
    private let files = FilesInMemory(GeneratedStack.files)
    private let options: CompileOptions

    /// A stack of about so many resources.
    init(resources: Int) throws {
      guard let today = CalendarDate(parsing: "2026-11-24") else { throw CocoaError(.formatting) }
      options = CompileOptions(today: today)
      let one = Self.count(GeneratedStack(parts: 1), files, options)
      let stack = GeneratedStack(parts: max(1, resources / max(1, one)))
      file = SourceFile(path: "stack.yaml", text: stack.text)
      count = Self.count(stack, files, options)
    }

    func compile() { _ = Compiler.compile(file, files: files, options: options) }

    private static func count(_ stack: GeneratedStack, _ files: FilesInMemory, _ options: CompileOptions) -> Int {
      let file = SourceFile(path: "stack.yaml", text: stack.text)
      return Compiler.compile(file, files: files, options: options).template?.resources.count ?? 0
    }
  }
}
