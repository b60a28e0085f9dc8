#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The machine's clock.
public struct SystemClock: RunClock {
  /// Makes it.
  public init() {}

  /// The present moment.
  public var now: Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Waits until a moment has come. A long wait is taken in pieces, since the machine may sleep or be set meanwhile.
  public func sleep(until moment: Moment) async throws {
    while true {
      let left = moment.milliseconds - now.milliseconds
      guard left > 0 else { return }
      try await Task.sleep(for: .milliseconds(min(left, 60_000)))
    }
  }
}
