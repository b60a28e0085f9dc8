/// Percent-encoded text of paths and queries (RFC 3986, section 2.1).
enum APIPath {
  /// The text, decoded; what is no escape stays, and what is no UTF-8 then is repaired.
  static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || plusIsSpace && $0 == UInt8(ascii: "+") }) else {
      return String(text)
    }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
        continue
      }
      result.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The parameters of a query, decoded, each with its values; in the order in which their names first stand.
  static func parameters(_ query: String) -> [(name: String, values: [String])] {
    guard !query.isEmpty else { return [] }
    var result: [(name: String, values: [String])] = []
    var places: [String: Int] = [:]
    for part in query.split(separator: "&") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = decoded(sides[0], plusIsSpace: true)
      let value = sides.count > 1 ? decoded(sides[1], plusIsSpace: true) : ""
      if let place = places[name] {
        result[place].values.append(value)
      } else {
        places[name] = result.count
        result.append((name, [value]))
      }
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
