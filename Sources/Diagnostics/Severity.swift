/// How much a finding matters.
public enum Severity: String, Sendable, CaseIterable {
  /// AWS rejects it, or it cannot work.
  case error
  /// It deploys, and is likely to fail, lose data or surprise.
  case warning
  /// Advice.
  case info
}

extension Severity: Comparable {
  /// Orders from advice to error.
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}
