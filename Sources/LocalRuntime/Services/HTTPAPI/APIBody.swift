/// Bodies of requests and answers as they stand in events: text as it is, anything else in base64 (RFC 4648, section 4).
enum APIBody {
  /// Whether API Gateway hands a body of this type to a function as text. Its guide only says "binary"; observed is that all
  /// but these are binary, forms (`application/x-www-form-urlencoded`) and bodies without a type included.
  static func isText(_ contentType: String?) -> Bool {
    guard let contentType else { return false }
    let type = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    return type.hasPrefix("text/")
      || ["application/json", "application/xml", "application/javascript"].contains(String(type))
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Writes bytes in base64.
  static func encode(_ bytes: [UInt8], into result: inout [UInt8]) {
    result.reserveCapacity(result.count + (bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let left = bytes.count - index
      let word =
        UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
        | (left > 2 ? UInt32(bytes[index + 2]) : 0)
      result.append(alphabet[Int(word >> 18 & 63)])
      result.append(alphabet[Int(word >> 12 & 63)])
      result.append(left > 1 ? alphabet[Int(word >> 6 & 63)] : UInt8(ascii: "="))
      result.append(left > 2 ? alphabet[Int(word & 63)] : UInt8(ascii: "="))
      index += 3
    }
  }

  /// The bytes of base64 text, with or without its padding; nil if it is none.
  static func decode(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count / 4 * 3)
    var word: UInt32 = 0
    var count = 0
    var isPadded = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "=") {
        isPadded = true
        continue
      }
      guard !isPadded, let value = value(of: byte) else { return nil }
      word = word << 6 | UInt32(value)
      count += 1
      guard count == 4 else { continue }
      result += [UInt8(word >> 16 & 255), UInt8(word >> 8 & 255), UInt8(word & 255)]
      word = 0
      count = 0
    }
    switch count {
    case 0: return result
    case 2: return result + [UInt8(word >> 4 & 255)]
    case 3: return result + [UInt8(word >> 10 & 255), UInt8(word >> 2 & 255)]
    default: return nil
    }
  }

  private static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
