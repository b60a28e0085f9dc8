import ArgumentParser
import LocalRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs a wiring plan. `stackc run` makes the plan and starts this program; a plan written by hand does as well.
@main struct StackcLocal: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stackc-local", abstract: "Runs a wiring plan of stackc on this machine.", version: "0.1.0",
    subcommands: [RunPlanCommand.self, InvokeCommand.self, GuardCommand.self])

  /// Runs the command; wrong usage ends with 2, as it does with `stackc`.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      let status = exitCode(for: error)
      let text = fullMessage(for: error)
      if !text.isEmpty { (status.isSuccess ? Descriptor.standardOutput : .standardError).write(text + "\n") }
      end(status == .validationFailure ? 2 : status.rawValue)
    }
  }
}

/// The system's `exit`, by a name that the command's own does not hide.
private func end(_ status: Int32) -> Never { exit(status) }
