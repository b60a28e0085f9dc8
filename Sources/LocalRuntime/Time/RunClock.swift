/// A moment, in milliseconds since 1970: what AWS's services stamp and compare, and what is stored.
public struct Moment: Hashable, Sendable, Comparable, Codable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var milliseconds: Int64

  /// Makes a moment.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Seconds since 1970, as timestamps of service models have them.
  public var seconds: Double { Double(milliseconds) / 1000 }

  /// Orders by time.
  public static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }

  /// A moment so many milliseconds later; saturates.
  public func adding(milliseconds more: Int64) -> Moment {
    let (sum, overflow) = milliseconds.addingReportingOverflow(more)
    return Moment(milliseconds: overflow ? (more < 0 ? .min : .max) : sum)
  }

  /// A moment so many seconds later; saturates.
  public func adding(seconds: Int) -> Moment {
    let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1000)
    return adding(milliseconds: overflow ? (seconds < 0 ? .min : .max) : product)
  }
}

/// The one clock of a run. Everything that waits, expires or is stamped asks it, so that a test can move time.
public protocol RunClock: Sendable {
  /// The present moment.
  var now: Moment { get }

  /// Waits until a moment has come; returns at once if it has passed.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  func sleep(until moment: Moment) async throws
}
