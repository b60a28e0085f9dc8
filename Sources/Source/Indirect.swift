/// A value behind one pointer: handed round for the price of one reference, and copied when it is changed while others hold
/// it too. For what has many parts and is copied far more often than changed.
public struct Indirect<Value: Sendable>: Sendable {
  // Unchecked: it is changed only by the one who alone holds it.
  @usableFromInline
  final class Box: @unchecked Sendable {
    @usableFromInline var value: Value
    @inlinable init(_ value: Value) { self.value = value }
  }

  @usableFromInline var box: Box

  /// Puts a value behind a pointer.
  @inlinable public init(_ value: Value) { box = Box(value) }

  /// The value.
  @inlinable public var value: Value {
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }

  /// Which it is, as long as it is held: the same for two of which one was copied from the other, until one is changed.
  public var identifier: ObjectIdentifier { ObjectIdentifier(box) }
}
