import Foundation

/// Something measured against something else in the same process.
protocol Benchmark: SendableMetatype {
  /// The name, also in the thresholds.
  static var name: String { get }

  /// Measures, prints what was measured, and gives the ratio that the threshold bounds.
  static func ratio(corpus: String) throws -> Double
}

/// CPU time of two pieces of work, run in turns so that neither has the quieter half of the time.
struct Interleaved {
  /// Seconds of each round.
  private(set) var subject: [Double] = []
  private(set) var baseline: [Double] = []

  init(rounds: Int, subject work: () -> Void, baseline other: () -> Void) {
    // One round to warm caches, not counted.
    work()
    other()
    for _ in 0..<rounds {
      baseline.append(Self.cpuTime(other))
      subject.append(Self.cpuTime(work))
    }
  }

  /// Quickest round of the subject over quickest of the baseline: what else the machine does can only add time.
  var ratio: Double { (subject.min() ?? .nan) / (baseline.min() ?? .nan) }

  /// Both minima and medians in milliseconds.
  var summary: String {
    func milliseconds(_ times: [Double]) -> String {
      "min \(decimal((times.min() ?? 0) * 1000)) ms, median \(decimal(Self.median(times) * 1000)) ms"
    }
    return "subject \(milliseconds(subject)); baseline \(milliseconds(baseline))"
  }

  private static func median(_ times: [Double]) -> Double {
    let sorted = times.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
  }

  /// CPU seconds of this process that a piece of work takes.
  private static func cpuTime(_ work: () -> Void) -> Double {
    let start = now()
    work()
    return now() - start
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
