import ArgumentParser

/// The compiler's command line. A command translates its flags into one call of `Driver` and an exit code.
@main struct Stackc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stackc",
    abstract: "Compiles and checks AWS serverless stacks.",
    discussion:
      "Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 wrong usage or a file that cannot be read.",
    version: "0.1.0",
    subcommands: [
      Lint.self, Build.self, Run.self, Invoke.self, Env.self, Graph.self, Explain.self, Can.self, Tighten.self,
      Diff.self, Rules.self, Limits.self,
      Schema.self, Init.self, Import.self,
    ])

  /// Runs the command; wrong usage ends with 2, since 1 means findings.
  static func main() {
    do {
      let words = TrailingPaths(Array(CommandLine.arguments.dropFirst()))
      var command = try parseAsRoot(words.parsed)
      if var lint = command as? Lint {
        lint.paths += words.kept
        command = lint
      }
      try command.run()
    } catch {
      let status = exitCode(for: error)
      let text = fullMessage(for: error)
      if !text.isEmpty { status.isSuccess ? Terminal.out(text + "\n") : Terminal.tell(text + "\n") }
      Terminal.end(status == .validationFailure ? 2 : status.rawValue)
    }
  }
}
