public import ArgumentParser
import Diagnostics
import Driver

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Says what a change of a stack does: to its resources, and to what anybody may do.",
    discussion: """
      OLD and NEW are stack files, SAM or CloudFormation templates, in any mixture; - reads one of them from standard input: \
      git show HEAD:stack.yaml | stackc diff - stack.yaml. Permissions are compared by what the policies mean: policies \
      that say the same in other words are no change. Status: 0 nothing changes, 1 something does, 2 a file cannot be used.
      """)

  @Argument(help: "The stack before; - reads standard input.") var old: String
  @Argument(help: "The stack after; - reads standard input.") var new: String
  @Option(help: "How to report.") var format: ReportFormat = .text
  @Option(help: "Compare only one of both.") var only: StackDiff.Part?
  @OptionGroup var stack: StackOptions

  func run() throws {
    let linter = try Session(stack, near: new == "-" ? old : new).linter
    let diff: StackDiff
    do throws(StackDiff.Refusal) {
      diff = try StackDiff(old, new, only: only, linter)
    } catch {
      if let report = error.report { Terminal.report(report, .text, toPeople: true) }
      throw Terminal.refusal(error.message)
    }
    for remark in diff.remarks { Terminal.tell("warning: \(remark)\n") }
    if format == .json { Terminal.out(diff.json) } else if !diff.isEmpty { Terminal.report(diff.report, format) }
    if !diff.isEmpty { throw ExitCode(1) }
  }
}

extension StackDiff.Part: ExpressibleByArgument {}
