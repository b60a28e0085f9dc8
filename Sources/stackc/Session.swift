import ArgumentParser
import Diagnostics
import Driver

/// Options and configuration, made into what the driver takes. Ends the program when they cannot be used.
struct Session {
  /// The linter they make.
  let linter: Linter

  init(_ stack: StackOptions, _ selection: SelectionOptions? = nil, near path: String?) throws {
    var configuration = try Self.configuration(stack, near: path)
    if let selection {
      if !selection.select.isEmpty { configuration.select = selection.select }
      if !selection.ignore.isEmpty { configuration.ignore = selection.ignore }
      if selection.advice { configuration.advice = true }
      if let severity = selection.failOn { configuration.failOn = severity }
    }
    if let region = stack.region { configuration.region = region }
    for path in stack.paramFile {
      do {
        for (name, value) in try ParameterFile.read(path) { configuration.parameters[name] = value }
      } catch {
        Terminal.tell("error: \(path): \(error.reason)\n")
        throw ExitCode(2)
      }
    }
    for pair in stack.parameters {
      guard let equals = pair.firstIndex(of: "=") else {
        throw ValidationError("--param takes NAME=VALUE, not `\(pair)`")
      }
      configuration.parameters[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
    }
    guard let day = stack.today.map({ Day(text: $0) }) ?? Day.current else {
      throw ValidationError("--today takes a day such as 2026-11-24, not `\(stack.today ?? "")`")
    }
    linter = Linter(configuration, today: day)
  }

  private static func configuration(_ stack: StackOptions, near path: String?) throws -> Configuration {
    let folder = path.map(ConfigurationFile.folder) ?? ""
    guard let file = stack.config ?? ConfigurationFile.find(from: folder) else {
      return Configuration()
    }
    guard let loaded = ConfigurationFile.load(file) else {
      Terminal.tell("error: `\(file)` cannot be read\n")
      throw ExitCode(2)
    }
    guard loaded.report.parts.allSatisfy(\.diagnostics.isEmpty) else {
      Terminal.report(loaded.report, .text, toPeople: true)
      throw ExitCode(2)
    }
    return loaded.configuration
  }
}
