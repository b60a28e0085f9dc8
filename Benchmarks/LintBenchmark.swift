import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A whole run of `stackc lint Examples/orders`, as a person starts it, against a Python that does nothing.
enum LintBenchmark: Benchmark {
  static let name = "lint"
  private static let rounds = 60

  static func ratio(corpus: String) throws -> Double {
    let here = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    let stackc = here.appendingPathComponent("stackc").path
    guard FileManager.default.isExecutableFile(atPath: stackc) else {
      print("lint: there is no \(stackc); swift build -c release --product stackc makes it")
      throw CocoaError(.fileNoSuchFile)
    }
    let lint = [stackc, "lint", "Examples/orders"]
    let python = ["/usr/bin/env", "python3", "-I", "-c", "pass"]
    var subject: [Run] = []
    var baseline: [Run] = []
    for round in 0...rounds {
      let runs = (try Run(python), try Run(lint))
      // The first round warms the caches.
      guard round > 0 else { continue }
      baseline.append(runs.0)
      subject.append(runs.1)
    }
    print(
      "lint: stackc \(Run.summary(subject)); python3 \(Run.summary(baseline)); on a quiet machine stackc takes 10 ms wall at most"
    )
    return Run.median(subject, \.processor) / Run.median(baseline, \.processor)
  }

  /// One run of a program.
  private struct Run {
    /// Seconds of processor time, of the program and the system for it.
    let processor: Double
    /// Seconds from start to end.
    let wall: Double

    init(_ words: [String]) throws {
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
      guard status == 0 else { throw CocoaError(.executableRuntimeMismatch) }
    }

    static func median(_ runs: [Run], _ time: KeyPath<Run, Double>) -> Double {
      let sorted = runs.map { $0[keyPath: time] }.sorted()
      return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }

    static func summary(_ runs: [Run]) -> String {
      "\(decimal(median(runs, \.processor) * 1000)) ms of processor time, \(decimal(median(runs, \.wall) * 1000)) ms wall"
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    private static func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
  }
}
