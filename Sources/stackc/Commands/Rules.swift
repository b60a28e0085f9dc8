import ArgumentParser
import Diagnostics
import Driver

struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rules", abstract: "Lists the rules.")

  func run() {
    for rule in Catalogue.rules {
      let severity = rule.severity.rawValue
      let padding = String(repeating: " ", count: 7 - severity.count)
      Terminal.out("\(rule.code)  \(severity)\(padding)  \(rule.title)\n")
    }
  }
}
