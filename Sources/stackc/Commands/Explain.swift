import ArgumentParser
import Diagnostics
import Driver

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explains a rule: why it is one, an example, what to write instead.")

  @Argument(help: "The rule's code (STK501) or name (visibility-below-timeout).") var rule: String

  func run() throws {
    guard let found = Catalogue.rule(rule) else {
      let names = Catalogue.rules.map(\.code) + Catalogue.rules.map(\.name)
      let nearest = Spelling.nearest(to: rule, in: names).map { "; did you mean `\($0)`?" } ?? ""
      Terminal.tell("error: no rule `\(rule)`\(nearest)\n")
      throw ExitCode(2)
    }
    Terminal.out(Catalogue.explanation(of: found).text(Terminal.palette))
  }
}
