import Foundation

/// A program that a benchmark starts, whose first line on standard output is the URL where it listens.
final class Listening {
  private let process = Process()
  /// The port it listens on.
  let port: Int
  /// Its process id.
  var id: Int32 { process.processIdentifier }

  /// Starts it and waits for its URL.
  init(_ program: String, _ arguments: [String], folder: URL, environment: [String: String] = [:]) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: "/dev/null")
    try process.run()
    var line = ""
    while !line.hasSuffix("\n"), let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
      line += String(decoding: byte, as: UTF8.self)
    }
    guard let port = URL(string: line.trimmingCharacters(in: .whitespacesAndNewlines))?.port else {
      process.terminate()
      process.waitUntilExit()
      throw Failure("\(program) did not start; it said: \(line)")
    }
    self.port = port
  }

  /// Ends it and waits until it has.
  func end() {
    process.terminate()
    process.waitUntilExit()
  }

  /// Memory in KB that it has in use (`VmRSS` of proc(5)).
  static func memory(of id: Int32) -> Int {
    let status = (try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
  }

  /// The children of a process (proc(5)).
  static func children(of id: Int32) -> [Int32] {
    let text = (try? String(contentsOfFile: "/proc/\(id)/task/\(id)/children", encoding: .utf8)) ?? ""
    return text.split(separator: " ").compactMap { Int32($0) }
  }
}

/// Why a benchmark could not be measured.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
