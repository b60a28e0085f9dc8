import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// One run of a program, from its start to its end.
struct ProgramRun {
  /// Seconds of processor time, of the program and the system for it.
  let processor: Double
  /// Seconds from start to end.
  let wall: Double

  /// Runs a program; what it prints is left out.
  ///
  /// - Parameter mayFind: whether an exit status other than 0 only says that it found something.
  init(_ words: [String], mayFind: Bool = false) throws {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var process = pid_t()
    let start = Self.now()
    guard posix_spawn(&process, words[0], &actions, nil, &arguments, environ) == 0 else {
      throw CocoaError(.executableNotLoadable)
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 { if errno != EINTR { throw CocoaError(.executableLoad) } }
    wall = Self.now() - start
    processor = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    let hasEnded = status & 0x7F == 0
    guard hasEnded, status == 0 || mayFind else { throw Failure("\(words[0]) failed with status \(status)") }
  }

  /// The most memory that a program has at once, in KB. A process that is started begins with the figure of the one that
  /// starts it (getrusage(2)), which must be a small one: a Python that does nothing else.
  static func peakMemory(_ words: [String]) throws -> Int {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-I", "Benchmarks/Templates/peak.py"] + words
    process.standardOutput = output
    try process.run()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let memory = Int(text) else { throw Failure("\(words[0]) could not be measured: \(text)") }
    return memory
  }

  /// The release build of stackc beside this program.
  static func stackc() throws -> String {
    let here = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    let stackc = here.appendingPathComponent("stackc").path
    guard FileManager.default.isExecutableFile(atPath: stackc) else {
      throw Failure("there is no \(stackc); swift build -c release --product stackc makes it")
    }
    return stackc
  }

  static func median(_ runs: [ProgramRun], _ time: KeyPath<ProgramRun, Double>) -> Double {
    let sorted = runs.map { $0[keyPath: time] }.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
  }

  static func summary(_ runs: [ProgramRun]) -> String {
    "\(decimal(median(runs, \.processor) * 1000)) ms of processor time, \(decimal(median(runs, \.wall) * 1000)) ms wall"
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
