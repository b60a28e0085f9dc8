import ArgumentParser
import Foundation

/// Compares what this project does with what others have written down, case by case.
@main
struct Conformance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conformance", abstract: "Compares this project with what others have written down.",
    subcommands: [RunSuite.self, Codec.self], defaultSubcommand: RunSuite.self)
}

/// Runs a suite, case by case.
struct RunSuite: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a suite of third-party cases.",
    discussion: "Suites: " + suites.map { $0.name }.joined(separator: ", "))

  @Argument(help: "The suite to run.")
  var suite: String

  @Option(help: "The folder that holds a folder for each suite.")
  var corpus: String

  @Option(
    help:
      "A JSON file with what must be reached at least; below it, or with a failure that it does not allow, the exit code is 1."
  )
  var floors: String?

  @Flag(help: "Print each case that passed, too, and remarks on cases.")
  var verbose = false

  /// Every suite; a new one is one file and one line here.
  static let suites: [any ConformanceSuite.Type] = [
    ASLSuite.self, EventPatternsSuite.self, YAMLTestSuite.self, WireSuite.self, CfnLintFixturesSuite.self,
    CfnTemplatesSuite.self, RealTemplatesSuite.self, SAMTransformSuite.self, IAMSuite.self, ImportSuite.self,
  ]

  func run() throws {
    guard let chosen = Self.suites.first(where: { $0.name == suite }) else {
      throw ValidationError("no suite `\(suite)`; there are: \(Self.suites.map { $0.name }.joined(separator: ", "))")
    }
    let folder = URL(fileURLWithPath: corpus).appendingPathComponent(chosen.folder)
    guard FileManager.default.fileExists(atPath: folder.path) else {
      print("\(suite): skipped, the corpus is not at \(corpus)")
      return
    }
    let outcomes = try chosen.run(folder)
    show(outcomes)
    let tally = Tally(outcomes)
    print(tally.line)
    for line in tally.shareLines { print(line) }
    guard let floor = try floors.flatMap({ try Floor.read($0, suite: suite) }) else {
      if tally.failed > 0 { throw ExitCode(1) }
      return
    }
    if let shortfall = floor.shortfall(tally) {
      print("below the floor: \(shortfall)")
      throw ExitCode(1)
    }
  }

  private func show(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      switch outcome.verdict {
      case .passed: if verbose { print("passed   \(outcome.name)  \(outcome.title)") }
      case .excepted(let reason): print("excepted \(outcome.name)  \(outcome.title): \(reason)")
      case .failed(let detail): print("FAILED   \(outcome.name)  \(outcome.title)\n\(detail)")
      }
      if verbose { for remark in outcome.remarks { print("  \(remark)") } }
    }
  }
}
