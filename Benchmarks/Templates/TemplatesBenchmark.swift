import Foundation

/// All real templates linted by one process, against cfn-lint over the same files in one process: processor time.
enum TemplatesBenchmark: Benchmark {
  static let name = "templates"
  private static let rounds = 5

  static func ratio(corpus: String) throws -> Double {
    let paths = try TemplateCorpus(corpus).paths
    let lint = [try ProgramRun.stackc(), "lint", "--format", "concise"] + paths
    func measure() throws -> [ProgramRun] { try (0..<rounds).map { _ in try ProgramRun(lint, mayFind: true) } }
    // A machine gets faster and slower within the minute that cfn-lint takes: before it and behind it.
    let before = try measure()
    let baseline = try ProgramRun([try TemplateCorpus.cfnLint()] + paths, mayFind: true)
    let subject = try before + measure()
    let best = subject.map(\.processor).min() ?? .nan
    print(
      "templates: \(paths.count) templates; stackc \(decimal(best * 1000)) ms,"
        + " cfn-lint \(decimal(baseline.processor)) s; \(decimal(baseline.processor / best)) times less processor time")
    return best / baseline.processor
  }
}

/// One template linted by one process, against cfn-lint: processor time, over a few templates.
enum TemplateBenchmark: Benchmark {
  static let name = "template"
  private static let templates = 5
  private static let rounds = 5

  static func ratio(corpus: String) throws -> Double {
    let stackc = try ProgramRun.stackc()
    let cfnLint = try TemplateCorpus.cfnLint()
    var (subject, baseline) = (0.0, 0.0)
    for path in try TemplateCorpus(corpus).sample(templates) {
      let runs = try (0..<rounds).map { _ in try ProgramRun([stackc, "lint", path], mayFind: true) }
      let other = try ProgramRun([cfnLint, path], mayFind: true)
      subject += runs.map(\.processor).min() ?? .nan
      baseline += other.processor
    }
    print(
      "template: \(templates) templates, a process each; stackc \(decimal(subject * 1000)) ms, cfn-lint \(decimal(baseline)) s;"
        + " \(decimal(baseline / subject)) times less processor time"
    )
    return subject / baseline
  }
}

/// The most memory that a process has which lints all real templates, against cfn-lint's.
enum TemplatesMemoryBenchmark: Benchmark {
  static let name = "templates-memory"
  /// cfn-lint needs no more for many templates than for a few, and takes a minute for all.
  private static let templates = 20

  static func ratio(corpus: String) throws -> Double {
    let corpus = try TemplateCorpus(corpus)
    let lint = [try ProgramRun.stackc(), "lint", "--format", "concise"]
    let subject = try ProgramRun.peakMemory(lint + corpus.paths)
    let baseline = try ProgramRun.peakMemory([try TemplateCorpus.cfnLint()] + corpus.sample(templates))
    print(
      "templates-memory: stackc \(subject) KB for \(corpus.paths.count) templates,"
        + " cfn-lint \(baseline) KB for \(templates) of them")
    return Double(subject) / Double(baseline)
  }
}
