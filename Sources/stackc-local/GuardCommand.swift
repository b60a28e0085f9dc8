import ArgumentParser
import LocalRuntime

/// Started by the run itself: outlives it, however it ends, and ends what it left behind.
struct GuardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "guard", shouldDisplay: false)

  @Argument var marker: String

  func run() { Guard.run(marker: marker) }
}
