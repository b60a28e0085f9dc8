import Foundation

/// Finds the programs that run handlers, and asks each once what it can do.
actor Interpreters {
  /// An interpreter that can run handlers.
  struct Interpreter: Sendable, Equatable {
    /// Its absolute path.
    var path: String
    /// Its version: `3.11`, `20`.
    var version: String
  }

  private let settings: SandboxSettings
  private var known: [String: Result<Interpreter, StartFault>] = [:]

  init(_ settings: SandboxSettings) { self.settings = settings }

  /// Python with AWS's runtime client (`awslambdaric`) for a runtime such as `python3.13`.
  func python(for runtime: String) async throws(StartFault) -> Interpreter {
    if let result = known[runtime] { return try result.get() }
    let result = await findPython(for: runtime)
    known[runtime] = result
    return try result.get()
  }

  private func findPython(for runtime: String) async -> Result<Interpreter, StartFault> {
    let names = settings.python.map { [$0] } ?? [runtime, "python3"]
    let candidates = names.compactMap { find($0) }
    guard !candidates.isEmpty else {
      return .failure(StartFault("there is no `\(names.last ?? "python3")` on `PATH`", help: ["install Python 3"]))
    }
    let probe = "import sys, awslambdaric; print('%d.%d' % sys.version_info[:2]); print(sys.executable)"
    for path in candidates {
      guard let (status, text) = try? await output(of: path, ["-c", probe]), status == .exited(0) else { continue }
      let lines = text.split(separator: "\n")
      if lines.count >= 2 { return .success(Interpreter(path: String(lines[1]), version: String(lines[0]))) }
    }
    let last = candidates[candidates.count - 1]
    return .failure(
      StartFault(
        "`\(last)` has no `awslambdaric`, AWS's runtime client for Python",
        help: [
          "`\(last) -m pip install awslambdaric`, or choose an interpreter that has it with `--python`"
        ]))
  }

  /// Node.js for a runtime such as `nodejs22.x`.
  func node(for runtime: String) async throws(StartFault) -> Interpreter {
    if let result = known["nodejs"] { return try result.get() }
    let name = settings.node ?? "node"
    var result = Result<Interpreter, StartFault>.failure(
      StartFault("there is no `\(name)` on `PATH`", help: ["install Node.js, or choose one with `--node`"]))
    if let path = find(name), let (status, text) = try? await output(of: path, ["--version"]), status == .exited(0) {
      // `v20.20.2`
      let version = text.drop { $0 == "v" }.prefix { $0 != "." }
      result = .success(Interpreter(path: path, version: String(version)))
    }
    known["nodejs"] = result
    return try result.get()
  }

  /// Absolute path of a program: as it is if it names a folder, else from `PATH`.
  func find(_ name: String) -> String? {
    if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
    return settings.path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// Runs a program to its end.
  func output(of executable: String, _ arguments: [String]) async throws -> (ExitStatus, String) {
    let command = ProcessCommand(
      executable: executable, arguments: arguments,
      environment: [("PATH", settings.path), ("HOME", settings.home), (Guard.variable, settings.run)], folder: "/")
    let text = OutputText()
    let status = try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<ExitStatus, any Error>) in
      do {
        _ = try ChildProcess.start(
          command, onOutput: { text.append($0) }, onExit: { continuation.resume(returning: $0) })
      } catch {
        continuation.resume(throwing: error)
      }
    }
    return (status, text.text)
  }
}
