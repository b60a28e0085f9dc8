public import ArgumentParser
import Diagnostics
import Driver

struct Graph: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draws the stack: who sends what to whom.")

  @Argument(
    help: ArgumentHelp("The stack file; stack.yaml or template.yaml if not given.", valueName: "stack")) var named:
    String?
  @Option(help: "How to draw.")
  var format: StackDrawing.Format = .dot
  @Option(name: [.customShort("o"), .long], help: "The file that is written; standard output if not given.")
  var output: String?
  @Flag(help: "Show derived roles, policies and permissions too.") var derived = false
  @Flag(help: "Draw also what must exist first.") var dependencies = false
  @OptionGroup var stack: StackOptions

  private var file: String { StackFinder().stack(named) }

  func run() throws {
    let session = try Session(stack, near: file)
    let compilation = try session.compile(file)
    let drawing = StackDrawing(derived: derived, dependencies: dependencies)
    guard let bytes = drawing.bytes(of: compilation, format) else {
      Terminal.report(session.linter.report([compilation]), .text, toPeople: true)
      throw ExitCode(1)
    }
    if let output { try Terminal.write(bytes, to: output) } else { Terminal.out(bytes) }
  }
}

extension StackDrawing.Format: ExpressibleByArgument {}
