import ArgumentParser
import Diagnostics
import Driver

struct Can: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "can", abstract: "Says whether a call is allowed, and which layer and statement decides.",
    discussion: """
      Either WHO may do ACTION on WHAT in a STACK: functions.upload sqs:SendMessage queues.jobs. Or, with --request, a JSON \
      array of requests, each with all the policies that bear on it, and a decision for each as JSON (Docs/can.md). The \
      status is 0 if the call, or each, is allowed, 1 if one is not, 2 if it depends on something or cannot be answered.
      """)

  /// The forms of an answer.
  enum Format: String, ExpressibleByArgument { case text, json }

  @Argument(
    help: ArgumentHelp(
      "Who, does what, on what, and in which stack, if not the one in this folder.", valueName: "who action what"))
  var question: [String] = []
  @Option(help: ArgumentHelp("A condition key that the call has; its value may be a path.", valueName: "key=value"))
  var context: [String] = []
  @Option(help: "The form of the answer.") var format: Format = .text
  @Option(help: ArgumentHelp("A file of requests instead; - reads standard input.", valueName: "file"))
  var request: String?
  @OptionGroup var stack: StackOptions

  func validate() throws {
    if request != nil, !question.isEmpty || !context.isEmpty {
      throw ValidationError("a file of requests says all: take it, or WHO ACTION WHAT")
    }
    if request == nil, question.count != 3, question.count != 4 {
      throw ValidationError("a question is WHO ACTION WHAT, such as functions.upload sqs:SendMessage queues.jobs")
    }
  }

  func run() throws {
    if let request { return try decide(request) }
    guard let path = question.count == 4 ? question[3] : StackFinder().ownStack else {
      throw Terminal.refusal("no stack.yaml or template.yaml here: name the stack after the question")
    }
    let linter = try Session(stack, near: path).linter
    guard let file = StackFinder().find([path]).files.first, let compilation = linter.lint(file) else {
      throw Terminal.refusal("`\(path)` is no stack that can be read")
    }
    let asking: StackAsking
    do throws(StackAsking.Refusal) {
      asking = try StackAsking(
        question[0], question[1], question[2], context: context, of: compilation, linter)
    } catch {
      throw Terminal.refusal(error.message)
    }
    Terminal.out(format == .json ? asking.json : asking.text(Terminal.palette))
    if asking.isAllowed != true { throw ExitCode(asking.isAllowed == false ? 1 : 2) }
  }

  private func decide(_ path: String) throws {
    let answers: [NamedAnswer]
    do throws(RequestFile.Refusal) {
      answers = try RequestFile.answers(path)
    } catch {
      throw Terminal.refusal(error.message)
    }
    Terminal.out(NamedAnswer.json(answers))
    if !answers.allSatisfy(\.isAllowed) { throw ExitCode(1) }
  }
}
