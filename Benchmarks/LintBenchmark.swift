import Foundation

/// A whole run of `stackc lint Examples/orders`, as a person starts it, against a Python that does nothing.
enum LintBenchmark: Benchmark {
  static let name = "lint"
  private static let rounds = 60

  static func ratio(corpus: String) throws -> Double {
    let lint = [try ProgramRun.stackc(), "lint", "Examples/orders"]
    let python = ["/usr/bin/env", "python3", "-I", "-c", "pass"]
    var subject: [ProgramRun] = []
    var baseline: [ProgramRun] = []
    for round in 0...rounds {
      let runs = (try ProgramRun(python), try ProgramRun(lint))
      // The first round warms the caches.
      guard round > 0 else { continue }
      baseline.append(runs.0)
      subject.append(runs.1)
    }
    print(
      "lint: stackc \(ProgramRun.summary(subject)); python3 \(ProgramRun.summary(baseline)); on a quiet machine stackc takes 10 ms wall at most"
    )
    return ProgramRun.median(subject, \.processor) / ProgramRun.median(baseline, \.processor)
  }
}
