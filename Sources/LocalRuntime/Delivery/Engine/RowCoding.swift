/// Writes what lasts as bytes: numbers by LEB128, texts by their length and UTF-8. A tenth of JSON's work, which counts
/// where each message is written once and deleted soon.
struct RowWriter {
  private(set) var bytes: [UInt8]

  /// Begins with the version of the form.
  init(version: UInt8) { bytes = [version] }

  mutating func write(_ number: Int64) {
    var rest = UInt64(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ number: Int) { write(Int64(number)) }

  mutating func write(_ data: some Collection<UInt8>) {
    write(Int64(data.count))
    bytes.append(contentsOf: data)
  }

  mutating func write(_ text: String) { write(text.utf8) }

  mutating func write(_ text: String?) {
    write(Int64(text == nil ? 0 : 1))
    if let text { write(text) }
  }
}

/// Reads what ``RowWriter`` wrote.
struct RowReader {
  /// The row is not what was written: another version, or damaged.
  struct Malformed: Error {}

  private let bytes: [UInt8]
  private var position = 1

  init(_ bytes: [UInt8], version: UInt8) throws(Malformed) {
    guard bytes.first == version else { throw Malformed() }
    self.bytes = bytes
  }

  mutating func number() throws(Malformed) -> Int64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int64(bitPattern: value) }
      shift += 7
    }
    throw Malformed()
  }

  mutating func count() throws(Malformed) -> Int {
    let value = try number()
    guard value >= 0, value <= bytes.count else { throw Malformed() }
    return Int(value)
  }

  mutating func data() throws(Malformed) -> [UInt8] {
    let length = try count()
    guard length <= bytes.count - position else { throw Malformed() }
    defer { position += length }
    return Array(bytes[position..<position + length])
  }

  mutating func text() throws(Malformed) -> String { String(decoding: try data(), as: UTF8.self) }

  mutating func optionalText() throws(Malformed) -> String? { try number() == 0 ? nil : text() }
}
