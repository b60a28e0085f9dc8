import ArgumentParser
import Diagnostics
import Driver

struct Tighten: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tighten",
    abstract: "Narrows permissions to what a recording shows to be used, as a patch of the stack.",
    discussion: """
      `stackc run --record FILE` writes the recording. The patch goes to standard output (`git apply` takes it), what was \
      found to standard error. Nothing that an arrow of the stack needs is taken away, and every recorded call stays \
      allowed. Status: 0 nothing to narrow, or it was written; 1 there is a patch; 2 something cannot be used.
      """)

  @Argument(help: "The recording.") var recording: String
  @Argument(help: "The stack; the one in this folder if none is named.") var file: String?
  @Flag(help: "Write the change into the stack's files instead of showing it.") var write = false
  @OptionGroup var stack: StackOptions

  func run() throws {
    guard let path = file ?? StackFinder().ownStack else {
      throw Terminal.refusal("no stack.yaml or template.yaml here: name the stack after the recording")
    }
    let linter = try Session(stack, near: path).linter
    guard let found = StackFinder().find([path]).files.first, let compilation = linter.lint(found) else {
      throw Terminal.refusal("`\(path)` is no stack that can be read")
    }
    let tightener: Tightener?
    do throws(RecordingFile.Refusal) {
      tightener = Tightener(compilation, linter, try RecordingFile.read(recording))
    } catch {
      throw Terminal.refusal(error.message)
    }
    guard let outcome = tightener?.run() else { throw Terminal.refusal("`\(path)` is no stack that can be read") }
    Terminal.report(outcome.report, .text, toPeople: true)
    guard write else {
      Terminal.out(outcome.patch)
      if !outcome.patch.isEmpty { throw ExitCode(1) }
      return
    }
    for (path, bytes) in outcome.texts { try Terminal.write(bytes, to: path) }
  }
}
