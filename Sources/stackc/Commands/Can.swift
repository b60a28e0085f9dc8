import ArgumentParser
import Driver

struct Can: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says whether requests are allowed, and which layer and statement decides.",
    discussion: """
      Takes a JSON array of requests, each with all the policies that bear on it, and prints a decision for each as JSON \
      (Docs/can.md). The status is 0 if all are allowed, 1 if one is not, 2 if the file cannot be used.
      """)

  @Option(help: ArgumentHelp("The file of requests; - reads standard input.", valueName: "file")) var request: String

  func run() throws {
    let answers: [NamedAnswer]
    do throws(RequestFile.Refusal) {
      answers = try RequestFile.answers(request)
    } catch {
      Terminal.tell("error: \(error.message)\n")
      throw ExitCode(2)
    }
    Terminal.out(NamedAnswer.json(answers))
    if !answers.allSatisfy(\.isAllowed) { throw ExitCode(1) }
  }
}
