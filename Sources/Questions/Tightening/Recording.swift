public import Wiring

/// What a recording holds.
public struct Recording: Sendable {
  /// The services whose calls it would hold; of others it says nothing.
  public var services: Set<String>
  /// The calls.
  public var calls: [RecordedCall]

  /// Makes one.
  public init(services: Set<String> = [], calls: [RecordedCall] = []) {
    self.services = services
    self.calls = calls
  }
}
