public import ArgumentParser
import Diagnostics
import Driver

struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Writes the template, the wiring plan and the packed code of a stack.",
    discussion: "Nothing is written when an error is found.")

  @Argument(
    help: ArgumentHelp("The stack file; stack.yaml or template.yaml if not given.", valueName: "stack")) var named:
    String?
  @Option(name: [.customShort("o"), .long], help: "The folder that is written to.") var output = "build"
  @Option(
    help: "What to make: \(StackBuilder.Product.allCases.map(\.rawValue).joined(separator: ", ")); all if not given.")
  var emit: [StackBuilder.Product] = []
  @OptionGroup var stack: StackOptions

  private var file: String { StackFinder().stack(named) }

  func run() throws {
    let session = try Session(stack, near: file)
    var compilation = try session.compile(file)
    let products = emit.isEmpty ? StackBuilder.Product.allCases : emit
    let outputs =
      compilation.isDeployable
      ? StackBuilder(folder: Linter.folder(of: file)).build(
        &compilation, products: Set(products), options: session.linter.options) : []
    let report = session.linter.report([compilation])
    if report.parts.contains(where: { !$0.diagnostics.isEmpty }) { Terminal.report(report, .text, toPeople: true) }
    guard compilation.isDeployable else { throw ExitCode(1) }
    for one in outputs { try Terminal.write(one.contents, to: "\(output)/\(one.path)") }
    Terminal.tell("wrote \(outputs.map { "\(output)/\($0.path)" }.joined(separator: ", "))\n")
  }
}

extension StackBuilder.Product: ExpressibleByArgument {}

extension Session {
  /// Compiles the one stack of a command; ends the program if it cannot be read.
  func compile(_ file: String) throws -> Compilation {
    guard let compilation = linter.lint(file) else {
      Terminal.tell("error: `\(file)` cannot be read\n")
      throw ExitCode(2)
    }
    return compilation
  }
}
