import Synchronization

/// A narrator that keeps what it was told, for tests and for those who ask afterwards.
public final class RecordingNarrator: Narrator {
  private struct State {
    var occurrences: [Occurrence] = []
    var lines: [String] = []
  }

  private let state = Mutex(State())

  /// Makes one that was told nothing.
  public init() {}

  /// What happened, in order.
  public var occurrences: [Occurrence] { state.withLock { $0.occurrences } }
  /// What went well, in order.
  public var lines: [String] { state.withLock { $0.lines } }

  /// Keeps an occurrence.
  public func tell(_ occurrence: Occurrence) { state.withLock { $0.occurrences.append(occurrence) } }

  /// Keeps a line.
  public func mention(_ line: String) { state.withLock { $0.lines.append(line) } }
}
