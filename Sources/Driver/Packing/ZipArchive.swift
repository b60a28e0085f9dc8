/// Writes a zip archive (PKWARE APPNOTE 6.3) that depends on nothing but the names and bytes of its files: entries are
/// stored, sorted by name, with one fixed date, so that the same folder gives the same bytes on every machine.
struct ZipArchive {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// 1980-01-01, the first day the format knows.
  private static let date: UInt16 = 0x0021

  /// Adds a file; `name` has slashes. Executable files keep their permission, as a `bootstrap` must.
  mutating func add(name: String, contents: [UInt8], isExecutable: Bool) {
    let offset = UInt32(clamping: bytes.count)
    let name = Array(name.utf8)
    var header: [UInt8] = []
    // Version 2.0, names in UTF-8 (bit 11), stored.
    header.append16(20)
    header.append16(0x0800)
    header.append16(0)
    header.append16(0)
    header.append16(Self.date)
    header.append32(CRC32.of(contents))
    header.append32(UInt32(clamping: contents.count))
    header.append32(UInt32(clamping: contents.count))
    header.append16(UInt16(clamping: name.count))
    header.append16(0)
    bytes.append32(0x0403_4b50)
    bytes += header + name + contents
    directory.append32(0x0201_4b50)
    // Made by version 2.0 on Unix, so that the mode counts.
    directory.append16(0x0314)
    directory += header
    directory.append16(0)
    directory.append16(0)
    directory.append16(0)
    directory.append32((isExecutable ? 0o100755 : 0o100644) << 16)
    directory.append32(offset)
    directory += name
    count += 1
  }

  /// The whole archive.
  func finish() -> [UInt8] {
    var result = bytes + directory
    result.append32(0x0605_4b50)
    result.append32(0)
    result.append16(count)
    result.append16(count)
    result.append32(UInt32(clamping: directory.count))
    result.append32(UInt32(clamping: bytes.count))
    result.append16(0)
    return result
  }

  /// The format's own limits: 65,535 entries, and offsets of 32 bits. AWS's limit for unpacked code is far below.
  static let mostEntries = 65_535
}

/// The cyclic redundancy check of zip (ISO 3309).
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
  }

  static func of(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { crc, byte in table[Int((crc ^ UInt32(byte)) & 0xff)] ^ (crc >> 8) }
  }
}

extension [UInt8] {
  fileprivate mutating func append16(_ value: UInt16) { append(contentsOf: [UInt8(value & 0xff), UInt8(value >> 8)]) }

  fileprivate mutating func append32(_ value: UInt32) {
    append16(UInt16(truncatingIfNeeded: value))
    append16(UInt16(truncatingIfNeeded: value >> 16))
  }
}
