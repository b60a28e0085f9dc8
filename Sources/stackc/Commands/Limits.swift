import ArgumentParser
import Driver

struct Limits: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "limits", abstract: "Prints AWS's documented limits, each with its source and date.")

  @Argument(help: "Only limits whose service, id or subject has every one of these words.")
  var words: [String] = []

  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let rows = LimitsTable.rows(matching: words)
    guard !rows.isEmpty else {
      Terminal.tell("no limit matches \(words.joined(separator: " "))\n")
      throw ExitCode(1)
    }
    Terminal.out(json ? LimitsTable.json(rows) : LimitsTable.text(rows))
  }
}
