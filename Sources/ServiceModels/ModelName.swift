/// A name or text of a model. It is compared with bytes of a message without making a string.
public struct ModelName: Sendable, Equatable {
  // Strings are interned, so equal names have equal ids.
  let id: UInt32

  /// The UTF-8 bytes. They are constant data of the program.
  public var utf8: UnsafeRawBufferPointer { ModelTable.shared.utf8(id) }

  /// Whether it is the empty text, which stands for "none".
  public var isEmpty: Bool { id == 0 }

  /// The text.
  public var string: String { String(decoding: utf8, as: UTF8.self) }

  /// The text, or nil for the empty one.
  public var optional: String? { isEmpty ? nil : string }

  /// Whether it has these bytes.
  @inline(__always)
  public func equals(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let own = utf8
    guard own.count == bytes.count else { return false }
    for index in own.indices where own[index] != bytes[index] { return false }
    return true
  }

  /// Whether it is this text.
  public func equals(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { equals(UnsafeRawBufferPointer($0)) }
  }

  /// Negative, zero or positive as it sorts by bytes before, with or after a text.
  func compare(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { other in
      let own = utf8
      for index in 0..<min(own.count, other.count) where own[index] != other[index] {
        return Int(own[index]) - Int(other[index])
      }
      return own.count - other.count
    }
  }
}

/// Names of a model in their order.
public struct ModelNames: RandomAccessCollection, Sendable {
  let start: Int
  /// Always 0.
  public var startIndex: Int { 0 }
  /// The count.
  public let endIndex: Int

  init(start: UInt32, count: UInt32) {
    self.start = Int(start)
    endIndex = Swift.max(0, Swift.min(Int(count), ModelTable.shared.lists.count / 4 - Int(start)))
  }

  /// The name at a position below `count`.
  public subscript(position: Int) -> ModelName {
    let table = ModelTable.shared
    return ModelName(id: table.word(table.lists, start + position))
  }
}

/// Rows of a model by position, made as they are read.
public struct ModelRows<Row: Sendable>: RandomAccessCollection, Sendable {
  let first: Int
  let row: @Sendable (Int) -> Row
  /// Always 0.
  public var startIndex: Int { 0 }
  /// The count.
  public let endIndex: Int

  init(_ rows: Range<Int>, _ row: @escaping @Sendable (Int) -> Row) {
    first = rows.lowerBound
    endIndex = rows.count
    self.row = row
  }

  /// The row at a position below `count`.
  public subscript(position: Int) -> Row { row(first + position) }
}
