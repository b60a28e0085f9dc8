import ArgumentParser
import Driver

struct Invoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invoke", abstract: "Invokes a function of the running stack.",
    discussion: """
      Prints what the handler returned on standard output, and its log on standard error. Status: 0 it returned, 1 it failed, \
      2 no stack runs here or there is no such function.
      """)

  @Argument(help: "The function: its key in the stack, its name or its ARN; a qualifier may follow after a colon.")
  var function: String
  @Option(help: "A file with the event, `-` for standard input; `{}` if not given.") var event: String?
  @Option(help: "The stack file that runs.") var stack = "stack.yaml"
  @Flag(name: .customLong("async"), help: "Queue the event and do not wait.") var isAsynchronous = false

  func run() throws {
    guard let program = RuntimeProcess.find() else {
      Terminal.tell("error: `\(RuntimeProcess.program)` is neither beside `stackc` nor on PATH\n")
      throw ExitCode(2)
    }
    let plan = LocalPlan(folder: Linter.folder(of: stack))
    var arguments = ["invoke", function, "--state", plan.state]
    if let event { arguments += ["--event", event] }
    if isAsynchronous { arguments.append("--async") }
    guard let process = RuntimeProcess(program, arguments, keepsInput: true) else { throw ExitCode(2) }
    throw ExitCode(process.untilEnded())
  }
}
