import ArgumentParser
import Diagnostics
import Driver

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explains a rule, or an AccessDenied that AWS answered.",
    discussion: """
      A rule's code or name: why it is one, an example, what to write instead. Anything else is read as an error of AWS, as \
      the CLI, an SDK, CloudFormation or a log shows it; - reads it from standard input. With a stack, --stack or the one in \
      this folder, the caller and the resource are traced to their lines, the decision is made again, and the smallest \
      change is offered (Docs/explain.md).
      """)

  @Argument(help: "A code (STK501), a name (visibility-below-timeout), or an error in quotes.") var subject: String
  @Option(name: .customLong("stack"), help: "The stack that an error is about.") var stackPath: String?
  @Option(help: "How to report what an error means.") var format: ReportFormat = .text
  @OptionGroup var stack: StackOptions

  func run() throws {
    if let found = Catalogue.rule(subject) {
      Terminal.out(Catalogue.explanation(of: found).text(Terminal.palette))
      return
    }
    let message = try subject == "-" ? standardInput() : subject
    let (compilation, linter) = try stackOfMessage()
    guard let error = PastedError(message, stack: compilation, linter) else { throw unknown(message) }
    switch format {
    case .text:
      let reporter = TextReporter(palette: Terminal.palette)
      Terminal.out(reporter.text(of: error.finding, in: error.sources))
    case .concise, .json, .sarif, .github, .gitlab, .junit: Terminal.report(error.report, format)
    }
  }

  private func standardInput() throws -> String {
    guard let bytes = StandardInput.readAll() else {
      Terminal.tell("error: standard input cannot be read\n")
      throw ExitCode(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The stack that was named, or the one of the present folder, if there is one.
  private func stackOfMessage() throws -> (Compilation?, Linter) {
    let path = stackPath ?? StackFinder().ownStack
    let linter = try Session(stack, near: path).linter
    guard let path else { return (nil, linter) }
    guard let file = StackFinder().find([path]).files.first, let compilation = linter.lint(file) else {
      Terminal.tell("error: `\(path)` is no stack that can be read\n")
      throw ExitCode(2)
    }
    return (compilation, linter)
  }

  private func unknown(_ message: String) -> ExitCode {
    if message.contains(where: \.isWhitespace) {
      Terminal.tell("error: nothing in the message says that a call was refused\n")
      return ExitCode(2)
    }
    let names = Catalogue.rules.map(\.code) + Catalogue.rules.map(\.name)
    let nearest = Spelling.nearest(to: message, in: names).map { "; did you mean `\($0)`?" } ?? ""
    Terminal.tell("error: no rule `\(message)`\(nearest)\n")
    return ExitCode(2)
  }
}
