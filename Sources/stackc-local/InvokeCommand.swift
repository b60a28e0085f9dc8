import ArgumentParser
import LocalRuntime

struct InvokeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invoke", abstract: "Invokes a function of the stack that runs.",
    discussion: "Status: 0 the handler returned, 1 it failed, 2 no stack runs or there is no such function.")

  @Argument(help: "The function.") var function: String
  @Option(help: "A file with the event; `-` is standard input.") var event: String?
  @Option(help: "The folder of the run's state.") var state = ".stackc"
  @Flag(name: .customLong("async"), help: "Queue the event and do not wait.") var isAsynchronous = false

  func run() async throws {
    let client = InvokeClient(state: state)
    throw ExitCode(await client.invoke(function, event: event, isAsynchronous: isAsynchronous))
  }
}
