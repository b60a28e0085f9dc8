import Foundation

/// A collection of third-party cases, and how one of them is judged.
protocol ConformanceSuite: SendableMetatype {
  /// The name, also of its folder in the corpus.
  static var name: String { get }

  /// The folder in the corpus.
  static var folder: String { get }

  /// Judges every case of a folder.
  static func run(_ folder: URL) throws -> [Outcome]
}

extension ConformanceSuite {
  static var folder: String { name }
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
  /// How much of something was found, by what it is.
  var shares: [String: Share] = [:]
  /// What else is worth a look, though it decides nothing.
  var remarks: [String] = []

  /// A number of things, and how many of them were found.
  struct Share {
    var found = 0
    var all = 0

    mutating func add(_ isFound: Bool) {
      all += 1
      if isFound { found += 1 }
    }

    /// In percent; 100 where there is nothing to be found.
    var percent: Double { all == 0 ? 100 : Double(found) * 100 / Double(all) }
  }
}

/// Numbers of outcomes.
struct Tally {
  var passed = 0
  var failed = 0
  var excepted = 0
  /// Shares of all outcomes, by what they are of.
  var shares: [String: Outcome.Share] = [:]

  init(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      switch outcome.verdict {
      case .passed: passed += 1
      case .failed: failed += 1
      case .excepted: excepted += 1
      }
      for (name, share) in outcome.shares {
        shares[name, default: Outcome.Share()].found += share.found
        shares[name, default: Outcome.Share()].all += share.all
      }
    }
  }

  var cases: Int { passed + failed + excepted }
  var line: String { "\(passed) passed, \(failed) failed, \(excepted) skipped (documented exceptions)" }

  /// The shares, one a line.
  var shareLines: [String] {
    shares.sorted { $0.key < $1.key }.map { name, share in
      "\(name): \(share.found) of \(share.all) found (\((share.percent * 10).rounded() / 10) %)"
    }
  }
}
