public import ArgumentParser
import Driver

struct Env: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "env", abstract: "Prints the environment in which AWS's tools speak to the stack that runs.",
    discussion: """
      For a shell: eval "$(stackc env)". Calls are then made as the account's administrator, or as a role with --as: \
      what the role may not do is denied as it would be to its functions.

      Exit status: 1 if nothing runs, 2 if the run has no such role.
      """)

  @Option(help: "The stack file.") var stack = "stack.yaml"
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("A role, or a function for its role.", valueName: "roles.x|functions.f"))
  var role: String?
  @Option(help: "How to print it.")
  var format: RunEnvironment.Format = .sh

  func run() throws {
    do {
      Terminal.out(try RunEnvironment(stack: stack, as: role).text(format))
    } catch {
      Terminal.tell("error: \(error.message)\n")
      if case .unknownRole = error { throw ExitCode(2) }
      throw ExitCode(1)
    }
  }
}

extension RunEnvironment.Format: ExpressibleByArgument {}
