/// Names one file of a ``SourceMap``.
public struct SourceID: Hashable, Sendable {
  /// Position of the file in its map.
  public let index: UInt32

  /// Makes the name of the file at `index`.
  public init(_ index: UInt32) { self.index = index }
}

/// A range of UTF-8 bytes in one source file.
///
/// Every value the compiler handles carries one, so that a finding can stand where its cause was written.
public struct Span: Hashable, Sendable {
  /// The file.
  public var source: SourceID
  /// Offset of the first byte, from 0.
  public var start: UInt32
  /// Offset one past the last byte; never below `start`.
  public var end: UInt32

  /// Makes a span of the bytes from `start` up to, not including, `end`.
  public init(_ source: SourceID, _ start: Int, _ end: Int) {
    self.source = source
    self.start = UInt32(clamping: start)
    self.end = UInt32(clamping: max(start, end))
  }

  /// Number of bytes covered.
  public var length: Int { Int(end) - Int(start) }

  /// The offsets as a range of integers.
  public var range: Range<Int> { Int(start)..<Int(end) }

  /// Whether another lies within it.
  public func contains(_ other: Span) -> Bool {
    source == other.source && start <= other.start && other.end <= end
  }

  /// The smallest span that covers both; `self` if they lie in different files.
  public func union(_ other: Span) -> Span {
    guard source == other.source else { return self }
    return Span(source, Int(min(start, other.start)), Int(max(end, other.end)))
  }

  /// The empty span at the first byte.
  public var atStart: Span { Span(source, Int(start), Int(start)) }

  /// The empty span after the last byte.
  public var atEnd: Span { Span(source, Int(end), Int(end)) }
}

extension Span: Comparable {
  /// Orders by file, then start, then end.
  public static func < (a: Span, b: Span) -> Bool {
    (a.source.index, a.start, a.end) < (b.source.index, b.start, b.end)
  }
}
