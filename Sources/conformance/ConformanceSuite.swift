import Foundation

/// A collection of third-party cases, and how one of them is judged.
protocol ConformanceSuite: SendableMetatype {
  /// The name, also of its folder in the corpus.
  static var name: String { get }

  /// Judges every case of a folder.
  static func run(_ folder: URL) throws -> [Outcome]
}

/// What became of one case.
struct Outcome {
  /// What became of it.
  enum Verdict {
    case passed
    /// Another result than the case asks for, for a reason that is documented.
    case excepted(String)
    case failed(String)
  }

  let name: String
  let title: String
  let verdict: Verdict
}

/// Numbers of outcomes.
struct Tally {
  var passed = 0
  var failed = 0
  var excepted = 0

  init(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      switch outcome.verdict {
      case .passed: passed += 1
      case .failed: failed += 1
      case .excepted: excepted += 1
      }
    }
  }

  var cases: Int { passed + failed + excepted }
  var line: String { "\(passed) passed, \(failed) failed, \(excepted) skipped (documented exceptions)" }
}
