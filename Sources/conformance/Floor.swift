import Foundation

/// What a suite must reach at least.
struct Floor: Decodable {
  /// Number of cases that the floor was measured with.
  let cases: Int
  /// Fewest that pass.
  let passed: Int
  /// Most that fail.
  let failed: Int
  /// Least shares, in percent.
  let shares: [String: Double]?

  /// The floor of a suite, if the file has one.
  static func read(_ path: String, suite: String) throws -> Floor? {
    try JSONDecoder().decode([String: Floor].self, from: Data(contentsOf: URL(fileURLWithPath: path)))[suite]
  }

  /// What is missing; nil if the floor is reached. With another number of cases only failures count.
  func shortfall(_ tally: Tally) -> String? {
    if tally.failed > failed { return "\(tally.failed) failed, at most \(failed) may" }
    if tally.cases == cases, tally.passed < passed { return "\(tally.passed) passed, at least \(passed) must" }
    for (name, least) in shares ?? [:] where (tally.shares[name]?.percent ?? 100) < least {
      return "of \(name) \(tally.shares[name]?.percent ?? 0) % were found, at least \(least) % must"
    }
    return nil
  }
}
