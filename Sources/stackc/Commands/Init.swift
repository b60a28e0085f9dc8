import ArgumentParser
import Driver

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Writes a small working stack with a handler and a test event.")

  @Argument(help: "The folder; it is made if it does not exist.") var folder = "."

  func run() throws {
    let outcome: StarterStack.Outcome
    do {
      outcome = try StarterStack.write(to: folder)
    } catch {
      Terminal.tell("\(error.path): \(error.reason)\n")
      throw ExitCode(2)
    }
    switch outcome {
    case .written(let names):
      for name in names { Terminal.tell("wrote \(folder == "." ? name : "\(folder)/\(name)")\n") }
      let place = folder == "." ? "" : "\(folder)/"
      Terminal.tell("next: stackc lint \(place)stack.yaml, then stackc build \(place)stack.yaml\n")
    case .exists(let name):
      Terminal.tell("\(folder)/\(name) exists; nothing was written\n")
      throw ExitCode(1)
    }
  }
}
