extension RetryPolicy {
  /// How long to wait before a retry, in milliseconds.
  ///
  /// - Parameters:
  ///   - retry: its number, from 1
  ///   - jitter: 0 to 1: how much of what may vary is taken
  func wait(before retry: Int, jitter: Double) -> Int64 {
    switch backoff {
    case .topic: Self.topicWait(before: retry)
    case .rule: Self.ruleWait(before: retry, jitter: jitter)
    }
  }

  /// SNS Developer Guide, "Amazon SNS message delivery retries", AWS managed endpoints: 3 without delay, 2 after 1 s, 10 with
  /// exponential back-off from 1 s to 20 s, then every 20 s.
  private static func topicWait(before retry: Int) -> Int64 {
    let doubled: [Int64] = [1_000, 1_395, 1_946, 2_714, 3_786, 5_282, 7_368, 10_278, 14_337, 20_000]
    return switch retry {
    case ...3: 0
    case 4...5: 1_000
    case 6...15: doubled[retry - 6]
    default: 20_000
    }
  }

  /// EventBridge User Guide, "Event retry policy": exponential back-off and jitter. AWS gives no figures; 185 tries in 24 h
  /// come out with 1 s at first, doubled up to a little less than 8 min.
  private static func ruleWait(before retry: Int, jitter: Double) -> Int64 {
    let full = Double(min(1_000 << Int64(min(max(retry, 1) - 1, 9)), 480_000))
    return Int64(full / 2 + full / 2 * min(max(jitter, 0), 1))
  }

  /// SNS to queues and functions: 100,015 tries in 23 days.
  static let topic = RetryPolicy(retries: 100_014, maxAge: 23 * 86_400_000, backoff: .topic)
}
