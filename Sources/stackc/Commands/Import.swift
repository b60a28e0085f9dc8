import ArgumentParser
import Diagnostics
import Driver

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Makes a stack file of a SAM or CloudFormation template.",
    discussion: """
      The stack file builds to the template's own resources, under their logical ids. Status: 1 errors stand in the template, \
      or what was made builds to something else; 2 it cannot be read.
      """)

  @Argument(help: "The template.") var template: String
  @Option(name: [.customShort("o"), .long], help: "The file that is written; standard output if not given.")
  var output: String?
  @OptionGroup var stack: StackOptions

  func run() throws {
    let session = try Session(stack, near: template)
    let compilation = try session.compile(template)
    let made: StackImport
    do {
      made = try StackImport(compilation, files: DiskFiles(root: Linter.folder(of: template)))
    } catch {
      if error == .faulty { Terminal.report(session.linter.report([compilation]), .text, toPeople: true) }
      Terminal.tell("error: `\(template)` cannot be imported: \(error.message)\n")
      throw ExitCode(1)
    }
    if let output { try Terminal.write(Array(made.text.utf8), to: output) } else { Terminal.out(made.text) }
    for what in made.lost { Terminal.tell("warning: \(what) is not in the stack file\n") }
    Terminal.tell("\(made.native) of \(made.resources) resources have an entry of a section, or follow from one\n")
    if let difference = made.difference {
      Terminal.tell("error: the stack file builds to another `\(difference)` than the template\n")
      throw ExitCode(1)
    }
  }
}
