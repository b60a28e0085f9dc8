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
      Lint.self, Build.self, Explain.self, Rules.self, Limits.self, Schema.self, Init.self,
    ])
}
