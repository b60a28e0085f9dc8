/// A list in the table: a count of entries, then `stride` words for each. Offset 0 is the empty list.
struct FactList: Sendable {
  let table: FactTable
  let offset: UInt32
  let stride: Int

  init(_ table: FactTable, _ offset: UInt32, stride: Int = 1) {
    self.table = table
    self.offset = offset
    self.stride = stride
  }

  /// How many entries there are; never more than the section can hold.
  var count: Int {
    guard offset != 0 else { return 0 }
    let words = max(0, table.lists.count - Int(offset) - 1)
    return min(Int(table.lists[Int(offset)]), stride == 1 ? words : words / stride)
  }

  /// A word of an entry; 0 outside of the table.
  func word(_ entry: Int, _ column: Int = 0) -> UInt32 {
    table.lists[Int(offset) + 1 + entry * stride + column]
  }

  /// The entry whose first word is the id of `name`, in a list sorted by name.
  func find(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    let words = table.lists
    let first = Int(offset) + 1
    return table.find(0..<count, name) { words[first + $0 * stride] }
  }
}

/// A list of names in the table, sorted by bytes unless its declaration says otherwise.
public struct NameList: RandomAccessCollection, Sendable {
  let list: FactList

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The count of names.
  public var endIndex: Int { list.count }

  /// The name at a position below `count`; the empty string outside.
  public subscript(position: Int) -> String {
    list.table.string(list.word(position))
  }

  /// The UTF-8 bytes of a name at a position below `count`, without making a string.
  public func utf8(at position: Int) -> UnsafeRawBufferPointer { list.table.utf8(list.word(position)) }

  /// The names of a sorted list of paths that are `first`, or begin with it and a slash.
  public func paths(from first: String) -> [String] {
    first.withBytes { bytes in
      let words = list.table.lists
      let start = Int(list.offset) + 1
      let strings = list.table.strings
      var found: [String] = []
      var index = list.table.lowerBound(0..<list.count, bytes) { words[start + $0 * list.stride] }
      while index < list.count {
        let path = strings[list.word(index)]
        guard path.starts(with: bytes) else { break }
        if path.count == bytes.count || path[bytes.count] == UInt8(ascii: "/") {
          found.append(String(decoding: path, as: UTF8.self))
        }
        index += 1
      }
      return found
    }
  }

  /// Whether a sorted list holds the name, without making strings.
  public func contains(_ name: String) -> Bool {
    name.withBytes { list.find($0) != nil }
  }
}
