/// Percent-encoding (RFC 3986, section 2.1) and forms (WHATWG URL, "application/x-www-form-urlencoded").
enum PercentCoding {
  /// The text of an encoded part; nil for a broken escape or broken UTF-8.
  static func decode(_ text: Substring, plusIsSpace: Bool) -> String? {
    var text = text
    return text.withUTF8 { decode(UnsafeRawBufferPointer($0), plusIsSpace: plusIsSpace) }
  }

  static func decode(_ bytes: UnsafeRawBufferPointer, plusIsSpace: Bool) -> String? {
    guard bytes.contains(where: { $0 == UInt8(ascii: "%") || (plusIsSpace && $0 == UInt8(ascii: "+")) }) else {
      return String(validating: bytes, as: UTF8.self)
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "%") {
        guard index + 2 <= bytes.count, let high = bytes[index].hexadecimalDigit,
          let low = bytes[index + 1].hexadecimalDigit
        else { return nil }
        result.append(high << 4 | low)
        index += 2
      } else {
        result.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return String(validating: result, as: UTF8.self)
  }

  /// Names and values of a form or a query.
  static func pairs(_ bytes: UnsafeRawBufferPointer) throws(WireFault) -> [(name: String, value: String)] {
    var pairs: [(name: String, value: String)] = []
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let name = UnsafeRawBufferPointer(rebasing: part[..<equals])
      let value = UnsafeRawBufferPointer(rebasing: part[equals...].dropFirst())
      guard let name = decode(name, plusIsSpace: true), let value = decode(value, plusIsSpace: true) else {
        throw .query
      }
      pairs.append((name, value))
    }
    return pairs
  }

  /// Names and values of a query.
  static func pairs(_ query: String) throws(WireFault) -> [(name: String, value: String)] {
    var query = query
    return try query.withUTF8 { (bytes) -> Result<[(name: String, value: String)], WireFault> in
      do throws(WireFault) { return .success(try pairs(UnsafeRawBufferPointer(bytes))) } catch {
        return .failure(error)
      }
    }.get()
  }
}
