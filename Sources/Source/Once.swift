import Synchronization

/// A value that is made when it is first asked for, and kept for all who ask again.
public final class Once<Value: Sendable>: Sendable {
  private let known = Mutex<Value?>(nil)

  /// Makes an empty one.
  public init() {}

  /// The value, which `make` makes if nobody has asked before. Two who ask at the same time may both make it.
  public func value(_ make: () -> Value) -> Value {
    if let value = known.withLock({ $0 }) { return value }
    let value = make()
    known.withLock { $0 = value }
    return value
  }
}
