import ArgumentParser
import Foundation

/// Measures what this project promises, always as a ratio within one run, so that the machine does not matter.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks", abstract: "Measures ratios and compares them with the thresholds.",
    discussion: "Benchmarks: " + all.map { $0.name }.joined(separator: ", "))

  @Argument(help: "The benchmarks to run; all if none is named.")
  var names: [String] = []

  @Option(help: "The folder of third-party corpora; where one is missing, Examples/ is measured.")
  var corpus: String = "../shared/corpus"

  @Option(help: "A JSON file with the highest ratio of each benchmark.")
  var thresholds: String = "Benchmarks/thresholds.json"

  /// Every benchmark; a new one is one file and one line here.
  static let all: [any Benchmark.Type] = [
    ParseBenchmark.self, LintBenchmark.self, ScaleBenchmark.self, InvokeBenchmark.self, SendBenchmark.self,
    APIBenchmark.self, MemoryBenchmark.self, DecisionBenchmark.self, EventsBenchmark.self, TemplatesBenchmark.self,
    TemplatesMemoryBenchmark.self, TemplateBenchmark.self, TransformBenchmark.self, ConditionsBenchmark.self,
  ]

  func run() throws {
    let limits = try JSONDecoder().decode(
      [String: Double].self, from: Data(contentsOf: URL(fileURLWithPath: thresholds)))
    var isAbove = false
    for name in names.isEmpty ? Self.all.map({ $0.name }) : names {
      guard let benchmark = Self.all.first(where: { $0.name == name }) else {
        throw ValidationError("no benchmark `\(name)`; there are: \(Self.all.map { $0.name }.joined(separator: ", "))")
      }
      guard let limit = limits[name] else { throw ValidationError("\(thresholds) has no threshold for `\(name)`") }
      let ratio: Double
      do {
        ratio = try benchmark.ratio(corpus: corpus)
      } catch let error as MissingCorpus {
        print("\(name): left out, there are no templates at \(error.folder)")
        continue
      }
      let verdict = ratio <= limit ? "within" : "ABOVE"
      print("\(name): ratio \(shown(ratio)), \(verdict) the threshold \(shown(limit))")
      isAbove = isAbove || ratio > limit
    }
    if isAbove { throw ExitCode(1) }
  }
}

/// A ratio with as many decimals as it takes to see it.
private func shown(_ ratio: Double) -> String { ratio < 0.1 ? String(format: "%.5f", ratio) : decimal(ratio) }

/// A number with two decimals.
func decimal(_ value: Double) -> String { String(format: "%.2f", value) }
