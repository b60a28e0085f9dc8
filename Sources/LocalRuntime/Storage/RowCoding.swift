/// Writes what lasts as bytes: numbers as LEB128, texts and bytes with their length before. A tenth of JSON's work, which
/// counts where each message is written once and deleted soon.
struct RowWriter {
  private(set) var bytes: [UInt8] = []

  /// Begins with the version of the form.
  init(version: UInt8, capacity: Int = 64) {
    bytes.reserveCapacity(capacity)
    bytes.append(version)
  }

  mutating func put(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// A number that is not negative.
  mutating func put(_ value: Int) { put(UInt64(clamping: value)) }

  mutating func put(_ value: Int64) { put(UInt64(bitPattern: value)) }

  mutating func put(_ moment: Moment) { put(UInt64(clamping: moment.milliseconds)) }

  mutating func put(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      put(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  mutating func put(_ value: [UInt8]) {
    put(value.count)
    bytes.append(contentsOf: value)
  }

  mutating func put(_ text: String?) {
    put(text != nil)
    if let text { put(text) }
  }

  mutating func put(_ moment: Moment?) {
    put(moment != nil)
    if let moment { put(moment) }
  }

  mutating func put(_ map: [String: String]) {
    put(map.count)
    for (name, value) in map.sorted(by: { $0.key < $1.key }) {
      put(name)
      put(value)
    }
  }
}

/// A row that is not what this version wrote.
struct MalformedRow: Error {}

/// Reads what ``RowWriter`` wrote.
struct RowReader {
  private let bytes: [UInt8]
  private var position = 1

  /// Begins with the version of the form.
  init(_ bytes: [UInt8], version: UInt8) throws(MalformedRow) {
    guard bytes.first == version else { throw MalformedRow() }
    self.bytes = bytes
  }

  mutating func number() throws(MalformedRow) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw MalformedRow()
  }

  mutating func signed() throws(MalformedRow) -> Int64 { Int64(bitPattern: try number()) }

  mutating func integer() throws(MalformedRow) -> Int {
    guard let value = Int(exactly: try number()) else { throw MalformedRow() }
    return value
  }

  mutating func moment() throws(MalformedRow) -> Moment { Moment(milliseconds: Int64(clamping: try number())) }

  mutating func bool() throws(MalformedRow) -> Bool { try number() != 0 }

  mutating func blob() throws(MalformedRow) -> [UInt8] {
    let count = try integer()
    guard count <= bytes.count - position else { throw MalformedRow() }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  mutating func text() throws(MalformedRow) -> String { String(decoding: try blob(), as: UTF8.self) }

  mutating func optionalText() throws(MalformedRow) -> String? { try bool() ? try text() : nil }

  mutating func optionalMoment() throws(MalformedRow) -> Moment? { try bool() ? try moment() : nil }

  mutating func map() throws(MalformedRow) -> [String: String] {
    var map: [String: String] = [:]
    for _ in 0..<(try integer()) {
      let name = try text()
      map[name] = try text()
    }
    return map
  }
}
