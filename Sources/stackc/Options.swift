public import ArgumentParser
import Diagnostics
import Driver

/// Which findings are wanted.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only rules whose code starts with this.", valueName: "prefix")) var select: [String] = []
  @Option(help: ArgumentHelp("No rules whose code starts with this.", valueName: "prefix")) var ignore: [String] = []
  @Flag(help: "Also what is a matter of taste, which nobody is told otherwise.") var advice = false
  @Option(help: "The severity from which the run fails.") var failOn: Severity?
}

/// What is known of a stack besides its file.
struct StackOptions: ParsableArguments {
  @Option(name: .customLong("param"), help: ArgumentHelp("A parameter's value.", valueName: "name=value"))
  var parameters: [String] = []
  @Option(
    help: ArgumentHelp(
      "Parameters' values as `aws cloudformation` or CodePipeline takes them, in JSON; --param wins.", valueName: "file"
    ))
  var paramFile: [String] = []
  @Option(help: "The region of the deployment.") var region: String?
  @Option(help: "The day for which dates are judged: YYYY-MM-DD.") var today: String?
  @Option(help: "The configuration file; otherwise the nearest .stackc.yaml upwards.") var config: String?
}

extension Severity: ExpressibleByArgument {}
