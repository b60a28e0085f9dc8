public import ArgumentParser
import Diagnostics
import Driver

struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks stacks.",
    discussion: """
      Reads files, folders (every stack.yaml and *.stack.yaml below, or else every template.yaml and *.template.json) and \
      globs; - reads standard input.
      """)

  @Argument(help: "What to check; the present folder if nothing is named.") var paths: [String] = []
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var stack: StackOptions
  @Option(help: "How to report.")
  var format: ReportFormat = .text
  @Flag(help: "Mend what has a safe fix.") var fix = false
  @Flag(help: "Mend also where the meaning may change.") var unsafeFixes = false
  @Option(help: "Findings in this file are known and left out.") var baseline: String?
  @Option(help: "Write what is found to this file and end.") var writeBaseline: String?
  @Option(help: "What a policy document by itself is, if its elements do not say so: then every file is taken for one.")
  var policyType: PolicyType?
  @Option(help: "How standard input is called.") var stdinFilename = "stack.yaml"

  func run() throws {
    let paths = paths.isEmpty ? ["."] : paths
    let session = try Session(stack, selection, near: paths.first)
    var linter = session.linter
    linter.standardInputName = stdinFilename
    linter.takePolicies(of: policyType?.rawValue)
    let found = StackFinder().find(paths)
    for path in found.missing { Terminal.tell("error: `\(path)` does not exist\n") }
    for path in found.empty { Terminal.tell("error: no stack.yaml, *.stack.yaml or template.yaml in `\(path)`\n") }
    var isReadable = found.missing.isEmpty && found.empty.isEmpty
    var report = linter.report([])
    try compile(found.files, linter) { path, compilation in
      if let compilation {
        linter.add(compilation, to: &report)
      } else {
        Terminal.tell("error: `\(path)` cannot be read\n")
        isReadable = false
      }
    }
    if let writeBaseline {
      try Terminal.write(Array(Baseline(of: report).json.utf8), to: writeBaseline)
      Terminal.tell("wrote \(writeBaseline): \(report.parts.reduce(0) { $0 + $1.diagnostics.count }) findings\n")
      throw ExitCode(isReadable ? 0 : 2)
    }
    report = try withoutKnown(report, linter)
    if isReadable || !report.parts.isEmpty { Terminal.report(report, format) }
    if !isReadable { throw ExitCode(2) }
    if report.fails { throw ExitCode(1) }
  }

  /// Compiles the files, after mending them if that was asked for.
  private func compile(_ paths: [String], _ linter: Linter, _ done: (String, Compilation?) -> Void) throws {
    guard fix || unsafeFixes else { return linter.lint(paths, done) }
    for path in paths { done(path, try mend(path, linter)) }
  }

  private func mend(_ path: String, _ linter: Linter) throws -> Compilation? {
    guard path != "-" else { return linter.lint(path) }
    guard let outcome = Fixer(linter, reach: unsafeFixes ? .all : .safe).fix(path) else { return nil }
    for (name, text) in outcome.texts.sorted(by: { $0.key < $1.key }) { try Terminal.write(text, to: name) }
    if outcome.applied > 0 { Terminal.tell("\(path): \(outcome.applied) fixed\n") }
    return outcome.compilation
  }

  private func withoutKnown(_ report: Report, _ linter: Linter) throws -> Report {
    guard let path = baseline ?? linter.configuration.baseline else { return report }
    let loaded: BaselineFile.Loaded
    do {
      loaded = try BaselineFile.read(path)
    } catch {
      Terminal.tell("error: \(error.message)\n")
      throw ExitCode(2)
    }
    var outcome = loaded.baseline.apply(to: report)
    let stale = outcome.stale.filter { linter.configuration.wants($0.rule.code) }
    if !stale.isEmpty { outcome.report.parts.append(Report.Part(stale, sources: loaded.sources)) }
    return outcome.report
  }
}

/// The kinds of policy documents that stand in files of their own.
enum PolicyType: String, ExpressibleByArgument, CaseIterable {
  case identity, resource, trust, scp, rcp
}

extension ReportFormat: ExpressibleByArgument {}

extension Report {
  /// Whether anything stands at or above the severity that fails a run.
  var fails: Bool { parts.contains { $0.diagnostics.contains { $0.severity >= failOn } } }
}
