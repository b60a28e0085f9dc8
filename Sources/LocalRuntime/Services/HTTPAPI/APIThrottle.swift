import Synchronization

/// The token bucket of a stage ("Throttle requests to your HTTP APIs", API Gateway Developer Guide): so many tokens a second, up
/// to the burst; each request takes one.
final class APIThrottle: Sendable {
  /// The account's quotas, which hold where a stage sets only the other of the two.
  static let accountRate = 10_000.0
  static let accountBurst = 5_000

  /// Tokens a second.
  let rate: Double
  /// The most tokens there can be.
  let burst: Int
  private let state: Mutex<(tokens: Double, at: Moment)>

  /// Makes a full bucket.
  init(rate: Double?, burst: Int?, now: Moment) {
    self.rate = max(0, rate ?? Self.accountRate)
    self.burst = max(0, burst ?? Self.accountBurst)
    state = Mutex((Double(self.burst), now))
  }

  /// Takes a token; false if there is none.
  func admits(at now: Moment) -> Bool {
    state.withLock { state in
      // A clock that was set back refills nothing.
      let elapsed = max(0, now.milliseconds - state.at.milliseconds)
      state.tokens = min(Double(burst), state.tokens + Double(elapsed) / 1000 * rate)
      state.at = now
      guard state.tokens >= 1 else { return false }
      state.tokens -= 1
      return true
    }
  }
}
