import Foundation
import Testing

@testable import LocalRuntime

@Suite struct GuardTests {
  /// The sweep finds by the exact mark, a group's members and those that left it.
  @Test func sweepEndsTheMarkedAndNobodyElse() async throws {
    let mark = UUID().uuidString
    let marked = try spawn(
      command("sleep 1000 & setsid sleep 1000 & wait", mark), input: nil, output: nil, isSession: false)
    let other = try spawn(command("exec sleep 1000", mark + "0"), input: nil, output: nil, isSession: false)
    let bytes = Array("\(Guard.variable)=\(mark)".utf8)
    while ProcessSweep.marked(bytes).count < 3 { await Task.yield() }
    ProcessSweep.killAll(exactly: "\(Guard.variable)=\(mark)")
    #expect(ProcessSweep.marked(bytes).isEmpty)
    #expect(kill(other, 0) == 0)
    kill(other, SIGKILL)
    var status: Int32 = 0
    waitpid(marked, &status, 0)
    #expect(status & 0x7F == SIGKILL)
    waitpid(other, &status, 0)
  }

  /// The guard's input ends with the run and not before; here a script stands in for the program.
  @Test func guardIsToldOfTheEndOfTheRun() throws {
    let folder = NSTemporaryDirectory() + "stackc-guard-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = "\(folder)/program"
    try "#!/bin/sh\n/bin/cat > /dev/null\necho \"$@\" > \(folder)/end\n"
      .write(toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let guardian = try Guard.start(executable: program, marker: "m-1")
    #expect(getsid(guardian.id) == guardian.id)
    // A child that starts later must not hold the pipe open.
    let child = try spawn(command("exec sleep 1000", "none"), input: nil, output: nil, isSession: false)
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/end"))
    guardian.end()
    #expect(try String(contentsOfFile: "\(folder)/end", encoding: .utf8) == "guard m-1\n")
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
  }

  @Test func programsThatAreNotThereAreNamed() {
    #expect(throws: StartFault.self) { _ = try Guard.start(executable: "/nowhere/stackc", marker: "m") }
  }

  private func command(_ script: String, _ mark: String) -> ProcessCommand {
    ProcessCommand(
      executable: "/bin/sh", arguments: ["-c", script],
      environment: [(Guard.variable, mark), ("PATH", SandboxBench.path)], folder: "/")
  }
}
