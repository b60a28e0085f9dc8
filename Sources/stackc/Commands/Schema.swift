import ArgumentParser
import Driver

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of a stack file, for editors.")

  func run() { Terminal.out(LanguageDocuments.schema) }
}
