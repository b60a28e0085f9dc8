public import ArgumentParser
public import LocalRuntime

struct RunPlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a plan until it is asked to end.",
    discussion:
      "Prints the URL of the edge on standard output once it answers. Status: 0 asked to end, 1 it could not start.")

  @Argument(help: "The wiring plan.") var plan: String
  @Option(help: "The folder of the stack file.") var folder = "."
  @Option(help: "The folder of what lasts.") var state = ".stackc"
  @Option(help: "The port on the loopback; 0 takes a free one.") var port = 4566
  @Option(help: "How permissions are enforced.") var iam = IAMMode.strict
  @Option(help: ArgumentHelp("A real server for a service.", valueName: "service=url")) var bind: [String] = []
  @Option(help: "The Python that runs Python handlers.") var python: String?
  @Option(help: "The Node.js that runs Node.js handlers.") var node: String?
  @Option(help: "How events are told.") var events = RunSettings.EventForm.text
  @Option(help: "A file to which the calls of roles are added.") var record: String?
  @Flag(help: "End when standard input ends.") var endsWithInput = false

  func run() async throws {
    var settings = RunSettings(plan: plan, folder: folder, state: state, program: CommandLine.arguments[0])
    settings.port = port
    settings.iam = iam
    settings.python = python
    settings.node = node
    settings.events = events
    settings.record = record
    settings.endsWithInput = endsWithInput
    for pair in bind {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, RunSettings.bindable.contains(String(parts[0])) else {
        throw ValidationError(
          "--bind takes \(RunSettings.bindable.map { "\($0)=URL" }.joined(separator: ", ")), not `\(pair)`")
      }
      settings.bindings[String(parts[0])] = String(parts[1])
    }
    throw ExitCode(await LocalRun.main(settings))
  }
}

extension IAMMode: ExpressibleByArgument {}
extension RunSettings.EventForm: ExpressibleByArgument {}
